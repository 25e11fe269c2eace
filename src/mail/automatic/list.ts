/**
 * Did this mail come through a list, or go out to many at once? Lists that are the desk's own way in leave their
 * headers on every customer's mail, and do not count. That such mail of a known contact counts is the ticket's question.
 */
import { type Header, values } from '../header.ts';
import type { DeskIdentity } from '../message.ts';

/** The header that makes it a list's mail, or null (RFC 2919, RFC 2369, and what lists wrote before them). */
export function listIn(headers: Header[], desk: DeskIdentity): string | null {
  if (isThroughOwnList(headers, desk)) return null;
  for (const [name, shown] of LIST_HEADERS) {
    const [value] = values(headers, name);
    if (value !== undefined && value !== '') return `${shown}: ${value}`;
  }
  const [precedence] = values(headers, 'precedence').filter((value) => /^list\b/i.test(value));
  return precedence === undefined ? null : `Precedence: ${precedence}`;
}

const LIST_HEADERS = [
  ['list-id', 'List-Id'],
  ['list-post', 'List-Post'],
  ['x-mailman-version', 'X-Mailman-Version'],
  ['x-beenthere', 'X-BeenThere'],
  ['x-mailing-list', 'X-Mailing-List'],
  ['mailing-list', 'Mailing-List'],
  ['x-list-id', 'X-List-Id'],
  ['x-listname', 'X-ListName'],
  ['x-google-group-id', 'X-Google-Group-Id'],
] as const;

/** The header that makes it a mail to many, or null. */
export function bulkIn(headers: Header[], desk: DeskIdentity): string | null {
  // A list sets its Precedence and its way out on every mail that it passes on.
  if (isThroughOwnList(headers, desk)) return null;
  const [precedence] = ['precedence', 'x-precedence'].flatMap((name) =>
    values(headers, name).filter((value) => /^(?:bulk|junk)\b/i.test(value)),
  );
  if (precedence !== undefined) return `Precedence: ${precedence}`;
  const [unsubscribe] = values(headers, 'list-unsubscribe');
  return unsubscribe === undefined ? null : `List-Unsubscribe: ${unsubscribe}`;
}

/** By configuration; or because the list's address is the desk's: then customers write to the list itself. */
function isThroughOwnList(headers: Header[], desk: DeskIdentity): boolean {
  const given = ['list-id', 'list-post', 'list-unsubscribe', 'x-beenthere', 'mailing-list'].flatMap((name) =>
    values(headers, name),
  );
  if (given.length === 0) return false;
  const own = [...desk.ownLists, ...desk.addresses.flatMap((address) => [address, address.replace('@', '.')])];
  return given.some((value) => isOwn(value, own));
}

/** `<suporte.acme.example>` and `<mailto:suporte@acme.example>`, compared whole. */
function isOwn(value: string, ownLists: string[]): boolean {
  const named = value
    .toLowerCase()
    .split(/[<>,;\s]+/)
    .map((part) => part.replace(/^mailto:/, '').replace(/\?.*$/, ''));
  return ownLists.some((own) => named.includes(own.replace(/^<|>$/g, '')));
}
