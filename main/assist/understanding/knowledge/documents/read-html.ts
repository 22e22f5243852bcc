import TurndownService from 'turndown';

const NOT_SAID = ['script', 'style', 'noscript', 'template', 'nav', 'header', 'footer', 'aside', 'form', 'button', 'iframe', 'svg'] as const;

/** HTML as Markdown: the page's own text and headings, without its menus, forms and scripts. Nothing of it is run or fetched. */
export function htmlToMarkdown(html: string): string {
  const service = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-' });
  service.remove(NOT_SAID as unknown as Parameters<TurndownService['remove']>[0]);
  service.addRule('links', { filter: 'a', replacement: (content) => content });
  service.addRule('images', { filter: 'img', replacement: () => '' });
  const title = /<title[^>]*>([^<]{1,300})<\/title>/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim();
  const body = service.turndown(/<body[^>]*>([\s\S]*?)(?:<\/body>|$)/i.exec(html)?.[1] ?? html);
  return title === undefined || /^# /m.test(body) || body.trim() === '' ? body : `# ${title}\n\n${body}`;
}
