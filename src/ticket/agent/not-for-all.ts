/**
 * What in words that all customers of an incident would read is one customer's, or the desk's own: a ticket's number,
 * somebody's address, who they are. What is part of the incident no more is not known here.
 */
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import { FIRST_NUMBER, type TicketFacts } from '../ticket.ts';
import { plainNumber } from '../token.ts';

/** @param parts what is part of the incident. @returns the first that was found, as it is written; undefined: nothing */
export function notForAll(
  text: string,
  incident: Pick<TicketFacts, 'number'>,
  parts: readonly TicketFacts[],
  desk: Pick<Desk, 'ticketPrefix' | 'name'>,
): string | undefined {
  return numberIn(text, [incident, ...parts], desk) ?? addressIn(text, parts) ?? nameIn(text, parts, desk);
}

/**
 * Programs write hyphens that do not break, and people what they hear: `BLIP 1002`, `blip1002`, `#1002`, `ticket 1002`. Where
 * a space stands between, or no prefix, any other number may be an amount or a year.
 */
function numberIn(
  text: string,
  tickets: readonly Pick<TicketFacts, 'number'>[],
  { ticketPrefix }: Pick<Desk, 'ticketPrefix'>,
): string | undefined {
  const known = new Set(tickets.map(({ number }) => plainNumber(number)));
  const named = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:(${ticketPrefix}[\\p{Pd}_.]?)|${ticketPrefix}[^\\S\\n]{1,2}#?|#[^\\S\\n]?|(?:chamado|ticket)[^\\S\\n])(\\d{1,12})(?!\\d)`,
    'giu',
  );
  const found = [...text.matchAll(named)].find(([, tight, digits]) => {
    const number = Number(digits);
    // What is too low for a ticket's number is something else, as a product.
    return known.has(number) || (tight !== undefined && number >= FIRST_NUMBER);
  });
  return found?.[0];
}

/** Addresses, as they may stand in words. */
const ADDRESS = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}.-]{1,250}/gu;

function addressIn(text: string, parts: readonly TicketFacts[]): string | undefined {
  if (!text.includes('@')) return undefined;
  const customers = new Set(parts.flatMap(({ requester, participants }) => [requester, ...participants]));
  return text.match(ADDRESS)?.find((address) => customers.has(address.toLowerCase().replace(/[.-]+$/, '')));
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Of a longer name its beginning is enough. */
const MOST_WORDS = 8;

/** An organization's name, and the full name of a person, as whole words; a first name alone may be anybody's. */
function nameIn(text: string, parts: readonly TicketFacts[], { name }: Pick<Desk, 'name'>): string | undefined {
  const names = new Set<string>();
  for (const { organization, people } of parts) {
    const words = wordsOf(organization);
    if (words.join('').length > 1) names.add(words.join(' '));
    for (const person of people) {
      const full = wordsOf(person.name);
      if (full.length > 1) names.add(full.join(' '));
    }
  }
  // Who is called as the desk is, in full or in part, is no secret.
  const own = ` ${wordsOf(name, Number.POSITIVE_INFINITY).join(' ')} `;
  for (const one of names) if (own.includes(` ${one} `)) names.delete(one);

  const lengths = new Set([...names].map((one) => one.split(' ').length));
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    word: fold(word),
    index,
    end: index + word.length,
  }));
  for (const [i, first] of words.entries()) {
    for (const length of lengths) {
      const some = words.slice(i, i + length);
      const last = some.at(-1);
      if (last && names.has(some.map(({ word }) => word).join(' '))) return text.slice(first.index, last.end);
    }
  }
  return undefined;
}

function wordsOf(name: string, most = MOST_WORDS): string[] {
  return (fold(name).match(WORD) ?? []).slice(0, most);
}
