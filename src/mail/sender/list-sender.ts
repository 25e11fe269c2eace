/**
 * Does the From name a list of ours in place of who wrote? Lists do that to mail of domains whose DMARC policy would have
 * it refused. Nothing then proves the author, so that it is no mail to act on, nor one of our own.
 */

import { type Header, rawValues } from '../header.ts';
import type { DeskIdentity } from '../message.ts';
import { addressesOf } from './address.ts';

/** Why such a mail must not be acted on, naming its author as far as it is known; null for any other. @param from lower case */
export function listInFrom(headers: Header[], from: string | null, desk: DeskIdentity): string | null {
  if (from === null || rawValues(headers, 'x-chamado-loop').length > 0) return null;
  const [author] = [...addressesOf(headers, 'x-original-from'), ...addressesOf(headers, 'reply-to')].filter(
    ({ address }) => address !== from && !desk.addresses.includes(address),
  );
  const ids = ['list-id', 'list-post', 'x-original-from'].filter((name) => rawValues(headers, name).length > 0);
  if (!author || ids.length === 0) return null;
  // RFC 2369 §3.4: where one writes to the list.
  const posts = rawValues(headers, 'list-post').map((value) =>
    /<mailto:([^>?]{1,320})/i.exec(value)?.[1]?.toLowerCase(),
  );
  const lists = rawValues(headers, 'list-id').map((value) => /<([^>]{1,320})>/.exec(value)?.[1]?.toLowerCase());
  const isOurs = [...posts, ...lists].some((name) => name !== undefined && desk.ownLists.includes(name));
  const isList = desk.addresses.includes(from) || desk.ownLists.includes(from) || (isOurs && posts.includes(from));
  return isList ? `its From is the list ${from}, which stands there for ${author.address}` : null;
}
