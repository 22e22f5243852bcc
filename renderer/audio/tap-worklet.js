/* global AudioWorkletProcessor, registerProcessor */

/** 32 ms at 16 kHz: TAP_FRAME_SAMPLES of the contract, written here because a worklet imports nothing. */
const FRAME_SAMPLES = 512;

/**
 * Cuts its input into frames of 512 samples and posts them as TapFrame to the port it was given last.
 * It runs on the audio thread, so a busy page loses nothing. Without a port it counts on and drops.
 */
class TapProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.firstSample = 0;
    this.filled = 0;
    this.frame = new Float32Array(FRAME_SAMPLES);
    this.tapPort = null;
    this.isStopped = false;
    this.port.onmessage = (event) => {
      if (event.data === 'stop') this.isStopped = true;
      else this.usePort(event.ports[0] ?? null);
    };
  }

  usePort(port) {
    this.tapPort?.close();
    this.tapPort = port;
    port?.start();
  }

  process(inputs) {
    if (this.isStopped) {
      this.usePort(null);
      return false;
    }
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
    this.tapPort?.postMessage({ firstSample: this.firstSample, pcm });
    this.firstSample += FRAME_SAMPLES;
    this.filled = 0;
    this.frame = new Float32Array(FRAME_SAMPLES);
  }
}

registerProcessor('sidetone-tap', TapProcessor);
