import mammoth from 'mammoth';
import { htmlToMarkdown } from './read-html.ts';

/** The text of a Word document with its headings, as Markdown. */
export async function readDocx(bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) });
    return htmlToMarkdown(value);
  } catch {
    throw new Error('not a Word document, or a damaged one');
  }
}
