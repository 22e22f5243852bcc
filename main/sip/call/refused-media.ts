/** The statuses that refuse an offer and not the call (RFC 3261 s. 21.4.13, 21.4.26, 21.6.4). */
export const isMediaRefusal = (sipStatus: number): boolean => sipStatus === 415 || sipStatus === 488 || sipStatus === 606;

/**
 * What whoever mends a refused offer needs to know: what the peer said of it (the texts of its Warnings, RFC 3261 s. 20.43), and what was offered (T46).
 * Without words of any language: it is shown as the peer's own.
 *
 * @param warnings values of the Warning header
 * @param offer our SDP
 */
export function mediaDifference(warnings: readonly string[], offer: string): string {
  const said = warnings.flatMap((value) => [...value.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => `"${text.slice(0, 200)}"`));
  return [...said, `INVITE: ${offered(offer)}`].join(' · ');
}

function offered(sdp: string): string {
  const protocol = /^m=audio \d+ (\S+)/m.exec(sdp)?.[1] ?? '-';
  const codecs = [...sdp.matchAll(/^a=rtpmap:\d+ ([\w.-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'telephone-event');
  return [protocol, ...new Set(codecs)].join(' ');
}
