/** Which mails does this one name? Reads Message-ID, In-Reply-To and References (RFC 5322 §3.6.4); joins nothing by them. */
import { type Header, rawValues } from './header.ts';

const MOST_IDS = 100;
/** Of a longer thread these first ones are kept too: its root is there. */
const OLDEST_IDS = 20;
/** RFC 5322 §2.1.1 bounds a line to 998 characters. */
const ID = /<[^<>\s@]{1,450}@[^<>\s@]{1,450}>/g;
const BARE_ID = /^[^<>\s@]{1,450}@[^<>\s@]{1,450}$/;

/** The mail's own Message-ID with angle brackets, or null where it has none that can be used. */
export function messageIdOf(headers: Header[]): string | null {
  const [value] = rawValues(headers, 'message-id');
  if (value === undefined) return null;
  return idsIn(value)[0] ?? (BARE_ID.test(value) ? ascii([`<${value}>`])[0] : undefined) ?? null;
}

/** The mails that this one answers, in the order given. */
export function inReplyToOf(headers: Header[]): string[] {
  return unique(rawValues(headers, 'in-reply-to').flatMap(answeredIn)).slice(0, MOST_IDS);
}

/** Some programs leave the angle brackets out. */
function answeredIn(value: string): string[] {
  const bare = value.trim();
  return BARE_ID.test(bare) ? ascii([`<${bare}>`]) : idsIn(value);
}

/** The mails of the thread, nearest first: a References header ends with the mail that was answered. */
export function referencesOf(headers: Header[]): string[] {
  const ids = unique(rawValues(headers, 'references').flatMap(idsIn).reverse());
  return ids.length <= MOST_IDS ? ids : [...ids.slice(0, MOST_IDS - OLDEST_IDS), ...ids.slice(-OLDEST_IDS)];
}

/** Every well-formed `<left@right>` in a text, in its order. */
export function idsIn(text: string): string[] {
  return ascii(text.match(ID) ?? []);
}

function ascii(ids: string[]): string[] {
  return ids.filter((id) => /^[!-~]+$/.test(id));
}

function unique(ids: string[]): string[] {
  return [...new Set(ids)];
}
