import { SYSTEM_DEFAULTS, USUAL_VOLUMES } from '../../../preload/contract/audio.ts';
import { createCallAudio } from '../../audio/call-audio.ts';
import { watchDevices } from '../../audio/devices.ts';
import { createRinger } from '../../audio/ringer.ts';
import type { Bridge } from '../../bridge/bridge.ts';

/** Lets the page's audio follow the calls, from the first snapshot on: after a reload that is the running call. */
export function startAudio({ app, calls, media, recording }: Pick<Bridge, 'app' | 'calls' | 'media' | 'recording'>): void {
  const devices = watchDevices(navigator.mediaDevices, SYSTEM_DEFAULTS);
  const audio = createCallAudio({
    async connect(callId, offerSdp) {
      const answer = await media.connect({ callId, offerSdp });
      return answer.ok ? answer.value.answerSdp : null;
    },
    trunk: (callId) => ({
      async attach() {
        const attached = await media.attach({ callId });
        return attached.ok ? attached.value : null;
      },
      settle: (settled) => void media.settle({ callId, ...settled }),
      report: (connectionId, report) => void media.reportTrunk({ callId, connectionId, report }),
    }),
    noteAnnounced: (callId) => void recording.noteAnnounced({ callId }),
    openTaps: (callId) => void media.openTaps({ callId }),
    onTapPort: media.onTapPort,
    reportMicrophone: (state, detail) => void media.reportMicrophone({ state, detail: detail.slice(0, 500) }),
  }, devices);
  const ringer = createRinger(async () => (await devices.resolved('ringer')).deviceId);
  let volumes = USUAL_VOLUMES;
  let signal: 'ring' | 'call-waiting' | null = null;
  const ring = (): void => ringer.set(signal, signal === 'ring' ? volumes.ring : volumes.callWaiting);
  app.watch((snapshot) => {
    devices.setProcessing(snapshot.voiceProcessing);
    devices.setChoices(snapshot.audio);
    volumes = snapshot.ringVolumes;
    ring();
  });
  calls.watch((snapshot) => {
    audio.apply(snapshot.calls);
    const isRinging = snapshot.calls.some((call) => call.state.kind === 'ringing-in');
    const isTalking = snapshot.calls.some((call) => call.state.kind === 'connecting' || call.state.kind === 'active');
    signal = !isRinging ? null : isTalking ? 'call-waiting' : 'ring';
    ring();
  });
}
