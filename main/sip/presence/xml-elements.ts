/** An element of a small XML document: names without prefix, text of its own alone. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const MOST_CHARACTERS = 262_144;
const MOST_DEPTH = 32;
/** A declaration, a comment, a CDATA section, a tag, or text up to the next of them. */
const TOKEN = /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([^\s<>/"'=!?]{1,128})((?:\s+[^\s<>/"'=]{1,128}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([^\s"'=]{1,128})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the XML of a NOTIFY's body. Never throws; null for what is not well-formed, too large or too deep.
 * There is no DTD in these bodies, and none is read: a document with one is refused, so no entity can grow.
 */
export function readXml(text: string): XmlElement | null {
  if (text.length > MOST_CHARACTERS) return null;
  const root = { name: '', attributes: {}, text: '', children: [] as XmlElement[] };
  const open: { name: string; attributes: Record<string, string>; text: string; children: XmlElement[] }[] = [root];
  let end = 0;
  for (const token of text.trimStart().replace(/^\uFEFF/, '').matchAll(TOKEN)) {
    end = token.index + token[0].length;
    const top = open.at(-1) ?? root;
    const [, literal, closing, tag, attributes, empty, words] = token;
    if (literal !== undefined) top.text += literal;
    else if (words !== undefined) top.text += decoded(words);
    else if (tag === undefined) continue;
    else if (closing === '/') {
      const closed = open.pop();
      const parent = open.at(-1);
      if (closed === undefined || parent === undefined || closed.name !== localName(tag)) return null;
      parent.children.push(closed);
    } else {
      const element = { name: localName(tag), attributes: readAttributes(attributes ?? ''), text: '', children: [] };
      if (empty === '/') top.children.push(element);
      else open.push(element);
      if (open.length > MOST_DEPTH) return null;
    }
  }
  const isWhole = end === text.trimStart().replace(/^\uFEFF/, '').length && open.length === 1 && root.children.length === 1 && root.text.trim() === '';
  return isWhole ? root.children[0] ?? null : null;
}

/** The first child element of this name. */
export function childOf(element: XmlElement | null, name: string): XmlElement | null {
  return element?.children.find((child) => child.name === name) ?? null;
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [localName(name), decoded(double ?? single ?? '')]));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
