/**
 * Proof that a mail belongs to a ticket: keyed tokens in our Message-IDs and reply addresses. A token names the ticket,
 * the party it was given to, and a serial; the MAC over these is 128 bits of HMAC-SHA-256, so it can't be guessed.
 */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Who a token was given to: the customer's side of a ticket (`c`), or one agent, by id (`a-bia`). */
export type Party = 'c' | `a-${string}`;

export interface Token {
  /** The ticket's number without prefix; 0 on a letter that belongs to no ticket. */
  number: number;
  party: Party;
  /** Makes each letter's Message-ID unique; lower-case letters, digits, hyphens. */
  serial: string;
}

/** What signs and names: part of the desk. */
export interface TokenKeys {
  secrets: string[];
  ticketPrefix: string;
  /** The desk's own address. */
  address: string;
  /** All its addresses: a reply may go to one that it wrote from before. */
  identity?: { addresses: readonly string[] };
}

/** The Message-ID of a letter, with angle brackets (RFC 5322 §3.6.4). Equal for equal input. */
export function messageIdFor(token: Token, keys: TokenKeys): string {
  return `<${tokenText(token, keys)}@${domainOf(keys.address)}>`;
}

/** The desk's plus-address that carries a token (RFC 5233), or null where it would exceed 64 characters (RFC 5321 §4.5.3.1.1). */
export function replyAddressFor(token: Token, keys: TokenKeys): string | null {
  const [local] = keys.address.split('@');
  const withToken = `${local}+${tokenText(token, keys)}`;
  return withToken.length <= 64 ? `${withToken}@${domainOf(keys.address)}` : null;
}

/** The token in a Message-ID, with or without angle brackets; null where there is none or it does not verify. */
export function tokenOfMessageId(messageId: string, keys: TokenKeys): Token | null {
  const match = /^<?([^<>@\s]{1,120})@([^<>@\s]{1,255})>?$/.exec(messageId);
  return match?.[1] === undefined ? null : verify(match[1], keys);
}

/** The token in a plus-address of the desk; null where there is none or it does not verify. */
export function tokenOfAddress(address: string, keys: TokenKeys): Token | null {
  const plus = address.indexOf('+');
  const at = address.lastIndexOf('@');
  if (plus < 0 || at < plus) return null;
  const base = `${address.slice(0, plus)}${address.slice(at)}`.toLowerCase();
  const own = [keys.address, ...(keys.identity?.addresses ?? [])];
  return own.some((one) => one.toLowerCase() === base) ? verify(address.slice(plus + 1, at), keys) : null;
}

/** A ticket's number without its prefix: 1024 of `BLIP-1024`. */
export function plainNumber(number: string): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

/** `blip-1024.c.1f.` and 25 characters of MAC. */
function tokenText(token: Token, keys: TokenKeys): string {
  const claim = `${keys.ticketPrefix.toLowerCase()}-${token.number}.${token.party}.${token.serial}`;
  return `${claim}.${mac(claim, keys.secrets[0] ?? '')}`;
}

const TOKEN = /^([a-z][a-z0-9]{1,9})-(\d{1,12})\.(c|a-[a-z0-9][a-z0-9-]{0,30})\.([a-z0-9-]{1,20})\.([a-z0-9]{25})$/;

function verify(text: string, keys: TokenKeys): Token | null {
  // Some servers change the case of what they pass on.
  const match = TOKEN.exec(text.toLowerCase());
  if (!match) return null;
  const [, prefix = '', number = '', party = '', serial = '', given = ''] = match;
  if (prefix !== keys.ticketPrefix.toLowerCase()) return null;
  const claim = `${prefix}-${number}.${party}.${serial}`;
  const holds = keys.secrets.some((secret) => timingSafeEqual(Buffer.from(mac(claim, secret)), Buffer.from(given)));
  return holds ? { number: Number(number), party: party as Party, serial } : null;
}

/** 128 bits in base 36: 25 characters that survive a change of case. */
function mac(claim: string, secret: string): string {
  const bits = createHmac('sha256', keyOf(secret)).update(`chamado token 1|${claim}`).digest('hex').slice(0, 32);
  return BigInt(`0x${bits}`).toString(36).padStart(25, '0');
}

/** By secret: to make one of its bytes takes a third of signing. */
const keysMade = new Map<string, KeyObject>();
/** Each reload of a config may bring others. */
const MOST_KEYS = 20;

function keyOf(secret: string): KeyObject {
  const known = keysMade.get(secret);
  if (known) return known;
  if (keysMade.size >= MOST_KEYS) keysMade.clear();
  const key = createSecretKey(secret, 'utf8');
  keysMade.set(secret, key);
  return key;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
