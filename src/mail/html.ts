/** What does an HTML body say? Its text as a person would see it, quotes marked by `>`; what of it is new is `reply.ts`'s question. */
import { compile } from 'html-to-text';

/** Longer HTML is read by the plain fallback: the converter needs seconds for some megabytes. */
const LONGEST_CONVERTED = 512 * 1024;
/** Characters that the fallback reads. */
const LONGEST_READ = 2 * 1024 * 1024;
/** More than this many open elements within each other make the converter slow, and at some 2,000 it fails. */
const DEEPEST = 300;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: LONGEST_CONVERTED, maxDepth: DEEPEST, maxBaseElements: 10 },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'hr', options: { length: 20 } },
  ],
});

/** @returns lines with `\n` between them; also for HTML that no converter can read */
export function htmlText(html: string): string {
  if (html.length <= LONGEST_CONVERTED && !isTooDeep(html)) {
    try {
      return convert(html);
    } catch {
      // Hostile markup; the fallback reads anything.
    }
  }
  return withoutTags(html);
}

/** Elements that hold nothing, or that the next one of their kind closes. */
const NOT_NESTING = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody tfoot'.split(
    ' ',
  ),
);

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (NOT_NESTING.has(name.toLowerCase())) continue;
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

const BLOCKS = new Set(
  'address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);
const UNSHOWN = new Set(['head', 'script', 'style', 'template', 'title']);
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Every tag is dropped in one pass; blocks become lines. */
function withoutTags(whole: string): string {
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
