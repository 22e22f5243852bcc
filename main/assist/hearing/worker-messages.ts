import type { RecogniserEntry } from '../../../models/manifest.ts';
import type { Recognition } from './recogniser.ts';

/** What a recogniser's thread or process is started with. */
export interface RecogniserWorkerData {
  /** Where the model's files lie. */
  readonly directory: string;
  readonly model: RecogniserEntry;
}

export type RecogniserOrder =
  | { readonly kind: 'recognise'; readonly requestId: number; readonly pcm: Float32Array; readonly hasSpeech: boolean; readonly draft: readonly number[] }
  | { readonly kind: 'abort'; readonly requestId: number }
  | { readonly kind: 'close' };

export type RecogniserReply =
  | { readonly kind: 'ready' }
  /** The model cannot be loaded. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'recognised'; readonly requestId: number; readonly recognition: Recognition | null }
  | { readonly kind: 'failed'; readonly requestId: number; readonly message: string };
