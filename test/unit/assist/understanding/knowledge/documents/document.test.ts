import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDocument, readDocument } from '../../../../../../main/assist/understanding/knowledge/documents/document.ts';
import { docxOf, pdfOf } from '../../../../../support/documents.ts';

const read = (text: string, fileName: string) => readDocument(Buffer.from(text), fileName);

describe('a document of the knowledge folder', () => {
  it.each([
    ['plain text', 'refunds.txt', Buffer.from('Refunds\n\nWe pay back within 10 days.\n\nBy card\n\n- It takes *two* days less.\n')],
    ['HTML', 'refunds.html', Buffer.from('<html><head><title>Refunds</title><script>alert(1)</script></head><body><nav>Home</nav><h1>Refunds</h1><p>We pay back within 10 days.</p><h2>By card</h2><ul><li>It takes <b>two</b> days less.</li></ul></body></html>')],
    ['a Word document', 'refunds.docx', docxOf('# Refunds', 'We pay back within 10 days.', '# By card', 'It takes two days less.')],
    ['a PDF', 'refunds.pdf', pdfOf('# Refunds', 'We pay back within 10 days.', '# By card', 'It takes two days less.')],
  ])('that is %s is one article, cut by its headings', async (_what, fileName, bytes) => {
    const [article, ...others] = await readDocument(bytes, fileName);
    expect(others).toEqual([]);
    expect(article).toMatchObject({ articleId: fileName, title: 'Refunds', source: fileName });
    expect(article?.passages.map(({ heading, text }) => `${heading}: ${text.replaceAll('*', '')}`)).toEqual(['Refunds: We pay back within 10 days.', 'By card: It takes two days less.']);
  });

  it('that is a table gives one article for each answer, by the names of its columns', async () => {
    const articles = await read('id;Answer;Question\n1;Within 10 days.;When do I get my money?\n2;At nine.;When do you open?\n3;At nine.;What are your hours?\n', 'faq.csv');
    expect(articles).toMatchObject([
      { title: 'When do I get my money?', questions: ['When do I get my money?'], passages: [{ text: 'Within 10 days.' }] },
      { title: 'When do you open?', questions: ['When do you open?', 'What are your hours?'], passages: [{ text: 'At nine.' }] },
    ]);
  });

  it('that is a table without names is read by its first two columns', async () => {
    expect(await read('When do you open?,At nine.\n', 'faq.csv')).toMatchObject([{ title: 'When do you open?', passages: [{ text: 'At nine.' }] }]);
  });

  it.each([
    ['a damaged Word document', 'a.docx', 'PK\u0003\u0004junk', 'Word'],
    ['a damaged PDF', 'a.pdf', '%PDF-1.4 junk', 'not a PDF'],
    ['a table with one column', 'a.csv', 'one\ntwo\n', 'two columns'],
    ['an empty page', 'a.html', '<html><body></body></html>', 'no text'],
  ])('that is %s is refused with words', async (_what, fileName, content, expected) => {
    await expect(read(content, fileName)).rejects.toThrow(expected);
  });

  it('that is a PDF without text says that it is a scan', async () => {
    await expect(readDocument(pdfOf(), 'scan.pdf')).rejects.toThrow('scan');
  });

  it('of any bytes gives articles or words, and nothing else', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('a.md', 'a.txt', 'a.html', 'a.csv', 'a.docx'), async (bytes, fileName) => {
      const outcome = await readDocument(bytes, fileName).catch((error: unknown) => error);
      expect(Array.isArray(outcome) || outcome instanceof Error).toBe(true);
    }), { numRuns: 200 });
  });

  it.each([['a.md', true], ['sub/B.PDF', true], ['~$draft.docx', false], ['.hidden.md', false], ['picture.png', false], ['noending', false]])('%s: %s', (fileName, expected) => {
    expect(isDocument(fileName)).toBe(expected);
  });
});
