/** What speaks on the other side of a practice call, in frames of 160 samples of 16-bit PCM at 8 kHz. */
export interface FarEnd {
  /** The next 20 ms to say; null is silence. Called on the media clock. */
  nextFrame(): Int16Array | null;
  /** What the agent says, frame by frame as it arrives. */
  hear(samples: Int16Array): void;
  /** Said all and may hang up. */
  isFinished(): boolean;
}
