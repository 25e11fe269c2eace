/**
 * What does HTML say to a reader that knows no markup? Drops every tag in one pass, whatever the input. It reads what is
 * too long, too deep or too broken for `html.ts`, and tells quickly which words a page holds.
 */

/** Characters that are read. */
const LONGEST_READ = 2 * 1024 * 1024;

const BLOCKS = new Set(
  'address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);
/** Elements whose content nobody sees. */
export const UNSHOWN = new Set(['head', 'script', 'style', 'template', 'title']);
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** @returns lines with `\n` between them; only the first two million characters are read */
export function withoutTags(whole: string): string {
  const html = whole.slice(0, LONGEST_READ);
  const neverClosed = new Set<string>();
  const out: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    out.push(entities(html.slice(at, open < 0 ? html.length : open)));
    if (open < 0) break;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const name = /^<\/?([a-z][a-z0-9]{0,20})/i.exec(html.slice(open, open + 24))?.[1]?.toLowerCase();
    if (name === undefined && !/[!?/]/.test(html.charAt(open + 1))) {
      out.push('<');
      at = open + 1;
      continue;
    }
    const close = html.indexOf('>', open);
    at = close < 0 ? html.length : close + 1;
    if (name !== undefined && BLOCKS.has(name)) out.push('\n');
    if (name !== undefined && UNSHOWN.has(name) && html[open + 1] !== '/') at = endOf(name, html, at, neverClosed);
  }
  return out
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Where an element that is not shown ends; just after its start tag where it is never closed, which is looked for once. */
function endOf(name: string, html: string, from: number, neverClosed: Set<string>): number {
  if (neverClosed.has(name)) return from;
  const closing = new RegExp(`</${name}[\\s>]`, 'gi');
  closing.lastIndex = from;
  const found = closing.exec(html);
  if (!found) neverClosed.add(name);
  return found?.index ?? from;
}

function entities(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
