/** Mono float32 PCM in [-1, 1] at 16 kHz. */
export type Pcm16k = Float32Array;

export interface RecognitionOptions {
  /** The token ids of an earlier answer about the same sound: a guess that saves time where it holds and changes nothing where it does not. */
  readonly draft?: readonly number[];
  /** The detector is sure that somebody speaks: an empty answer is looked at a second time. */
  readonly hasSpeech: boolean;
  /** Gives up between two tokens; the answer is then null. */
  readonly signal?: AbortSignal;
}

export interface Recognition {
  /** Empty where nothing was said. */
  readonly text: string;
  /** The ids behind `text`: a draft for the next answer. */
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
