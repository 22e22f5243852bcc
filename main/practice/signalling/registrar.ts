import { headerOf, headersOf, type SipRequest } from '../../sip/wire/message.ts';
import type { Clock } from '../../platform/clock.ts';
import { MINIMUM_EXPIRES_SEC, readExpires, updateBindings, type Binding } from './bindings.ts';
import type { DigestCheck } from './digest-check.ts';
import { responseTo } from './response.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { parseCSeq, parseNameAddress, parseSipUri, splitList } from '../../sip/wire/sip-fields.ts';
import { newToken } from './token.ts';

export interface Registrar {
  register(transaction: ServerTransaction): void;
  /** The user's newest live binding: where a practice call rings. */
  newestBinding(): Binding | null;
}

/** So many wrong passwords on one Call-ID before 403 takes the place of a new challenge. */
const WRONG_BEFORE_FORBIDDEN = 2;
const REMEMBERED_CALL_IDS = 64;

export function createRegistrar(options: { domain: string; user: string; digest: DigestCheck; clock: Clock; onChange: (isRegistered: boolean) => void }): Registrar {
  const { domain, user, digest, clock, onChange } = options;
  const wrongTries = new Map<string, number>();
  let bindings: readonly Binding[] = [];

  function refuse(transaction: ServerTransaction, isStale: boolean): void {
    transaction.respond(responseTo(transaction.request, 401, { toTag: newToken(), headers: digest.challenge('WWW-Authenticate', isStale) }));
  }

  function refuseWrong(transaction: ServerTransaction): void {
    const callId = headerOf(transaction.request, 'call-id') ?? '';
    const tries = (wrongTries.get(callId) ?? 0) + 1;
    wrongTries.set(callId, tries);
    const oldest = wrongTries.keys().next().value;
    if (wrongTries.size > REMEMBERED_CALL_IDS && oldest !== undefined) wrongTries.delete(oldest);
    if (tries < WRONG_BEFORE_FORBIDDEN) return refuse(transaction, false);
    transaction.respond(responseTo(transaction.request, 403, { toTag: newToken() }));
  }

  function bind(transaction: ServerTransaction): void {
    const { request, source } = transaction;
    const nowMs = clock.monotonicMs();
    const contacts = readContacts(request);
    const answer = (statusCode: number, headers: { name: string; value: string }[] = []): void =>
      transaction.respond(responseTo(request, statusCode, { toTag: newToken(), headers }));
    if (contacts === null) return answer(400);

    const result = updateBindings(bindings, {
      callId: headerOf(request, 'call-id') ?? '', sequence: parseCSeq(request)?.number ?? 0, heardFrom: source,
      contacts, expiresSec: readExpires(headerOf(request, 'expires')),
    }, nowMs);
    switch (result.kind) {
      case 'bad-request': return answer(400);
      case 'too-brief': return answer(423, [{ name: 'Min-Expires', value: String(MINIMUM_EXPIRES_SEC) }]);
      case 'out-of-order': return answer(500);
      case 'updated':
        bindings = result.bindings;
        answer(200, bindings.map((binding) => ({ name: 'Contact', value: `<${binding.contactUri}>;expires=${Math.round((binding.untilMs - nowMs) / 1_000)}` })));
        return onChange(bindings.length > 0);
    }
  }

  return {
    register(transaction) {
      const { request } = transaction;
      const addressOfRecord = parseSipUri(parseNameAddress(headerOf(request, 'to') ?? '')?.uri ?? '');
      if (addressOfRecord?.user !== user || addressOfRecord.host !== domain) {
        return transaction.respond(responseTo(request, 404, { toTag: newToken() }));
      }
      const verdict = digest.judge(request, 'Authorization');
      if (verdict.kind === 'wrong') return refuseWrong(transaction);
      if (verdict.kind === 'challenge') return refuse(transaction, verdict.isStale);
      wrongTries.delete(headerOf(request, 'call-id') ?? '');
      bind(transaction);
    },
    newestBinding: () => bindings.filter((binding) => binding.untilMs > clock.monotonicMs()).at(-1) ?? null,
  };
}

/** The Contacts of a REGISTER; null when one of them is no address. */
function readContacts(request: SipRequest): ReturnType<typeof asContacts> {
  return asContacts(headersOf(request, 'contact').flatMap(splitList));
}

function asContacts(values: readonly string[]): { uri: string; displayName: string | null; params: ReadonlyMap<string, string> }[] | '*' | null {
  if (values.length === 1 && values[0] === '*') return '*';
  const contacts = values.map(parseNameAddress).filter((contact) => contact !== null && parseSipUri(contact.uri) !== null);
  return contacts.length === values.length ? contacts.filter((contact) => contact !== null) : null;
}
