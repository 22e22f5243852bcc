/* global AudioWorkletProcessor, registerProcessor */

/** 32 ms at 16 kHz: TAP_FRAME_SAMPLES of the contract, written here because a worklet imports nothing. */
const FRAME_SAMPLES = 512;

/**
 * Cuts its input into frames of 512 samples and posts them as TapFrame to each reader's port, the one it was given last.
 * It runs on the audio thread, so a busy page loses nothing. Without a port it counts on and drops.
 */
class TapProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.firstSample = 0;
    this.filled = 0;
    this.frame = new Float32Array(FRAME_SAMPLES);
    this.ports = new Map();
    this.port.onmessage = (event) => {
      if (event.data === 'start') this.start();
      else if (event.data === 'stop') this.stop();
      else this.usePort(event.data, event.ports[0]);
    };
  }

  /** A call's samples count from nought. */
  start() {
    this.firstSample = 0;
    this.filled = 0;
  }

  /** The node waits for the next call. */
  stop() {
    for (const port of this.ports.values()) port.close();
    this.ports.clear();
  }

  usePort(reader, port) {
    this.ports.get(reader)?.close();
    this.ports.set(reader, port);
    port.start();
  }

  process(inputs) {
    const channel = inputs[0]?.[0];
    // A source that is not there yet is silence: the sample clock goes on.
    const length = channel?.length ?? 128;
    for (let index = 0; index < length; index += 1) {
      this.frame[this.filled] = channel?.[index] ?? 0;
      this.filled += 1;
      if (this.filled === FRAME_SAMPLES) this.flush();
    }
    return true;
  }

  flush() {
    const pcm = this.frame;
    // Copied, not transferred: a buffer that is transferred to another process of Electron arrives as nothing.
    for (const port of this.ports.values()) port.postMessage({ firstSample: this.firstSample, pcm });
    this.firstSample += FRAME_SAMPLES;
    this.filled = 0;
    this.frame = new Float32Array(FRAME_SAMPLES);
  }
}

registerProcessor('sidetone-tap', TapProcessor);
