/**
 * What of an HTML body did the sender write? Leaves out the elements that mail programs mark as quoted mail or signature, and the
 * quotations that stand below an attribution. What is left still holds attributions and footers, which are `reply.ts`'s question.
 */

import { htmlText } from '../text/html.ts';
import { attributionEnd } from './attribution.ts';
import { type Mark, markOf } from './html-marks.ts';
import { quoteAt } from './quote.ts';
import { shownText, type Tag, tagsOf } from './tag-scan.ts';

/** Stands where a quote was left out, so that an attribution above it is still known as one. A private character: no mail has it. */
export const LEFT_OUT = '> \ue0f1';

/** Longer HTML is not looked at: nobody writes so much, and what counts stands in the text too. */
const LONGEST = 512 * 1024;
/** Elements that are looked at for an attribution or a header. */
const MOST_LOOKED_AT = 50;

/**
 * @returns the text of what is left, with `LEFT_OUT` on a line where a quote stood; null where the markup says nothing, nothing is
 *   left, or the answers stand between several quotes
 */
export function ownHtmlText(html: string): string | null {
  const { parts, found } = markedParts(html.replaceAll('\ue0f1', ''));
  const last = parts.findLastIndex((part) => part.kind === 'own' && part.text);
  if (!found || last < 0) return null;
  const answered = parts
    .slice(0, last + 1)
    .filter((part) => part.kind !== 'signature' && (part.kind === 'quote' || part.text));
  const quotes = answered.filter((part, at) => part.kind === 'quote' && answered[at + 1]?.kind !== 'quote');
  if (quotes.length > 1) return null;
  const rest = parts.filter((part) => part.kind !== 'signature').map((part) => (part.kind === 'own' ? part.html : GAP));
  return htmlText(rest.join('').replace(/<(\/?)blockquote\b/gi, '<$1div'));
}

/** Without one of these the markup has nothing to say. */
const SPEAKING =
  /<blockquote|<signature|quote|signature|_sig|sgn|rplyfwd|appendonsend|olk_src|reference-message|isreply|isforward|messagereply|outlookmessage|stopspelling|zwchr|__headers__|border-top|border-width/i;
/** The HTML of `LEFT_OUT`. */
export const GAP = `<div>${LEFT_OUT.replace('>', '&gt;')}</div>`;

/** A piece of an HTML source: by its kind the sender's own, another mail's, or a signature. */
export interface MarkedPart {
  kind: 'own' | 'quote' | 'signature';
  html: string;
  /** Whether it shows a letter or digit. */
  text: boolean;
}

/** The element that is being read: it ends with the closing tag that leaves none of its name open. */
interface Open {
  kind: 'quote' | 'signature';
  name: string;
  depth: number;
}

