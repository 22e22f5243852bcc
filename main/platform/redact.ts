const SECRET_KEY = /password|secret|authorization|token|ha1/i;
const SIP_CREDENTIALS = /^((?:proxy-)?authorization\s*:).*$/gim;
const WEBHOOK_SECRET = /whsec_[A-Za-z0-9+/=]+/g;

/** A copy of a log entry's fields without secrets; deep, and safe on cycles by its depth limit. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(SIP_CREDENTIALS, '$1 [redacted]').replace(WEBHOOK_SECRET, 'whsec_[redacted]');
  if (value === null || typeof value !== 'object') return value;
  if (depth > 6) return '[deep]';
  if (value instanceof Error) return { name: value.name, message: redact(value.message, depth + 1) };
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, SECRET_KEY.test(key) ? '[redacted]' : redact(item, depth + 1)]));
}
