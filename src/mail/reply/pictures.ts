/**
 * Where in a text do the mail's own pictures stand? Puts a mark of private characters in each one's place, in HTML and in what
 * Gmail and Outlook write into plain texts, so that what reads lines takes it for no word; and at the end `[cid:…]` in its stead.
 */
import { tagsOf } from './tag-scan.ts';

/** A picture that came along, and that the HTML shows. */
export interface Picture {
  contentId: string;
  filename: string | null;
}

/** The mark of one picture: private characters around its number. */
const MARK = /\ue0f2(\d{1,4})\ue0f3/g;
/** Pictures that are told apart; more are passed over. */
const MOST_PICTURES = 1_000;

/** A text without private characters of its own, which nobody means. */
export function withoutMarks(text: string): string {
  return text.replace(/[\ue0f1-\ue0f3]/g, '');
}

/** The text without the marks of pictures. */
export function withoutPictures(line: string): string {
  return line.includes('\ue0f2') ? line.replace(MARK, '') : line;
}

/** Each mark as what readers of the text look for. */
export function placed(text: string, pictures: readonly Picture[]): string {
  return text.replace(MARK, (_, number: string) => {
    const picture = pictures[Number(number)];
    return picture ? `[cid:${picture.contentId}]` : '';
  });
}

/** The `img` elements of an HTML source in their order. `picture`: which of the mail's it shows; null: another, as one on the web. */
export interface Shown {
  alt: string;
  /** The Content-ID it asks for; null where it asks for none. */
  asked: string | null;
  picture: number | null;
}

/**
 * HTML that says as text what is a picture, a signature or an empty line only to who reads markup.
 *
 * @param html without private characters
 * @returns the HTML with a mark for each picture of the mail, with Outlook's paragraphs as the lines that they show, and with the line
 *   that begins a signature where Outlook put its bookmark
 */
export function spelledOut(html: string, pictures: readonly Picture[]): { html: string; shown: Shown[] } {
  const shown: Shown[] = [];
  if (!SPEAKING.test(html)) return { html, shown };
  const numbers = numbered(pictures);
  const out: string[] = [];
  let copied = 0;
  let isLine = false;
  let signed = false;
  for (const tag of tagsOf(html)) {
    let instead: string | null = null;
    if (tag.name === 'img') {
      const one = shownBy(tag.attributes, numbers);
      if (shown.length < MOST_PICTURES) shown.push(one);
      instead = one.picture === null ? '' : mark(one.picture);
    } else if (tag.name === 'p' && (tag.closing ? isLine : OUTLOOK_LINE.test(tag.attributes.slice(0, 500)))) {
      isLine = !tag.closing;
      instead = tag.closing ? '</div>' : '<div>';
    } else if (tag.name === 'p') {
      isLine = false;
    } else if (tag.name === 'a' && !tag.closing && !signed && /\bname\s?=\s?"?_MailAutoSig\b/i.test(tag.attributes)) {
      signed = true;
      instead = '<div>--&nbsp;</div>';
    }
    if (instead === null) continue;
    out.push(html.slice(copied, tag.start), instead);
    copied = tag.end;
  }
  out.push(html.slice(copied));
  return { html: out.join(''), shown };
}

/** Without one of these there is nothing to spell out. */
const SPEAKING = /<img|msonormal|margin:\s?0|_mailautosig/i;

/** Paragraphs without a space between them: Outlook's, and those of others that say so. */
const OUTLOOK_LINE = /\bclass\s?=\s?["']?(?:x_)?MsoNormal\b|\bmargin:\s?0(?:[a-z]{2})?\s?[;"']/i;

function numbered(pictures: readonly Picture[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [n, { contentId }] of pictures.slice(0, MOST_PICTURES).entries())
    if (!numbers.has(contentId)) numbers.set(contentId, n);
  return numbers;
}

function mark(number: number): string {
  return `\ue0f2${number}\ue0f3`;
}

function shownBy(attributes: string, numbers: Map<string, number>): Shown {
  const source = attribute(attributes, SRC).trim();
  const asked = /^cid:/i.test(source) ? source.slice(4) : null;
  const alt = attribute(attributes, ALT).replace(/\s+/g, ' ').trim();
  return { alt, asked, picture: asked === null ? null : (numbers.get(asked) ?? numbers.get(unescaped(asked)) ?? null) };
}

const SRC = /(?<![\w-])src\s?=\s?(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,1000}))/i;
const ALT = /(?<![\w-])alt\s?=\s?(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,1000}))/i;

function attribute(attributes: string, name: RegExp): string {
  const found = name.exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}

/** RFC 2392 §2: in a `cid:` address the id is percent-encoded. */
function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/**
 * The plain text with marks in place of Gmail's `[image: NAME]` and Outlook's `[cid:ID]`; those of pictures that did not come
 * along are left out. Brackets that no picture of the HTML explains stay words.
 *
 * @param text without private characters
 */
export function markedInPlain(text: string, pictures: readonly Picture[], shown: readonly Shown[]): string {
  const numbers = numbered(pictures);
  const asked = new Set(shown.map((one) => one.asked));
  // Gmail names them alike, so they go by their order.
  const named = new Map<string, (number | null)[]>();
  for (const one of shown) {
    const filename = one.picture === null ? null : (pictures[one.picture]?.filename ?? null);
    const names = new Set([one.alt, filename ?? ''].filter((name) => name !== ''));
    for (const name of names) {
      const list = named.get(name) ?? [];
      list.push(one.picture);
      named.set(name, list);
    }
  }
  const taken = new Map<string, number>();
  return (
    text
      // Apple Mail's: an object stands here, and not which.
      .replaceAll('\ufffc', '')
      .replace(/\[cid:([^\s[\]]{1,256})\]/gi, (whole, id: string) => {
        const number = numbers.get(id) ?? numbers.get(unescaped(id));
        return number === undefined ? (asked.has(id) ? '' : whole) : mark(number);
      })
      .replace(/\[image: ([^[\]]{1,200})\]/g, (whole, written: string) => {
        const name = written.replace(/\s+/g, ' ').trim();
        const list = named.get(name);
        const next = taken.get(name) ?? 0;
        const number = list?.[next];
        if (number === undefined) return whole;
        taken.set(name, next + 1);
        return number === null ? '' : mark(number);
      })
  );
}
