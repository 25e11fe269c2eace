/** Which tags does an HTML source hold, and what text stands between them? One pass, for any markup; what they mean is left to others. */
import { UNSHOWN } from '../text/markup.ts';

export interface Tag {
  /** Lower case; empty for what is none: comments, declarations. */
  name: string;
  closing: boolean;
  attributes: string;
  /** Where it begins and ends in the source. */
  start: number;
  end: number;
  /** Where the text before it begins. */
  textStart: number;
}

/** Where some characters next stand from a place on, or -1. */
type Find = (wanted: string, from: number) => number;

/** The tags in their order; a last one without a name stands at the end of the source. */
export function* tagsOf(html: string): Generator<Tag> {
  // What was once not found is not looked for again.
  const missing = new Set<string>();
  const find: Find = (wanted, from) => {
    if (missing.has(wanted)) return -1;
    const found = html.indexOf(wanted, from);
    if (found < 0) missing.add(wanted);
    return found;
  };
  let at = 0;
  let textStart = 0;
  while (at < html.length) {
    const start = html.indexOf('<', at);
    if (start < 0) break;
    HEAD.lastIndex = start;
    const named = HEAD.test(html);
    const nameEnd = named ? HEAD.lastIndex : start;
    if (!named && !/[!?/]/.test(html.charAt(start + 1))) {
      at = start + 1;
      continue;
    }
    const closing = named && html.charAt(start + 1) === '/';
    const name = html.slice(start + (closing ? 2 : 1), nameEnd).toLowerCase();
    const end = named ? tagEnd(html, nameEnd, find) : declarationEnd(html, start, find);
    const unshown = !closing && UNSHOWN.has(name) ? closingOf(name, html, end, missing) : end;
    yield { name, closing, attributes: html.slice(nameEnd, end - 1), start, end: unshown, textStart };
    at = unshown;
    textStart = unshown;
  }
  yield { name: '', closing: false, attributes: '', start: html.length, end: html.length, textStart };
}

const HEAD = /<\/?[a-z][a-z0-9:]{0,20}/iy;

function declarationEnd(html: string, start: number, find: Find): number {
  const close = html.startsWith('<!--', start) ? '-->' : '>';
  const found = find(close, start);
  return found < 0 ? html.length : found + close.length;
}

/** A `>` within quotes does not end a tag. */
function tagEnd(html: string, from: number, find: Find): number {
  let at = from;
  while (at < html.length) {
    const code = html.charCodeAt(at);
    if (code === MORE_THAN) return at + 1;
    const quoted = (code === QUOTE || code === APOSTROPHE) && html.charCodeAt(at - 1) === EQUALS;
    const close = quoted ? find(html.charAt(at), at + 1) : -1;
    at = close < 0 ? at + 1 : close + 1;
  }
  return html.length;
}

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const MORE_THAN = 0x3e;

/** Behind the closing tag, or where the opening one ends if there is none. */
function closingOf(name: string, html: string, from: number, missing: Set<string>): number {
  if (missing.has(name)) return from;
  const closing = CLOSING.get(name);
  if (!closing) return from;
  closing.lastIndex = from;
  if (closing.test(html)) return closing.lastIndex;
  missing.add(name);
  return from;
}

const CLOSING = new Map([...UNSHOWN].map((name) => [name, new RegExp(`</${name}\\s{0,20}>`, 'gi')]));

const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  nbsp: ' ',
  '#160': ' ',
  '#39': "'",
  '#43': '+',
};

/** A piece of text between tags on one line, with the commonest entities read and the rest left out. */
export function shownText(piece: string): string {
  const read = piece.includes('&')
    ? piece.replace(ENTITY, (_, name: string) => ENTITIES[name.toLowerCase()] ?? '')
    : piece;
  return read.replace(UNSEEN, ' ');
}

const ENTITY = /&(#?[a-z0-9]{2,8});/gi;
/** White space, and what takes no room, where it is not one space already. */
const UNSEEN = /(?:[^\S ]|[\u200b-\u200d])[\s\u200b-\u200d]*| [\s\u200b-\u200d]+/g;
