import { splitList } from '../wire/sip-fields.ts';

/** What a Reason header says (RFC 3326). */
export interface StatedReason {
  /** The cause as a SIP status; null where only another protocol's was given. */
  readonly sipStatus: number | null;
  readonly text: string;
}

/** Reads Reason of a BYE or CANCEL, the SIP cause before Q.850's; null when there is none to read. */
export function parseReason(values: readonly string[]): StatedReason | null {
  const reasons = values.flatMap(splitList).flatMap((value) => {
    const match = /^([\w.-]+)\s*(?:;(.*))?$/s.exec(value);
    const cause = /(?:^|;)\s*cause\s*=\s*(\d{1,4})/i.exec(match?.[2] ?? '')?.[1];
    const text = /(?:^|;)\s*text\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(match?.[2] ?? '')?.[1]?.replace(/\\(.)/g, '$1');
    return match === null ? [] : [{ protocol: (match[1] ?? '').toUpperCase(), cause: cause === undefined ? null : Number(cause), text }];
  });
  const sip = reasons.find(({ protocol }) => protocol === 'SIP');
  if (sip !== undefined) return { sipStatus: sip.cause, text: sip.text ?? '' };
  const [other] = reasons;
  return other === undefined ? null : { sipStatus: null, text: other.text ?? `${other.protocol} ${other.cause ?? ''}`.trim() };
}
