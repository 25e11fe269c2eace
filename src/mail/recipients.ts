/**
 * Whom was this mail meant for? Every address of To, Cc and what servers write down of the envelope, the desk's own
 * plus-addresses first. What a plus-address proves is `ticket/token.ts`'s question.
 */

import { type Header, rawValues } from './header.ts';
import { addressesOf } from './sender/address.ts';

const NAMES = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'];
/** RFC 5321 §4.5.3.1.1 */
const LONGEST_LOCAL_PART = 64;
const MOST_PLUS_ADDRESSES = 50;

/** @param own the desk's addresses @returns lower case, each once; a plus-address is found however long the list is */
export function recipientsOf(headers: Header[], own: readonly string[]): string[] {
  const tagged = NAMES.flatMap((name) => rawValues(headers, name)).flatMap((raw) => plusAddressesIn(raw, own));
  const all = NAMES.flatMap((name) => addressesOf(headers, name)).map(({ address }) => address);
  return [...new Set([...tagged.slice(0, MOST_PLUS_ADDRESSES), ...all])];
}

/** Looked for as text, as a list of thousands is not taken apart to its end. */
function plusAddressesIn(raw: string, own: readonly string[]): string[] {
  const text = raw.toLowerCase();
  return own.flatMap((address) => {
    const at = address.lastIndexOf('@');
    const found: string[] = [];
    const begin = `${address.slice(0, at)}+`;
    const end = address.slice(at);
    for (let from = text.indexOf(begin); from >= 0; from = text.indexOf(begin, from + begin.length)) {
      if (ATOM.test(text.charAt(from - 1))) continue;
      const near = text.slice(from, from + LONGEST_LOCAL_PART + end.length);
      const length = near.indexOf(end);
      const local = near.slice(0, length);
      if (length < 0 || !DOT_ATOM.test(local) || ATOM.test(text.charAt(from + length + end.length))) continue;
      found.push(`${local}${end}`);
      if (found.length === MOST_PLUS_ADDRESSES) break;
    }
    return found;
  });
}

const DOT_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;
const ATOM = /^[a-z0-9!#$%&*+/=?^_`{|}~.-]$/;
