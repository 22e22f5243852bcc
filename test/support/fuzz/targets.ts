import { EventEmitter } from 'node:events';
import type { Socket } from 'node:dgram';
import { createTrunkSide } from '../../../main/media/trunk-side.ts';
import { decodeEvent } from '../../../main/media/rtp/telephone-event.ts';
import { readReport } from '../../../main/media/rtp/rtcp.ts';
import { answerOffer, readAnswer } from '../../../main/media/sdp/negotiate.ts';
import { createSrtpReceiver, createSrtpSender } from '../../../main/media/srtp/srtp-context.ts';
import { faultOf } from '../../../main/sip/shim/request-fault.ts';
import { prepareRequest, prepareResponse } from '../../../main/sip/shim/readable-message.ts';
import { refusalOfUnreadable, refuse } from '../../../main/sip/shim/unreadable-request.ts';
import { responseTarget } from '../../../main/sip/shim/via.ts';
import { createStreamFramer } from '../../../main/sip/transport/stream-framing.ts';
import { parseSipMessage, serializeSipMessage } from '../../../main/sip/wire/message.ts';
import { readTortureMessages } from '../torture-messages.ts';
import { PCMU_SDP } from '../scripted-trunk.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Something of ours that takes a stranger's bytes, and bytes that it likes. */
export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly Buffer[];
  /** Throws where the product would. */
  take(bytes: Buffer, random: SeededRandom): void;
}

const SOURCE = { host: '127.0.0.1', port: 5_060 };
const KEYING = { suite: 'AES_CM_128_HMAC_SHA1_80', inline: Buffer.alloc(30, 7).toString('base64') } as const;
const LOCAL = { address: '127.0.0.1', port: 40_000, sessionId: 1, version: 1 };
const CODECS = ['opus', 'G722', 'PCMU', 'PCMA'] as const;
const RTP = Buffer.concat([Buffer.from('80000001000000a000000001', 'hex'), Buffer.alloc(160, 0xff)]);
const RTCP = Buffer.from('81c9000700000001000000020000000000000001000000000000000000000000', 'hex');

/** Every parser that a datagram or a stream from outside reaches first. */
export function fuzzTargets(): readonly FuzzTarget[] {
  const sip = [...readTortureMessages(4475), ...readTortureMessages(5118)].map(({ bytes }) => bytes);
  const sdp = [PCMU_SDP, PCMU_SDP.replace('RTP/AVP 0', 'RTP/SAVP 0 9 111 101').replace('a=sendrecv', `a=rtpmap:111 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEYING.inline}|2^20|1:4\r\na=inactive`)].map((text) => Buffer.from(text));
  const sender = createSrtpSender(KEYING);
  const receiver = createSrtpReceiver(KEYING);
  return [
    { name: 'SIP datagram', seeds: sip, take: takeSip },
    { name: 'SIP stream', seeds: sip, take: takeStream },
    { name: 'SDP', seeds: sdp, take: takeSdp },
    { name: 'SRTP', seeds: [sender.protectRtp(RTP), RTP], take: (bytes) => void receiver.openRtp(bytes) },
    { name: 'SRTCP', seeds: [sender.protectRtcp(RTCP), RTCP], take: (bytes) => void receiver.openRtcp(bytes) },
    { name: 'RTP and RTCP of a call', seeds: [RTP, RTCP], take: takeMedia() },
    { name: 'RTCP', seeds: [RTCP], take: (bytes) => void readReport(bytes, 2) },
    { name: 'telephone event', seeds: [Buffer.from('018a0320', 'hex')], take: (bytes) => void decodeEvent(bytes) },
  ];
}

/** The way of a datagram through the shims, without sip.js' own state. */
function takeSip(bytes: Buffer, random: SeededRandom): void {
  const message = parseSipMessage(bytes);
  if (message.kind === 'malformed') {
    if (message.refusable !== undefined) refuse(message.refusable.request, { statusCode: message.refusable.statusCode, headers: [] });
    return;
  }
  if (message.kind === 'response') return void prepareResponse(message, SOURCE, SOURCE, SOURCE.host);
  const fault = faultOf(message);
  const request = prepareRequest(message, SOURCE, 'sip:1001@127.0.0.1', SOURCE.host);
  // sip.js' grammar takes a hundred times as long as all the rest.
  const refusal = fault !== null ? refuse(request, fault) : random.below(20) === 0 ? refusalOfUnreadable(request, serializeSipMessage(request).toString('utf8')) : null;
  if (refusal !== null) responseTarget(refusal);
}

function takeStream(bytes: Buffer, random: SeededRandom): void {
  const framer = createStreamFramer();
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + random.below(bytes.length);
    for (const frame of framer.push(bytes.subarray(at, end))) if (frame.kind === 'message') parseSipMessage(frame.bytes);
    at = end;
  }
}

function takeSdp(bytes: Buffer, random: SeededRandom): void {
  const text = bytes.toString('utf8');
  if (random.below(2) === 0) answerOffer(LOCAL, CODECS, text);
  else readAnswer(CODECS, text);
}

/** One call's side of the trunk, with sockets that only listen. */
function takeMedia(): FuzzTarget['take'] {
  const [rtp, rtcp] = [listeningSocket(), listeningSocket()];
  const negotiated = answerOffer(LOCAL, CODECS, PCMU_SDP);
  if (!negotiated.ok) throw new Error(negotiated.error.message);
  const trunk = createTrunkSide({ rtp, rtcp, port: LOCAL.port }, () => 0, { onAudio: () => undefined, onOther: () => undefined, onDigit: () => undefined, onSent: () => undefined });
  trunk.configure(negotiated.value.audio);
  trunk.startSending();
  return (bytes, random) => {
    (random.below(4) === 0 ? rtcp : rtp).emit('message', bytes, { address: '127.0.0.1', port: 40_000, family: 'IPv4', size: bytes.length });
    if (random.below(100) === 0) trunk.judgeFlow(false);
    if (random.below(100) === 0) trunk.stats();
  };
}

function listeningSocket(): Socket {
  return Object.assign(new EventEmitter(), { send: () => undefined, close: () => undefined }) as unknown as Socket;
}
