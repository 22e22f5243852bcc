import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { headerOf, type SipRequest } from '../sip/wire/message.ts';
import type { CallSurroundings, PracticeCall } from './call/call-parts.ts';
import { receiveCall } from './call/incoming-call.ts';
import { placeCall } from './call/outgoing-call.ts';
import type { Caller } from './callers/load-callers.ts';
import { planFor, speak } from './dial-plan.ts';
import { openMediaLeg } from './media/media-leg.ts';
import { bindUdp } from './bind-udp.ts';
import type { Address } from './signalling/address.ts';
import { createDigestCheck } from './signalling/digest-check.ts';
import { dialogKey } from './signalling/dialog.ts';
import { createRegistrar } from './signalling/registrar.ts';
import { ALLOWED_METHODS, responseTo, type ResponseParts } from './signalling/response.ts';
import type { ServerTransaction } from './signalling/server-transaction.ts';
import { optionTags, parseSipUri, tagOf } from '../sip/wire/sip-fields.ts';
import { newToken } from './signalling/token.ts';
import { createTransactionLayer } from './signalling/transaction-layer.ts';

export const PRACTICE_DOMAIN = 'practice.sidetone.invalid';
export const PRACTICE_USER = 'agent';
const PRACTICE_ADDRESS = '127.0.0.1';
const MAXIMUM_CALLS = 4;
/** A datagram handed to the socket just before it closes would be lost: the BYEs get this long. */
const LAST_WORDS_MS = 50;

export interface PracticeServer {
  readonly address: Address;
  /** No call is running. */
  isIdle(): boolean;
  requestCall(scriptId: string): Promise<'ringing' | 'unknown-script' | 'not-registered'>;
  /** Hangs up what is up and closes the socket. */
  close(): Promise<void>;
}

/** The registrar and the far ends behind one UDP socket on 127.0.0.1; port 0 lets the system choose. */
export async function startPracticeServer(options: {
  port: number; password: string; callers: readonly Caller[]; clock: Clock; log: Log; onDigit: (digit: string) => void;
  /** A call has ended. */
  onEnded?: () => void;
}): Promise<PracticeServer> {
  const { password, callers, clock, log, onDigit, onEnded = () => undefined } = options;
  const socket = await bindUdp(PRACTICE_ADDRESS, options.port);
  const local: Address = { address: PRACTICE_ADDRESS, port: socket.address().port };
  const digest = createDigestCheck({ realm: PRACTICE_DOMAIN, user: PRACTICE_USER, password, clock });
  const registrar = createRegistrar({ domain: PRACTICE_DOMAIN, user: PRACTICE_USER, digest, clock, onChange: (isRegistered) => log.info('practice.registration', { isRegistered }) });
  const calls = new Map<string, PracticeCall>();
  const byInvite = new Map<ServerTransaction, PracticeCall>();
  const layer = createTransactionLayer({ clock, log, user: { onRequest, onAck }, sendBytes: (bytes, to) => socket.send(bytes, to.port, to.address) });
  const surroundings: CallSurroundings = { clock, log, layer, local, domain: PRACTICE_DOMAIN, onDigit, reach: (number) => planFor(number, callers, log).kind };

  const callOf = (request: SipRequest): PracticeCall | undefined => calls.get(dialogKey(headerOf(request, 'call-id') ?? '', tagOf(request, 'to') ?? ''));

  function answer(transaction: ServerTransaction, statusCode: number, parts: ResponseParts = {}): void {
    transaction.respond(responseTo(transaction.request, statusCode, { toTag: newToken(), ...parts }));
  }

  function forget(key: string): void {
    calls.delete(key);
    onEnded();
  }

  function onInvite(transaction: ServerTransaction): void {
    const verdict = digest.judge(transaction.request, 'Proxy-Authorization');
    if (verdict.kind === 'wrong') return answer(transaction, 403);
    if (verdict.kind === 'challenge') return answer(transaction, 407, { headers: digest.challenge('Proxy-Authenticate', verdict.isStale) });
    const dialled = planFor(parseSipUri(transaction.request.requestUri)?.user ?? '', callers, log);
    if (dialled.kind === 'unknown') return answer(transaction, 404);
    if (dialled.kind === 'busy' || calls.size >= MAXIMUM_CALLS) return answer(transaction, 486);
    let hasEnded = false;
    const call = receiveCall({
      surroundings, transaction, plan: dialled.plan,
      onEnd: (key) => {
        hasEnded = true;
        forget(key);
        byInvite.delete(transaction);
      },
    });
    if (hasEnded) return; // refused at once
    calls.set(call.key, call);
    byInvite.set(transaction, call);
  }

  function onCancel(transaction: ServerTransaction): void {
    const invite = layer.findCancelled(transaction.request);
    if (invite === null) return answer(transaction, 481);
    answer(transaction, 200);
    if (!invite.hasFinal()) byInvite.get(invite)?.cancel();
  }

  function onRequest(transaction: ServerTransaction): void {
    const { request } = transaction;
    const extensions = optionTags(request, 'require');
    if (extensions.length > 0 && request.method !== 'CANCEL') {
      return answer(transaction, 420, { headers: [{ name: 'Unsupported', value: extensions.join(', ') }] }); // RFC 3261 s. 8.2.2.3
    }
    if (request.method === 'CANCEL') return onCancel(transaction);
    if (tagOf(request, 'to') !== null) {
      const call = callOf(request);
      return call === undefined ? answer(transaction, 481) : call.receive(transaction);
    }
    switch (request.method) {
      case 'REGISTER': return registrar.register(transaction);
      case 'INVITE': return onInvite(transaction);
      case 'OPTIONS': return answer(transaction, 200, { headers: [{ name: 'Allow', value: ALLOWED_METHODS }, { name: 'Accept', value: 'application/sdp' }] });
      case 'BYE': return answer(transaction, 481);
      default: return answer(transaction, 405, { headers: [{ name: 'Allow', value: ALLOWED_METHODS }] });
    }
  }

  function onAck(ack: SipRequest): void {
    callOf(ack)?.receiveAck(ack);
  }

  socket.on('message', (bytes, from) => layer.receive(bytes, from));

  return {
    address: local,
    isIdle: () => calls.size === 0,
    async requestCall(scriptId) {
      const caller = callers.find(({ script }) => script.scriptId === scriptId);
      if (caller === undefined) return 'unknown-script';
      if (registrar.newestBinding() === null) return 'not-registered';
      let call: PracticeCall | null = null;
      const hangUp = (): void => call?.hangUp();
      const leg = await openMediaLeg(local.address, clock, { onDigit, onFinished: hangUp, onSilentPeer: hangUp });
      const binding = registrar.newestBinding(); // it may have gone while the ports opened
      if (binding === null) {
        leg.close();
        return 'not-registered';
      }
      call = placeCall({
        surroundings, leg, binding, agent: PRACTICE_USER,
        caller: { number: caller.script.number, name: caller.script.callerName, createFarEnd: () => speak(caller, log) },
        onEnd: forget,
      });
      calls.set(call.key, call);
      return 'ringing';
    },
    close() {
      for (const call of [...calls.values()]) call.hangUp();
      layer.close();
      return new Promise((resolve) => {
        clock.startTimer(LAST_WORDS_MS, () => socket.close(resolve));
      });
    },
  };
}
