/** Mono float32 PCM in [-1, 1] at 16 kHz. */
export type Pcm16k = Float32Array;

export interface RecognitionOptions {
  /** The token ids of the words that the sound begins with; only what follows is recognised. */
  readonly prompt?: readonly number[];
  /** The detector is sure that somebody speaks: an empty answer is looked at a second time. */
  readonly hasSpeech: boolean;
  /** Gives up between two tokens; the answer is then null. */
  readonly signal?: AbortSignal;
}

export interface Recognition {
  /** Without the prompt's words; empty where nothing was said. */
  readonly text: string;
  /** The ids behind `text`, to prompt with later. */
  readonly tokenIds: readonly number[];
  /** The mean natural logarithm of the tokens' probabilities; null for no tokens. */
  readonly meanLogProbability: number | null;
  /** It went round in circles and was cut: the sound was too long, or broke off within a word. */
  readonly isLooping: boolean;
}

/** A speech engine: one model, one sound at a time. */
export interface Recogniser {
  /** The model's id in the manifest. */
  readonly modelId: string;
  /** Recognises up to about 20 s of speech; null when aborted. */
  recognise(pcm: Pcm16k, options: RecognitionOptions): Promise<Recognition | null>;
  close(): Promise<void>;
}
