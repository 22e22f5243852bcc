import { createCallAudio } from '../../audio/call-audio.ts';
import { createRinger } from '../../audio/ringer.ts';
import type { Bridge } from '../../bridge/bridge.ts';

/** Lets the page's audio follow the calls, from the first snapshot on: after a reload that is the running call. */
export function startAudio({ calls, media }: Pick<Bridge, 'calls' | 'media'>): void {
  const audio = createCallAudio({
    async connect(callId, offerSdp) {
      const answer = await media.connect({ callId, offerSdp });
      return answer.ok ? answer.value.answerSdp : null;
    },
    openTaps: (callId) => void media.openTaps({ callId }),
    onTapPort: media.onTapPort,
    reportMicrophone: (state, detail) => void media.reportMicrophone({ state, detail: detail.slice(0, 500) }),
  });
  const ringer = createRinger();
  calls.watch((snapshot) => {
    audio.apply(snapshot.calls);
    const isRinging = snapshot.calls.some((call) => call.state.kind === 'ringing-in');
    const isTalking = snapshot.calls.some((call) => call.state.kind === 'connecting' || call.state.kind === 'active');
    ringer.set(!isRinging ? null : isTalking ? 'call-waiting' : 'ring');
  });
}
