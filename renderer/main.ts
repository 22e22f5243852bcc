import { mount } from 'svelte';
import { createCallAudio } from './audio/call-audio.ts';
import { createRinger } from './audio/ringer.ts';
import { createBridge } from './bridge/bridge.ts';
import App from './features/shell/App.svelte';
import { createModels } from './features/shell/models.ts';
import './ui/tokens.css';
import './ui/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const bridge = createBridge(window.sidetone, window);
const { media } = bridge;

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

// Before the screen: a reloaded page gets a running call's sound back first.
bridge.calls.watch(({ calls }) => {
  audio.apply(calls);
  ringer.setRinging(calls.some((call) => call.state.kind === 'ringing-in'));
});

mount(App, { target, props: { models: createModels(bridge) } });
