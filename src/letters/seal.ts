/**
 * How words that others wrote pass through Liquid and Markdown without being read as either: each is sealed in one
 * character that neither of them touches, and put back last, in the finished HTML or text.
 * Which values a letter has is `values.ts`'s question.
 */

/**
 * Placeholders are private-use code points (U+E000 to U+F8FF), which mean nothing to anybody and are taken out of
 * every value first. Links have a range of their own, because only they may become a link's target.
 */
const FIRST_TEXT = 0xe000;
const FIRST_LINK = 0xf000;
const ALL = /[\uE000-\uF8FF]/g;

/** A value as a template sees it: prints as its placeholder, compares as what it says (`{% if plan == 'Plus' %}`). */
export interface Sealed {
  toString(): string;
  /** These five make it comparable to Liquid. */
  equals(other: unknown): boolean;
  gt(): boolean;
  geq(): boolean;
  lt(): boolean;
  leq(): boolean;
}

/** What stands behind each placeholder. */
export type Contents = ReadonlyMap<string, string>;

export interface Sealer {
  /** Seals free text: on one line, without control characters, at most `MAX_LENGTH` long; null where nothing is left. */
  text(value: string | null): Sealed | null;
  /** Seals a link's target; null where there is none, or it is neither https nor mailto. */
  link(url: string | null): Sealed | null;
  contents: Contents;
}

/** Code points that one value may put into a letter: a subject longer than this is cut. */
const MAX_LENGTH = 200;

export function sealer(): Sealer {
  const contents = new Map<string, string>();
  const put = (first: number, content: string): Sealed => {
    const placeholder = String.fromCharCode(first + contents.size);
    contents.set(placeholder, content);
    return sealed(placeholder, content);
  };
  return {
    contents,
    text(value) {
      const content = shortened(oneLine(value ?? ''));
      return content === '' ? null : put(FIRST_TEXT, content);
    },
    link(url) {
      const target = oneLine(url ?? '');
      return isLinkTarget(target) ? put(FIRST_LINK, target) : null;
    },
  };
}

function sealed(placeholder: string, content: string): Sealed {
  const never = () => false;
  return {
    toString: () => placeholder,
    equals: (other) => content === other || placeholder === String(other),
    gt: never,
    geq: never,
    lt: never,
    leq: never,
  };
}

/**
 * Folds everything that could end a line, hide or turn text round into spaces or nothing: control characters, the
 * Unicode line and paragraph separators, direction overrides, our own placeholders, halves of surrogate pairs.
 */
export function oneLine(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(ALL, '')
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function shortened(value: string): string {
  // Units are at least as many as points, so most values need no look at their points.
  if (value.length <= MAX_LENGTH) return value;
  const points = [...value];
  return points.length <= MAX_LENGTH ? value : `${points.slice(0, MAX_LENGTH - 1).join('')}…`;
}

/** Takes placeholders out of a template's own text, where they would print somebody's value. */
export function withoutPlaceholders(text: string): string {
  return text.replace(ALL, '');
}

/** What a link may point to: an address that the config gave, or one written in the template itself. */
export function isLinkTarget(target: string): boolean {
  if (target.length === 1 && target.charCodeAt(0) >= FIRST_LINK && target.charCodeAt(0) <= 0xf8ff) return true;
  return /^(https:\/\/|mailto:)[^\s\uE000-\uF8FF]+$/i.test(target);
}

/** Puts the values back into plain text, or into a subject. */
export function unsealText(text: string, contents: Contents): string {
  return text.replace(ALL, (placeholder) => contents.get(placeholder) ?? '');
}

/** Puts the values back into HTML: within its text and its quoted attributes. */
export function unsealHtml(html: string, contents: Contents): string {
  return html.replace(ALL, (placeholder) => escapeHtml(contents.get(placeholder) ?? ''));
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
