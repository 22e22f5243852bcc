import { failure, success, type Result } from '../../preload/contract/result.ts';

/** Where events go and the key that signs them. */
export interface CrmTarget {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
}

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const LEAST_SECRET_BYTES = 24;
const MOST_SECRET_BYTES = 64;

/** https anywhere; http to loopback alone, because call records are personal data. */
export function checkEndpointUrl(text: string): Result<URL, 'insecure-url'> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return failure('insecure-url', 'This is not a web address.');
  if (url.username !== '' || url.password !== '') return failure('insecure-url', 'Leave user name and password out of the address; every event is signed with the secret.');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return success(url);
  return failure('insecure-url', 'The address must begin with https://. Plain http is accepted for this computer alone.');
}

/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. The message never repeats it. */
export function checkWebhookSecret(secret: string): Result<void, 'bad-secret'> {
  const base64 = SECRET.exec(secret)?.[1];
  if (base64 === undefined) return failure('bad-secret', 'The secret must be whsec_ followed by base64.');
  const bytes = Buffer.from(base64, 'base64').length;
  if (bytes >= LEAST_SECRET_BYTES && bytes <= MOST_SECRET_BYTES) return success();
  return failure('bad-secret', `The secret must hold ${LEAST_SECRET_BYTES} to ${MOST_SECRET_BYTES} bytes; this one holds ${bytes}.`);
}

/** `hostname` as URL normalises it, so 127.1 and 0x7f000001 are 127.0.0.1 already. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
