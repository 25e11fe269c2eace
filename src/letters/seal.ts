/**
 * How words that others wrote pass through Liquid and Markdown without being read as either: each is sealed in one
 * character that neither of them touches, and put back last, in the finished HTML or text.
 * Which values a letter has is `values.ts`'s question.
 */
import { type BlockOptions, blockOf, picturesOf } from './block.ts';
import { escapeHtml, oneLine } from './escape.ts';
import type { LetterFile } from './letter.ts';

/**
 * Placeholders are private-use code points (U+E000 to U+F8FF), which mean nothing to anybody and are taken out of
 * every value first. Blocks have a range of their own, because they stand as paragraphs that are not wrapped; and links,
 * because only they may become a link's target.
 */
const FIRST_TEXT = 0xe000;
const FIRST_BLOCK = 0xec00;
const FIRST_LINK = 0xf000;
const LAST = 0xf8ff;
const ALL = /[\uE000-\uF8FF]/g;

/** A value as a template sees it: prints as its placeholder, compares as what it says (`{% if plan == 'Plus' %}`). */
export interface Sealed {
  toString(): string;
  /** The placeholder too: two letters whose values look the same in JSON come out of a template the same. */
  toJSON(): string;
  /** These five make it comparable to Liquid. */
  equals(other: unknown): boolean;
  gt(): boolean;
  geq(): boolean;
  lt(): boolean;
  leq(): boolean;
}

/** A value as plain text, and as HTML: made when it is asked for, as a letter shows few of the values that it may show. */
interface Content {
  text(): string;
  html(): string;
}

export interface Contents {
  /** What stands behind a placeholder. */
  of(placeholder: string): Content | undefined;
  /** Whether a template has compared any of them: then what comes out depends on more than the placeholders. */
  compared(): boolean;
}

export interface Sealer {
  /** Seals free text: on one line, without control characters, at most `MAX_LENGTH` long; null where nothing is left. */
  text(value: string | null): Sealed | null;
  /** The same for times, durations and sizes that the desk words itself: in HTML a unit stays beside its figure. */
  measure(value: string | null): Sealed | null;
  /**
   * Seals text of many lines, which a template gives a paragraph of its own; null where nothing is left. Where it says
   * `[cid:…]` the letter's picture of that id stands.
   */
  block(value: string | null, options?: BlockOptions): Sealed | null;
  /** Seals a link's target; null where there is none, or it is neither https nor mailto. */
  link(url: string | null): Sealed | null;
  contents: Contents;
}

/** Code points that one value may put into a letter: a subject longer than this is cut. */
const MAX_LENGTH = 200;

/** @param files what goes along with the letter: its pictures may stand within blocks */
export function sealer(files: readonly LetterFile[] = []): Sealer {
  const contents = new Map<string, Content>();
  let compared = false;
  const onCompared = () => {
    compared = true;
  };
  const pictures = picturesOf(files);
  const range = (first: number, end: number) => {
    let next = first;
    return (content: Content): Sealed => {
      if (next >= end) throw new Error(`A letter cannot hold more than ${end - first} values of a kind.`);
      const placeholder = String.fromCharCode(next++);
      contents.set(placeholder, content);
      return sealed(placeholder, content, onCompared);
    };
  };
  const putText = range(FIRST_TEXT, FIRST_BLOCK);
  const putBlock = range(FIRST_BLOCK, FIRST_LINK);
  const putLink = range(FIRST_LINK, LAST + 1);
  return {
    contents: { of: (placeholder) => contents.get(placeholder), compared: () => compared },
    measure(value) {
      const text = oneLine(value ?? '');
      const html = () => escapeHtml(text).replace(BEFORE_UNIT, '$1&nbsp;');
      return text === '' ? null : putText({ text: () => text, html });
    },
    text(value) {
      const text = shortened(oneLine(value ?? ''));
      return text === '' ? null : putText({ text: () => text, html: () => inlineHtml(text) });
    },
    block(value, options) {
      const content = value === null ? null : blockOf(value, pictures, options);
      return content && putBlock({ text: () => content.text, html: () => content.html });
    },
    link(url) {
      const target = oneLine(url ?? '');
      return isLinkTarget(target) ? putLink({ text: () => readable(target), html: () => escapeHtml(target) }) : null;
    },
  };
}

/** A ticket's number and a telephone's stay on one line: broken they are hard to read, and to copy. */
function inlineHtml(content: string): string {
  const html = escapeHtml(content);
  if (content.length <= ONE_LINE && (TICKET_NUMBER.test(content) || TELEPHONE.test(content)))
    return `<span style="white-space:nowrap">${html}</span>`;
  return html;
}

/** Characters that every phone has room for side by side. */
const ONE_LINE = 22;
const TICKET_NUMBER = /^[a-z][a-z0-9]{0,19}-\d{1,12}$/i;
const TELEPHONE = /^\+?[\d(][\d ().-]{5,22}\d$/;
/** `1:12 PM`, `3 h 20 min`, `5 dias`, `1,2 MB`. */
const BEFORE_UNIT = /(\d|(?<![\p{L}\p{N}])h) (?=(?:[AP]M|h|min|d[ií]as|days|[KMG]B|\d{1,2} min)(?![\p{L}\p{N}]))/gu;

function sealed(placeholder: string, content: Content, onCompared: () => void): Sealed {
  const itself = () => placeholder;
  return {
    toString: itself,
    toJSON: itself,
    equals: (other) => {
      onCompared();
      return content.text() === other || placeholder === String(other);
    },
    gt: never,
    geq: never,
    lt: never,
    leq: never,
  };
}

function never(): boolean {
  return false;
}

function shortened(value: string): string {
  // Units are at least as many as points, so most values need no look at their points.
  if (value.length <= MAX_LENGTH) return value;
  const points = [...value];
  return points.length <= MAX_LENGTH ? value : `${points.slice(0, MAX_LENGTH - 1).join('')}…`;
}

/** A mail with its subject ready (RFC 6068) is a tap and nothing to read: a letter's own words say what to write. */
function readable(target: string): string {
  return /^mailto:[^?]+\?/i.test(target) ? '' : target;
}

/** What a link may point to: an address that the config gave, or one written in the template itself. */
export function isLinkTarget(target: string): boolean {
  if (target.length === 1 && target.charCodeAt(0) >= FIRST_LINK && target.charCodeAt(0) <= LAST) return true;
  return /^(https:\/\/|mailto:)[^\s\uE000-\uF8FF]+$/i.test(target);
}

/** Whether this is one block and nothing else: a paragraph that stays line by line as it was written. */
export function isBlock(text: string): boolean {
  return /^[\uEC00-\uEFFF]$/.test(text.trim());
}

/** Whether a block stands anywhere in it. */
export function holdsBlock(text: string): boolean {
  return /[\uEC00-\uEFFF]/.test(text);
}

/** Puts the values back into plain text, or into a subject. */
export function unsealText(text: string, contents: Contents): string {
  return text.replace(ALL, (placeholder) => contents.of(placeholder)?.text() ?? '');
}

/** Puts the values back into HTML: within its text and its quoted attributes. */
export function unsealHtml(html: string, contents: Contents): string {
  return html.replace(ALL, (placeholder) => contents.of(placeholder)?.html() ?? '');
}
