/** "MediaStreamTrack Insertable Media Processing using Streams": Chromium has it for audio, the DOM typings have not. */
interface BreakoutBox {
  readonly MediaStreamTrackProcessor: new (init: { readonly track: MediaStreamTrack; readonly maxBufferSize: number }) => { readonly readable: ReadableStream<AudioData> };
}

/** Some five seconds: a page that was busy for less has lost nothing. Then the oldest go. */
const MOST_FRAMES = 500;

/**
 * The sound of a track in pieces of some 10 ms, to be read once, and to be cancelled.
 *
 * @throws DOMException when the track has ended
 */
export function framesOf(track: MediaStreamTrack): ReadableStream<AudioData> {
  const { MediaStreamTrackProcessor } = globalThis as unknown as BreakoutBox;
  return new MediaStreamTrackProcessor({ track, maxBufferSize: MOST_FRAMES }).readable;
}

/** A piece's channels as one. */
export function monoOf(piece: AudioData): Float32Array {
  const { numberOfFrames, numberOfChannels } = piece;
  const sum = new Float32Array(numberOfFrames);
  const channel = new Float32Array(numberOfFrames);
  for (let planeIndex = 0; planeIndex < numberOfChannels; planeIndex += 1) {
    piece.copyTo(channel, { planeIndex, format: 'f32-planar' });
    for (let index = 0; index < numberOfFrames; index += 1) sum[index] = (sum[index] ?? 0) + (channel[index] ?? 0) / numberOfChannels;
  }
  return sum;
}
