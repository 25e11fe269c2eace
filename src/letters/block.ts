/**
 * Text of many lines that somebody wrote (a customer's mail, an agent's answer) as a letter shows it: line by line, in
 * HTML and in plain text. It is never read as markup; which letters show such text is the scopes' question.
 */
import { escapeHtml, manyLines, oneLine } from './escape.ts';
import type { LetterFile } from './letter.ts';

export interface Block {
  text: string;
  html: string;
}

export interface BlockOptions {
  /** Make links of https addresses: only where the text is one of ours, to a customer. */
  links?: boolean;
  /** The most characters and lines that are shown; what is left out shows as `[…]`. */
  characters?: number;
  lines?: number;
}

const MOST_CHARACTERS = 20_000;
const MOST_LINES = 2_000;
const CUT = '[…]';
/** What is longer stays words. */
const LONGEST_LINK = 2_000;

/** An https address, or where a picture stands. Both alternatives are linear. */
const PIECE = /https:\/\/[^\s<>"'`“”‘’«»\\^{|}]+|\[cid:([^\]\r\n]{1,250})\]/g;

/**
 * @param pictures by Content-ID as the text names it: what `[cid:…]` becomes; others stay as they are written
 * @returns null where nothing is left
 */
export function blockOf(
  value: string,
  pictures: ReadonlyMap<string, Picture>,
  options: BlockOptions = {},
): Block | null {
  const whole = manyLines(value.slice(0, (options.characters ?? MOST_CHARACTERS) * 2))
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
  const content = cut(whole, value.length, options);
  if (content === '') return null;
  let html = '';
  let text = '';
  let from = 0;
  const plain = (words: string) => {
    html += escapeHtml(words);
    text += words;
  };
  for (const found of content.matchAll(PIECE)) {
    const [piece, id] = found;
    plain(content.slice(from, found.index));
    from = found.index + piece.length;
    const picture = id === undefined ? undefined : pictures.get(id);
    if (picture?.contentId) {
      html += `<img src="cid:${picture.contentId}" alt="${escapeHtml(picture.name)}" style="max-width:100%;height:auto">`;
      text += `[${picture.name}]`;
    } else if (picture) {
      plain(`[${picture.name}]`);
    } else if (id === undefined && options.links === true && piece.length <= LONGEST_LINK) {
      const target = withoutTail(piece);
      html += `<a class="link" style="color:#0b5cad;text-decoration:underline" href="${escapeHtml(target)}">${escapeHtml(target)}</a>`;
      html += escapeHtml(piece.slice(target.length));
      text += piece;
    } else plain(piece);
  }
  plain(content.slice(from));
  return { text, html: html.split('\n').map(spaced).join('<br>\n') };
}

/** A file of the letter's own that the text shows in its place. */
export interface Picture {
  /** In our mail; null: it is of no type that mail clients show as a picture, so it is named in its place and attached. */
  contentId: string | null;
  /** One line. */
  name: string;
}

/**
 * The Content-ID that a file gets in our mail. The writer's own could tell where it comes from (some clients put the
 * sender's domain or machine into it), so ours follows from the picture itself.
 */
export function contentIdOf(file: LetterFile): string {
  return `${file.sha256.replace(/[^0-9a-f]/gi, '').slice(0, 32)}@picture`;
}

/** @returns by Content-ID as the text names it */
export function picturesOf(files: readonly LetterFile[]): ReadonlyMap<string, Picture> {
  const pictures = new Map<string, Picture>();
  for (const file of files) {
    if (file.contentId === null) continue;
    const name =
      oneLine(file.filename?.slice(0, 200) ?? '')
        .slice(0, 120)
        .toWellFormed() || '…';
    pictures.set(file.contentId, { contentId: isPicture(file) ? contentIdOf(file) : null, name });
  }
  return pictures;
}

/** SVG is none: it is a page, with scripts. */
export function isPicture(file: LetterFile): boolean {
  return /^image\/(png|jpe?g|pjpeg|gif|webp|bmp|tiff|heic|heif|avif)$/i.test(file.contentType);
}

function cut(whole: string, length: number, options: BlockOptions): string {
  const characters = options.characters ?? MOST_CHARACTERS;
  const most = options.lines ?? MOST_LINES;
  const lines = whole.split('\n', most + 1);
  let content = lines.slice(0, most).join('\n');
  const isCut = lines.length > most || content.length > characters || length > characters * 2;
  if (!isCut) return content;
  content = content
    .slice(0, characters)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  return `${content}\n${CUT}`;
}

/** An address within a sentence: its last full stop or bracket is the sentence's. */
function withoutTail(url: string): string {
  let unopened = url.split(')').length - url.split('(').length;
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1] ?? '';
    if (last === ')' && unopened > 0) unopened--;
    else if (!/[.,;:!?*_~\]]/.test(last)) break;
  }
  return url.slice(0, end);
}

/** HTML folds blanks: those that begin a line, and all but the last of a run, are made to stay. */
function spaced(line: string): string {
  return line
    .replaceAll('\t', '    ')
    .replace(/^ +/, (blanks) => '&nbsp;'.repeat(blanks.length))
    .replace(/ {2,}/g, (blanks) => `${'&nbsp;'.repeat(blanks.length - 1)} `);
}
