import { splitList } from '../wire/sip-fields.ts';

/** A caller's wish to be answered without a person's hand, as intercoms have it. */
export interface AutoAnswerAsk {
  /** Seconds to wait before, as the caller gave them; null where it did not say. */
  readonly afterSec: number | null;
  /** To be refused rather than to ring (RFC 5373 s. 4.3). */
  readonly isRequired: boolean;
}

/** Reads Answer-Mode and Priv-Answer-Mode (RFC 5373), and what was in use before them: answer-after in Call-Info or Alert-Info, and Alert-Info's well-known values. Null: no such wish. */
export function autoAnswerAsk(headers: (name: string) => readonly string[]): AutoAnswerAsk | null {
  const modes = [...headers('Priv-Answer-Mode'), ...headers('Answer-Mode')].map((value) => value.trim());
  const auto = modes.find((value) => /^auto\b/i.test(value));
  if (auto !== undefined) return { afterSec: null, isRequired: /;\s*require\b/i.test(auto) };
  if (modes.some((value) => /^manual\b/i.test(value))) return null;
  const infos = [...headers('Call-Info'), ...headers('Alert-Info')].flatMap(splitList);
  const delays = infos.map((value) => /;\s*(?:answer-after|delay)\s*=\s*"?(\d{1,4})/i.exec(value)?.[1]);
  const delay = delays.find((found) => found !== undefined);
  const isNamed = infos.some((value) => /alert-autoanswer|auto[ -]?answer|ring-answer|\bintercom\b/i.test(value));
  const isAnswerAfter = infos.some((value) => /;\s*answer-after\s*=/i.test(value));
  if (!isNamed && !isAnswerAfter) return null;
  return { afterSec: delay === undefined ? null : Number(delay), isRequired: false };
}
