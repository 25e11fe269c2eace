/**
 * What does a mail host write on a mail when it takes it in? Return-Path, Received, and its verdict on the sender
 * (RFC 8601). It asks no DNS: what the demo's domains publish stands in a table here.
 */

import { headersOf } from '../../mail/header.ts';
import { senderOf } from '../../mail/sender/address.ts';

/** One mail's way in. */
export interface Arrival {
  /** The host's own name, which is its authserv-id too. */
  host: string;
  /** MAIL FROM; empty for the null sender. */
  mailFrom: string;
  recipient: string;
  /** The name that the client gave in EHLO, and where it came from. */
  client: string;
  clientAddress: string;
  /** The queue id. */
  id: string;
  /** UTC ms. */
  at: number;
}

/**
 * The mail as the host delivers it: its own headers on top; Authentication-Results and Return-Path that came with the
 * mail are gone, because readers would take them for the host's (RFC 8601 §5, RFC 5321 §4.4).
 */
export function stamped(raw: Buffer, arrival: Arrival): Buffer {
  const { fields, body } = split(raw);
  const kept = fields.filter((field) => !/^(?:authentication-results|return-path)[ \t]*:/i.test(field));
  const own = [
    `Return-Path: <${plain(arrival.mailFrom)}>`,
    `Authentication-Results: ${arrival.host};\r\n ${verdictOn(kept, arrival.mailFrom)}`,
    `Received: from ${plain(arrival.client)} (${arrival.clientAddress})\r\n by ${arrival.host} with ESMTP id ${arrival.id}\r\n for <${arrival.recipient}>; ${date(arrival.at)}`,
  ];
  return Buffer.concat([Buffer.from(`${own.join('\r\n')}\r\n${kept.join('')}`, 'latin1'), body]);
}

/**
 * The DMARC policy that a domain publishes; null: it publishes neither DMARC nor SPF, so that nothing can be said of
 * mail from it. Every other domain asks for nothing.
 */
const POLICIES: Record<string, 'reject' | 'none' | null> = {
  'acme.example': 'reject',
  'globex.example': 'reject',
  'mercadosur.example': 'reject',
  'estrela.example': null,
};

/** A session is taken to be who it says: mail from a domain is genuine where MAIL FROM is of the same domain. */
function verdictOn(fields: string[], mailFrom: string): string {
  const envelope = domainOf(mailFrom);
  const from = domainOf(senderOf(headersOf(fields.map(keyed))).address?.address ?? '');
  const spf = envelope === '' || POLICIES[envelope] === null ? 'spf=none' : `spf=pass smtp.mailfrom=${envelope}`;
  const policy = Object.hasOwn(POLICIES, from) ? POLICIES[from] : 'none';
  if (from === '' || policy === null || policy === undefined) return `${spf};\r\n dmarc=none header.from=${from}`;
  return `${spf};\r\n dmarc=${envelope === from ? 'pass' : 'fail'} (p=${policy}) header.from=${from}`;
}

/** The header fields, each with its folded lines and line end; and everything from the empty line on. */
function split(raw: Buffer): { fields: string[]; body: Buffer } {
  const text = raw.toString('latin1');
  // `^` with the flag m would match within CRLF too.
  const end = /(?<=^|\n)\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end);
  return { fields: head.match(/[^\n]+(?:\n[ \t][^\n]*)*\n?/g) ?? [], body: raw.subarray(end) };
}

function keyed(field: string): { key: string; line: string } {
  return { key: field.slice(0, field.indexOf(':')), line: field };
}

function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at === -1 ? '' : plain(address.slice(at + 1).toLowerCase());
}

/** What a client said, as far as it may stand in a header. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9@._+:[\]=-]/g, '').slice(0, 254);
}

/** RFC 5322 §3.3, in UTC. */
function date(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