/** What the markup tells apart; `found` is false where it tells nothing, and then there are no parts. */
export function markedParts(html: string): { parts: MarkedPart[]; found: boolean } {
  const parts: MarkedPart[] = [];
  if (html.length > LONGEST || !SPEAKING.test(html)) return { parts, found: false };
  const above: string[] = [''];
  let open: Open | null = null;
  /** Gmail's wrapper: what stands in it before its quotation belongs to that; what stands below is the sender's. */
  let wrapper: (Open & { quoted: boolean }) | null = null;
  let start = 0;
  let text = false;
  let found = false;
  let looked = 0;
  const cut = (kind: MarkedPart['kind'], end: number) => {
    if (end > start) parts.push({ kind, html: html.slice(start, end), text });
    start = end;
    text = false;
  };
  const here = () => (wrapper && !wrapper.quoted ? 'quote' : 'own');
  for (const tag of tagsOf(html)) {
    // Of a quote only whether it shows anything is asked.
    const isAsked = tag.start > tag.textStart && !(open && text);
    const shown = isAsked ? shownText(html.slice(tag.textStart, tag.start)) : '';
    if (!text && /[\p{L}\p{N}]/u.test(shown)) text = true;
    if (open) {
      if (!closes(open, tag)) continue;
      cut(open.kind, tag.end);
      open = null;
      continue;
    }
    addShown(above, shown, tag.name);
    if (wrapper && closes(wrapper, tag)) {
      cut(here(), tag.end);
      wrapper = null;
      continue;
    }
    if (tag.closing || tag.name === '') continue;
    const mark = markOf(tag.name, tag.attributes);
    if (
      tag.name === 'blockquote' &&
      (mark !== null || wrapper?.depth === 1 || (looked++ < MOST_LOOKED_AT && isOfMail(html, tag, above)))
    ) {
      found = true;
      cut(here(), tag.start);
      if (wrapper) wrapper.quoted = true;
      open = { kind: 'quote', name: tag.name, depth: 1 };
    } else if (tag.name === 'blockquote') {
      // One of the sender's own: its text is theirs, and no mark of a mail.
      found = true;
    } else if (mark === 'rest' || (mark === 'rule' && looked++ < MOST_LOOKED_AT && headsMail(html, tag))) {
      cut(here(), tag.start);
      parts.push({ kind: 'quote', html: html.slice(tag.start), text: true });
      return { parts, found: true };
    } else if (mark === 'wrapper' && tag.name === 'div' && !wrapper) {
      found = true;
      cut('own', tag.start);
      wrapper = { kind: 'quote', name: tag.name, depth: 1, quoted: false };
    } else if (isRegion(mark) && (!wrapper || wrapper.quoted)) {
      found = true;
      cut('own', tag.start);
      open = { kind: mark === 'quote' || mark === 'wrapper' ? 'quote' : 'signature', name: tag.name, depth: 1 };
      if (mark === 'signature-rest') open.name = 'div';
    }
  }
  cut(open?.kind ?? here(), html.length);
  return { parts, found };
}

function isRegion(mark: Mark | 'rule' | null): boolean {
  return mark !== null && mark !== 'rule' && mark !== 'rest';
}

function closes(open: Open, tag: Tag): boolean {
  if (tag.name !== open.name) return false;
  open.depth += tag.closing ? -1 : 1;
  return open.depth === 0;
}

/** Whether a quotation is of the mail answered: an attribution or a copied header stands right above it, or first in it. */
function isOfMail(html: string, tag: Tag, above: string[]): boolean {
  if (endInAttribution(above)) return true;
  const lines = linesBelow(html, tag.end);
  return quoteAt(lines, 0) !== null;
}

/** Outlook's rule stands above "From: …", in whatever language. */
function headsMail(html: string, tag: Tag): boolean {
  return /^[^:：]{2,30}[:：]/.test(linesBelow(html, tag.end)[0] ?? '');
}

/** Characters of the source that are looked at to see how an element begins. */
const LOOK_AHEAD = 3_000;

function linesBelow(html: string, from: number): string[] {
  const lines = [''];
  const source = html.slice(from, from + LOOK_AHEAD);
  for (const tag of tagsOf(source)) {
    addShown(lines, shownText(source.slice(tag.textStart, tag.start)), tag.name);
    if (lines.length > 8) break;
  }
  return withText(lines);
}

const BREAKS = new Set('address blockquote br div dl dd dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td tr ul'.split(' '));

/** Adds a piece of text to the last lines that were read; a tag may begin another. */
function addShown(lines: string[], text: string, tag: string): void {
  const last = lines.length - 1;
  const line = lines[last] ?? '';
  if (text !== '' && line.length < 1_000) lines[last] = line + text;
  if (!BREAKS.has(tag) || (lines[last] ?? '').trim() === '') return;
  lines.push('');
  if (lines.length > 12) lines.shift();
}

function withText(lines: string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function endInAttribution(above: string[]): boolean {
  const lines = withText(above);
  // As if the quotation's text followed, marked.
  const marked = [...lines, '>'];
  for (let at = lines.length - 1; at >= Math.max(0, lines.length - 4); at--) {
    if (attributionEnd(marked, at) === lines.length) return true;
  }
  return quoteAt(lines, lines.length - 1) !== null;
}
