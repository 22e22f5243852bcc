/** SenseVoice's marks for language, mood and sound; other models write what they heard besides words in pointed or square brackets. */
const MARK = /<[^>]*>|\[[^\]]*\]/g;

/** What a model of sherpa-onnx wrote, as people write it: without marks, and in small letters where it knows only capitals. Empty where nothing was said. */
export function spokenText(written: string): string {
  const text = written.replace(MARK, ' ').replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return '';
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text) ? text.toLowerCase() : text;
}
