import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../main/platform/log.ts';
import type { Address } from '../../../../main/practice/signalling/address.ts';
import { requestHeaders } from '../../../../main/practice/signalling/dialog.ts';
import { responseTo } from '../../../../main/practice/signalling/response.ts';
import type { ServerTransaction } from '../../../../main/practice/signalling/server-transaction.ts';
import { createTransactionLayer } from '../../../../main/practice/signalling/transaction-layer.ts';
import { headerOf, parseSipMessage, serializeSipMessage, type SipRequest } from '../../../../main/sip/wire/message.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const ALICE: Address = { address: '127.0.0.1', port: 1111 };
const BOB: Address = { address: '127.0.0.1', port: 2222 };

/** Two layers with a wire between them that drops what `isLost` says, by its number and first word. */
function setUp(isLost: (index: number, word: string) => boolean = () => false) {
  const clock = createFakeClock();
  const wire: { atMs: number; from: 'alice' | 'bob'; word: string }[] = [];
  const requests: ServerTransaction[] = [];
  const acks: SipRequest[] = [];
  const carry = (from: 'alice' | 'bob') => (bytes: Uint8Array): void => {
    const message = parseSipMessage(bytes);
    const word = message.kind === 'request' ? message.method : message.kind === 'response' ? String(message.statusCode) : '?';
    wire.push({ atMs: clock.monotonicMs(), from, word });
    if (!isLost(wire.length - 1, word)) (from === 'alice' ? bob : alice).receive(bytes, from === 'alice' ? ALICE : BOB);
  };
  const user = { onRequest: (transaction: ServerTransaction) => void requests.push(transaction), onAck: (ack: SipRequest) => void acks.push(ack) };
  const alice = createTransactionLayer({ clock, log: silentLog, user, sendBytes: carry('alice') });
  const bob = createTransactionLayer({ clock, log: silentLog, user, sendBytes: carry('bob') });
  const heard: (number | 'timeout')[] = [];
  const start = (method: string): SipRequest => {
    const headers = requestHeaders({ method, sequence: 1, from: '<sip:a@x>;tag=a', to: '<sip:b@x>', callId: 'call', local: ALICE });
    const request: SipRequest = { kind: 'request', method, requestUri: 'sip:b@x', headers, body: new Uint8Array() };
    alice.request(request, BOB, { onResponse: (response) => heard.push(response.statusCode), onTimeout: () => heard.push('timeout') });
    return request;
  };
  const respond = (statusCode: number): void => requests[0]!.respond(responseTo(requests[0]!.request, statusCode, { toTag: 'b' }));
  const sent = (word: string): number[] => wire.filter((entry) => entry.word === word).map((entry) => entry.atMs);
  return { clock, alice, bob, wire, requests, acks, heard, start, respond, sent };
}

describe('a client transaction', () => {
  it('repeats an unanswered INVITE at T1 and doubling intervals and gives up after 64*T1 (RFC 3261 s. 17.1.1.2, timers A and B)', () => {
    const { clock, start, sent, heard } = setUp(() => true);
    start('INVITE');
    clock.advance(40_000);
    expect(sent('INVITE')).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(heard).toEqual(['timeout']);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('repeats other requests at T2 at most (s. 17.1.2.2, timers E and F)', () => {
    const { clock, start, sent, heard } = setUp(() => true);
    start('BYE');
    clock.advance(40_000);
    expect(sent('BYE')).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    expect(heard).toEqual(['timeout']);
  });

  it('stops repeating an INVITE once it rings', () => {
    const { clock, start, respond, sent, heard } = setUp();
    start('INVITE');
    respond(180);
    clock.advance(60_000);
    expect([sent('INVITE').length, heard]).toEqual([1, [180]]);
  });

  it('acknowledges a refusal again each time it comes again (s. 17.1.1.2, completed)', () => {
    const { clock, start, respond, sent, heard } = setUp((index, word) => word === 'ACK' && index < 4);
    start('INVITE');
    respond(486);
    clock.advance(5_000);
    expect(sent('486')).toEqual([0, 500]);
    expect(sent('ACK')).toEqual([0, 500]);
    expect(heard).toEqual([486]);
  });

  it('hands every 2xx of an INVITE up, for its ACK may be lost (RFC 6026 s. 7.2)', () => {
    const { start, respond, heard } = setUp();
    start('INVITE');
    respond(200);
    respond(200);
    expect(heard).toEqual([200, 200]);
  });
});

describe('a server transaction', () => {
  it('shows a request once, however often it comes, and repeats its last response (s. 17.2)', () => {
    const { clock, start, respond, requests, sent, heard } = setUp((_, word) => word === '200' && sent('200').length < 3);
    start('OPTIONS');
    respond(200);
    clock.advance(5_000);
    expect(requests).toHaveLength(1);
    expect([sent('200').length, heard]).toEqual([3, [200]]);
  });

  it('repeats a refusal of INVITE until the ACK, at T2 at most, and gives up after 64*T1 (timers G and H)', () => {
    const { clock, start, respond, sent } = setUp((_, word) => word === '603');
    start('INVITE');
    respond(100);
    respond(603);
    clock.advance(40_000);
    expect(sent('603')).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  });

  it('leaves nothing behind', () => {
    const { clock, start, respond } = setUp();
    start('INVITE');
    respond(486);
    clock.advance(64_000);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('passes the ACK of a 2xx on to the dialog', () => {
    const { alice, start, respond, acks } = setUp();
    const invite = start('INVITE');
    respond(200);
    const headers = requestHeaders({ method: 'ACK', sequence: 1, from: '<sip:a@x>;tag=a', to: '<sip:b@x>;tag=b', callId: 'call', local: ALICE });
    alice.send({ ...invite, method: 'ACK', headers }, BOB);
    expect(acks.map((ack) => headerOf(ack, 'call-id'))).toEqual(['call']);
  });

  it('is found by the CANCEL that has its branch (s. 9.2)', () => {
    const { bob, start, requests } = setUp();
    const invite = start('INVITE');
    expect(bob.findCancelled({ ...invite, method: 'CANCEL' })).toBe(requests[0]);
    expect(bob.findCancelled({ ...invite, method: 'CANCEL', headers: [{ name: 'Via', value: 'SIP/2.0/UDP 127.0.0.1:1111;branch=z9hG4bKother' }] })).toBeNull();
  });
});

describe('what comes from outside', () => {
  it('is ignored when it is no SIP, has no Via, or is not from this machine', () => {
    const { bob, wire, requests } = setUp();
    const request = serializeSipMessage({ kind: 'request', method: 'OPTIONS', requestUri: 'sip:x', headers: requestHeaders({ method: 'OPTIONS', sequence: 1, from: '<sip:a@x>;tag=a', to: '<sip:b@x>', callId: 'c', local: ALICE }), body: new Uint8Array() });
    for (const bytes of [Buffer.from('\r\n\r\n'), Buffer.from('junk'), Buffer.from('OPTIONS sip:x SIP/2.0\r\n\r\n')]) bob.receive(bytes, ALICE);
    bob.receive(request, { address: '192.0.2.1', port: 5060 });
    expect([wire.length, requests.length]).toEqual([0, 0]);
    bob.receive(request, ALICE);
    expect(requests).toHaveLength(1);
  });

  it('gets 400 when its mandatory headers do not hold together (s. 8.1.1)', () => {
    const { bob, wire } = setUp();
    bob.receive(Buffer.from('OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\n\r\n'), ALICE);
    expect(wire.map((entry) => entry.word)).toEqual(['400']);
  });
});
