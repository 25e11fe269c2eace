/** What does an HTML body say? Its text as a person would see it, quotes marked by `>`; what of it is new is `reply.ts`'s question. */
import { compile, type DomNode, type FormatCallback } from 'html-to-text';
import { readable } from '../printable.ts';
import { readableLink } from './link.ts';
import { withoutTags } from './markup.ts';

/** Longer HTML is read by the plain fallback: the converter needs seconds for some megabytes. */
const LONGEST_CONVERTED = 512 * 1024;
/** More than this many open elements within each other make the converter slow, and at some 2,000 it fails. */
const DEEPEST = 300;

/** What senders hide: the line that mailboxes show beside a subject, and its padding. */
const HIDDEN = [
  '[hidden]',
  ...[
    'display:none',
    'display: none',
    'display :none',
    'visibility:hidden',
    'visibility: hidden',
    'max-height:0px',
    'max-height: 0px',
  ].map((style) => `[style*="${style}" i]`),
];

const LINK: FormatCallback = (element, walk, builder) => {
  let text = '';
  builder.pushWordTransform((word) => {
    text += word;
    return word;
  });
  walk(element.children, builder);
  builder.popWordTransform();
  const target = readableLink(hrefOf(element), text);
  // A link without words is a picture: a logo, an icon, a tracking pixel.
  if (target !== null && text !== '') builder.addInline(` <${target}>`, { noWordTransform: true });
};

/** Gmail and Outlook indent with a borderless blockquote; it quotes nobody. */
const BLOCKQUOTE: FormatCallback = (element, walk, builder) => {
  const { style = '', class: name, type, cite, id } = (element.attribs ?? {}) as Record<string, string>;
  const indents = !name && !type && !cite && !id && /border(?:-left)?\s?:\s?(?:none|0(?:px)?)\b/i.test(style);
  builder.openBlock({ leadingLineBreaks: 2 });
  walk(element.children, builder);
  builder.closeBlock({
    trailingLineBreaks: 2,
    ...(indents || quotesAround(element) >= DEEPEST_QUOTE ? {} : { blockTransform: (text: string) => quoted(text) }),
  });
};

/** Each level of quoting goes over all the lines within it again. */
const DEEPEST_QUOTE = 8;

function quotesAround(element: DomNode): number {
  let count = 0;
  for (let above = element.parent; above && count < DEEPEST_QUOTE; above = above.parent) {
    if (above.name === 'blockquote') count++;
  }
  return count;
}

const TABLE: FormatCallback = (element, walk, builder) => {
  const rows = dataRows(element);
  builder.openBlock({ leadingLineBreaks: rows ? 2 : 1 });
  if (!rows) walk(element.children, builder);
  for (const row of rows ?? []) {
    builder.openBlock({ leadingLineBreaks: 1 });
    builder.addInline(row.join(' | '), { noWordTransform: true });
    builder.closeBlock({ trailingLineBreaks: 1 });
  }
  builder.closeBlock({ trailingLineBreaks: rows ? 2 : 1 });
};

const ROW: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const CELL: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  // Words of two cells are two words.
  builder.addInline(' ', { noWordTransform: true });
};

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: LONGEST_CONVERTED, maxDepth: DEEPEST, maxBaseElements: 10 },
  formatters: { link: LINK, quote: BLOCKQUOTE, rows: TABLE, row: ROW, cell: CELL },
  selectors: [
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    { selector: 'blockquote', format: 'quote' },
    { selector: 'table', format: 'rows' },
    { selector: 'tr', format: 'row' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'hr', options: { length: 20 } },
    ...HIDDEN.map((selector) => ({ selector, format: 'skip' })),
  ],
});

/** @returns lines with `\n` between them, without control characters; also for HTML that no converter can read */
export function htmlText(html: string): string {
  return readable(converted(html));
}

function converted(html: string): string {
  if (html.length <= LONGEST_CONVERTED && !isTooDeep(html)) {
    try {
      const text = convert(html);
      if (text.trim() !== '') return text;
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

/** Lists within each other; each level goes over all the lines within it again. */
const DEEPEST_LIST = 30;

function isTooDeep(html: string): boolean {
  let depth = 0;
  let lists = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    const lower = name.toLowerCase();
    if (NOT_NESTING.has(lower)) continue;
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    if (lower === 'ul' || lower === 'ol') lists = slash ? Math.max(0, lists - 1) : lists + 1;
    if (depth > DEEPEST || lists > DEEPEST_LIST) return true;
  }
  return false;
}

function quoted(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
    .join('\n');
}

function hrefOf(element: DomNode): string {
  const href: unknown = element.attribs?.href;
  return typeof href === 'string' ? href : '';
}

/** Cells of at most so many characters, in at most so many rows, make a table that is shown as one. */
const LONGEST_CELL = 200;
const MOST_ROWS = 500;

/**
 * The cells of each row, where this is a table of facts and not a layout: two rows and two columns or more, a line of
 * text in each cell, no table within it.
 */
function dataRows(table: DomNode): string[][] | null {
  const rows: string[][] = [];
  const pending = [...table.children].reverse();
  for (let element = pending.pop(); element; element = pending.pop()) {
    if (element.name === 'tr') {
      const cells: string[] = [];
      for (const child of element.children) {
        if (child.name !== 'td' && child.name !== 'th') continue;
        const text = lineIn(child);
        if (text === null) return null;
        cells.push(text);
      }
      if (cells.some((cell) => cell !== '')) rows.push(cells);
      if (rows.length > MOST_ROWS) return null;
    } else if (element.name === 'thead' || element.name === 'tbody' || element.name === 'tfoot') {
      pending.push(...[...element.children].reverse());
    }
  }
  const full = rows.filter((cells) => cells.filter((cell) => cell !== '').length >= 2);
  return rows.length >= 2 && full.length >= 2 && full.length * 2 > rows.length ? rows : null;
}

const BLOCKS = new Set('p div br li h1 h2 h3 h4 h5 h6'.split(' '));
const NO_CELL = new Set('table blockquote pre ul ol hr'.split(' '));

/** The one line of text in a cell; null where it holds more than one, or is no cell of facts. */
function lineIn(cell: DomNode): string | null {
  let text = '';
  let breaks = false;
  const pending = [...cell.children].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'text') {
      const data = node.data ?? '';
      if (breaks && text.trim() !== '' && data.trim() !== '') return null;
      if (data.trim() !== '') breaks = false;
      text += data;
      if (text.length > 4 * LONGEST_CELL) return null;
      continue;
    }
    if (NO_CELL.has(node.name ?? '')) return null;
    if (node.name === 'style' || node.name === 'script') continue;
    if (BLOCKS.has(node.name ?? '')) breaks = true;
    const target = node.name === 'a' ? readableLink(hrefOf(node), wordsIn(node)) : null;
    if (target !== null && wordsIn(node) !== '') pending.push({ type: 'text', data: ` <${target}>`, children: [] });
    pending.push(...[...(node.children ?? [])].reverse());
  }
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_CELL ? null : line;
}

function wordsIn(link: DomNode): string {
  return link.children
    .map((child) => child.data ?? child.children?.map((inner) => inner.data ?? '').join('') ?? '')
    .join('')
    .trim();
}
