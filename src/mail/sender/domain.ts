/**
 * Is this a domain, and which one? Domains compare as ASCII, letter by letter, so one in other letters becomes its
 * A-labels (RFC 5890 §2.3.2.1) where nothing about it is ambiguous, and is no domain else.
 */
import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * A domain of at least two labels in lower-case ASCII; null where it is none: a single label, a numeric or bracketed
 * address, a trailing dot, letters that would first have to be changed into others.
 */
export function asciiDomain(domain: string): string | null {
  // RFC 5321 §4.5.3.1.2
  if (domain.length > 253) return null;
  const labels = domain.split('.').map(asciiLabel);
  const top = labels.at(-1);
  if (labels.length < 2 || !top || !/^(?:[a-z]{2,63}|xn--.+)$/.test(top)) return null;
  const ascii = labels.every((label) => label !== null) ? labels.join('.') : null;
  return ascii !== null && ascii.length <= 253 ? ascii : null;
}

function asciiLabel(written: string): string | null {
  const label = written.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const isAscii = /^[\x00-\x7f]*$/.test(label);
  if (isAscii && !label.startsWith('xn--')) return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label) ? label : null;
  // There and back again it must be the same: `ａcme` in wide letters, or one with the Kelvin sign, would become the
  // domain that it looks like, and `xn--acme-` stands for no letters at all.
  const letters = isAscii ? domainToUnicode(label) : label;
  const ascii = domainToASCII(letters);
  const same = isAscii ? ascii === label && letters !== label : domainToUnicode(ascii) === letters;
  return same && /^xn--[a-z0-9-]{1,59}$/.test(ascii) ? ascii : null;
}
