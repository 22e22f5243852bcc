const LONGEST_HEADING = 60;

/** Plain text as Markdown: a short line of its own that ends without a mark, with blank lines around it, is a heading; lists stay lists, other marks mean themselves. */
export function textToMarkdown(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const isBlank = (at: number): boolean => (lines[at] ?? '') === '';
  const parts = lines.map((line, at) => {
    const isAlone = isBlank(at - 1) && isBlank(at + 1);
    const isHeading = line !== '' && isAlone && line.length <= LONGEST_HEADING && /[\p{L}\p{N}?]$/u.test(line) && lines.slice(at + 1).some((later) => later !== '');
    return isHeading ? `# ${escaped(line)}` : escaped(line);
  });
  return parts.join('\n');
}

const escaped = (line: string): string => line.replace(/[\\`*_[\]<>]/g, '\\$&').replace(/^(#+(?=\s|$)|[-=]+$)/, (mark) => `\\${mark}`);
