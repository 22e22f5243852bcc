import type { Locale } from '../../../preload/contract/primitives.ts';

/** Where whoever wants another language finds a model: public releases of k2-fsa/sherpa-onnx, by the names of their files. */
export const RELEASE_PAGE = 'https://github.com/k2-fsa/sherpa-onnx/releases/tag/asr-models';
export const RELEASES = [
  { tags: ['zh', 'yue', 'en', 'ja', 'ko'], file: 'sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17.tar.bz2' },
  { tags: ['zh', 'en'], file: 'sherpa-onnx-streaming-zipformer-bilingual-zh-en-2023-02-20.tar.bz2' },
  { tags: ['ko'], file: 'sherpa-onnx-streaming-zipformer-korean-2024-06-16.tar.bz2' },
  { tags: ['en'], file: 'sherpa-onnx-streaming-zipformer-en-2023-06-26.tar.bz2' },
] as const;

/** What a person may say of a model that does not tell. */
export const COMMON_LANGUAGES: readonly string[] = ['ar', 'bn', 'de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt', 'ru', 'th', 'uk', 'vi', 'yue', 'zh'];

/** A language's name in the reader's own; the tag itself where it is none (ISO 639). */
export function languageName(tag: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function megabytes(bytes: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: bytes < 10_000_000 ? 1 : 0 }).format(bytes / 1_000_000);
}
