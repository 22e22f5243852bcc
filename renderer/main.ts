import { mount } from 'svelte';
import { createBridge } from './bridge/bridge.ts';
import { systemHid } from './features/headset/hid.ts';
import App from './features/shell/App.svelte';
import { createModels } from './features/shell/models.ts';
import { startAudio } from './features/shell/start-audio.ts';
import './ui/tokens.css';
import './ui/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const bridge = createBridge(window.sidetone, window);
startAudio(bridge); // before the screen: a reloaded page gets a running call's sound back first

mount(App, { target, props: { models: createModels(bridge, systemHid()) } });
