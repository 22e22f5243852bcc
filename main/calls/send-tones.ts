import type { Dtmf } from '../../preload/contract/dtmf.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import type { LiveCall } from './live-call.ts';

/** Sends digits the way the account wants it; `auto` falls back to INFO where the media takes no tones. */
export function sendTones({ leg, sip, playTones }: Pick<LiveCall, 'leg' | 'sip' | 'playTones'>, digits: string, { mode, toneMs }: Dtmf): Result<void, 'wrong-state' | 'dtmf-not-negotiated'> {
  if (mode === 'in-band') {
    playTones(digits, toneMs);
    return success();
  }
  if (mode === 'info') return sip.sendInfoTones(digits, toneMs);
  const sent = leg.sendDtmf(digits, toneMs);
  return sent.ok || mode === 'rfc4733' ? sent : sip.sendInfoTones(digits, toneMs);
}
