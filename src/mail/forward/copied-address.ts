/**
 * Whose address stands in a copied From line? Exactly one plain address, or none: what is made of it may open a ticket in
 * somebody's name, so nothing is guessed.
 */

import type { Address } from '../message.ts';
import { singleLine } from '../printable.ts';
import { isPlainAddress } from '../sender/address.ts';

const LONGEST_VALUE = 2_000;
const LONGEST_NAME = 200;

/**
 * `Ana <ana@acme.example>`, `Ana [mailto:ana@acme.example]`, `Ana (ana@acme.example)`, and with links that programs put
 * behind each address: `Ana<mailto:ana@acme.example> <ana@acme.example<mailto:ana@acme.example>>`.
 *
 * @returns null where the value holds no address, several, or one that is not plain
 */
export function copiedAddress(value: string): Address | null {
  const whole = value.slice(0, LONGEST_VALUE).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  const [before = '', after] = whole.split(ON_BEHALF, 2);
  if (after === undefined) return soleAddress(whole);
  const [writer, principal] = [soleAddress(before), soleAddress(after)];
  // A colleague or assistant wrote it; a list or a mailing service from another house only carried it.
  if (writer && principal) return sameDomain(writer, principal) ? writer : principal;
  return principal;
}

/** Outlook shows Sender before From (RFC 5322 §3.6.2). */
const ON_BEHALF =
  /;? (?:on behalf of|em nome de|en nombre de|de la part de|au nom de|im auftrag von|per conto di|namens|på vegne af|på vegne av|för) ?;? ?/i;

function sameDomain(one: Address, other: Address): boolean {
  return domainOf(one) === domainOf(other);
}

function domainOf({ address }: Address): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function soleAddress(value: string): Address | null {
  const found = addressesIn(value);
  const [address] = found;
  if (address === undefined || found.size > 1) return null;
  // A Notes name at an Internet domain has slashes; it may or may not be an address.
  if (!isPlainAddress(address) || address.includes('/')) return null;
  return { name: nameIn(value), address };
}

/** Whatever looks like an address, each once, lower case; well formed or not. */
function addressesIn(value: string): Set<string> {
  const words = value.split(SEPARATORS).map((word) => word.replace(/^['‘’*]+|['‘’*.]+$/g, ''));
  // `@Acme` and Notes' `Ana Souza/Acme@Acme` are no addresses that mail could go to; `//…` is what is left of a link.
  const like = words.filter((word) => /^[^@]+@.+\../.test(word) && !word.startsWith('//'));
  return new Set(like.map((word) => word.toLowerCase()));
}

const SEPARATORS = /(?:mailto:|[\s<>()[\],;:"“”„«»|])+/i;

/** What is left of the line once addresses and signs are taken out. */
function nameIn(value: string): string {
  const words = value
    .replace(/mailto:/gi, ' ')
    .replace(/[<>()[\]"“”„«»|]+/g, ' ')
    .split(/\s+/)
    .filter((word) => !word.includes('@'));
  return singleLine(words.join(' '))
    .replace(/^['‘’*_,; ]+|['‘’*_,; ]+$/g, '')
    .slice(0, LONGEST_NAME);
}
