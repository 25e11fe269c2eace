/**
 * Whom does a notice in plain words say it could not reach, and why? Finds the failed addresses by where they stand, and
 * reads for each the status and the line that gives the reason. Whether the mail is a bounce at all is not asked here.
 */

import type { BouncedRecipient } from '../message.ts';
import { holdsCode, statusByCode, statusByWords } from './status.ts';
import { delayIn, failureIn, isFinal, plainWords } from './words.ts';

/** A notice and what it gives back below it. */
export interface Notice {
  /** What the server says. */
  about: string;
  /** The headers and text of the mail given back within the text; empty where none is. */
  copy: string;
}

const MOST_RECIPIENTS = 100;
/** Addresses of a notice that are looked at. */
const MOST_CANDIDATES = 500;
const LONGEST_DIAGNOSTIC = 500;
/** Characters of a text that are read as a notice. */
const LONGEST_NOTICE = 20_000;
const LONGEST_COPY = 100_000;
/** Characters after an address in which its reason stands. */
const NEAR = 1_500;

const HEADER_LINE =
  /^(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{1,30}|reply-to|sender|references|in-reply-to|x-[a-z0-9-]{1,40}|dkim-signature|delivered-to|precedence|importance):/i;
const COPY_STARTS = /^(?:received: ?(?:from|by|\(|$)|return-path: ?<|x-envelope-|dkim-signature:)/i;
const COPY_MARK =
  /copy of (?:the|your|this)|(?:original|unsent|returned|undelivered|rejected|failed) (?:\w{1,12} )?(?:message|mail|e-?mail|headers?)|(?:message|mail) (?:headers?|text|contents?|body)|headers? (?:of|from) (?:the|your)|mensagem (?:original|devolvida)|copia (?:da|del|de)|cabecalhos?|mensaje (?:original|devuelto)|encabezados?|message (?:d')?origin|ursprungliche nachricht|originalnachricht|messaggio originale/;

/** Divides a text into what the server says and what it gives back. @param text of the whole mail, `\n` line ends */
export function noticeIn(text: string): Notice {
  const lines = text.slice(0, LONGEST_NOTICE + LONGEST_COPY).split('\n');
  let at = 0;
  for (let i = 0; i < lines.length; at += (lines[i]?.length ?? 0) + 1, i++) {
    if (at > LONGEST_NOTICE) break;
    if (startsCopy(lines, i)) return { about: lines.slice(0, i).join('\n'), copy: lines.slice(i).join('\n') };
  }
  return { about: text.slice(0, LONGEST_NOTICE), copy: '' };
}

function startsCopy(lines: string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (COPY_STARTS.test(line)) return true;
  if (line.length > 200 || line === '' || !COPY_MARK.test(plainWords(line))) return false;
  // A sentence may speak of the original message; only headers below it make it a mark.
  const below = lines
    .slice(at + 1, at + 12)
    .filter((next) => next.trim() !== '')
    .slice(0, 4);
  return below.some((next) => HEADER_LINE.test(next));
}

/** What is known of a bounce before its words are read. */
export interface Known {
  /** Addresses that its headers give as failed. */
  failed: string[];
  /** The sender of what came back, and whom the bounce itself is for: they failed only where nobody else did. */
  own: Set<string>;
  /** Whom the mail given back was for. */
  returnedTo: string[];
  subject: string;
}

/** The failed recipients of a notice, at most a hundred. */
export function recipientsInWords({ about, copy }: Notice, known: Known): BouncedRecipient[] {
  const delayed = isDelay(known.subject, about);
  const candidates = candidatesIn(about);
  const named = known.failed.length > 0 ? known.failed : best(candidates, known.own);
  const others = known.returnedTo.filter((address) => !known.own.has(address));
  const inCopy =
    named.length === 0 && others.length !== 1 ? best(candidatesIn(noticeIn(bodyOf(copy)).about), known.own) : [];
  const addresses = [named, others.length === 1 ? others : [], inCopy, known.returnedTo.slice(0, 1)].find(
    (found) => found.length > 0,
  );
  const unique = [...new Set(addresses ?? [])].slice(0, MOST_RECIPIENTS);
  const places = new Map(unique.map((address) => [address, candidates.find((found) => found.address === address)?.at]));
  const starts = [...places.values()].filter((at) => at !== undefined).sort((a, b) => a - b);
  return unique.map((address) => {
    const at = places.get(address);
    const next = starts.find((start) => at !== undefined && start > at) ?? about.length;
    const near = at === undefined ? '' : about.slice(lineStart(about, at), Math.min(next, at + NEAR));
    return described(address, near, unique.length === 1 ? `${about}\n${known.subject}` : known.subject, delayed);
  });
}

/** Whether a notice says that the mail is late and still tried. */
function isDelay(subject: string, about: string): boolean {
  const title = plainWords(subject);
  if (/^(?:delayed|warning)\b/.test(title)) return true;
  const words = plainWords(about.slice(0, 4_000));
  if (isFinal(words) || /fail|error|returned|falh|fallo|devol|devuelt/.test(title)) return false;
  return !statusByCode(about)?.startsWith('5') && (delayIn(title) !== null || delayIn(words) !== null);
}

function described(address: string, near: string, rest: string, delayed: boolean): BouncedRecipient {
  const status = statusByCode(near) ?? statusByWords(near) ?? statusByCode(rest) ?? statusByWords(rest);
  const line = reasonLine(near) ?? reasonLine(rest);
  if (delayed) {
    return { address, status: status?.startsWith('4') ? status : '4.4.7', permanent: false, diagnostic: line };
  }
  return { address, status: status ?? '5.0.0', permanent: !status?.startsWith('4'), diagnostic: line };
}

/** The line with the code, or else with the words, that say why; with the lines that continue it. */
function reasonLine(text: string): string | null {
  const lines = text.slice(0, NEAR * 2).split('\n');
  const coded = lines.findIndex((line) => line.length <= 1_000 && holdsCode(line));
  const at =
    coded >= 0
      ? coded
      : lines.findIndex((line) => line.length <= 1_000 && statusByWords(withoutAddresses(line)) !== null);
  if (at < 0) return null;
  const more = lines.slice(at + 1, at + 4);
  const first = lines[at] ?? '';
  const deeper = indent(first) + (first.endsWith(':') ? 0 : 1);
  const end = more.findIndex((line) => indent(line) < deeper || line.trim() === '' || holdsCode(line));
  const whole = [first, ...(end < 0 ? more : more.slice(0, end))].join(' ').replace(/\s+/g, ' ').trim();
  return whole.slice(0, LONGEST_DIAGNOSTIC);
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}

interface Candidate {
  address: string;
  at: number;
  /** How surely it is one that failed, by where it stands. */
  weight: number;
}

const ADDRESS =
  /(?<![\w.%+=&/!#*?~^$-])[a-z0-9_+=][a-z0-9._%+=&/!#*?~^$'-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}/gi;
const DAEMON = /^(?:mailer-?daemon|post-?master|mail-daemon|mdaemon|abuse|webmaster|hostmaster|noreply|no-reply)@/;
/** Who is asked for help. */
const HELP =
  /(?:contact|assistance|support|help|question|send (?:e-?)?mail|write to|forward|suporte|ajuda|duvida|contat\w*|ayuda|soporte|contacte|escriba|envie|hilfe|kontakt|assistenza)\b[^.!?]{0,80}$/;
/** Who sent it, and what has the form of an address but is none. */
const NOT_FAILED =
  /(?:\bfrom|sender|sent by|message-?id|message identifier|return-?path|reply-?to|envelope-id|remetente|remitente|absender|expediteur|generated by|in-reply-to|references|mailto|\bid)\W{0,5}$/;
const FIELD =
  /(?:recipient(?: address)?|rcpt to|destinat[aá]ri[oa]|failed|unknown user|user unknown|intended for|delivered to|deliver(?:ing)?(?: \w{1,12}){0,3} to|addressed to|undeliver\w+ to|to the following address|empf[aä]nger|destinataire|entregue? a|entregar\w*(?: \S{1,20}){0,3} [aà]|para)[^\p{L}@]{0,20}$/u;

function candidatesIn(text: string): Candidate[] {
  const found: Candidate[] = [];
  let seen = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (++seen > MOST_CANDIDATES) break;
    const address = match[0].toLowerCase();
    const { index } = match;
    if (!address.slice(address.indexOf('@')).includes('.') || DAEMON.test(address)) continue;
    const before = sentenceBefore(text, index);
    const line = text.slice(lineStart(text, index), index).toLowerCase();
    if (HELP.test(before) || NOT_FAILED.test(before) || MESSAGE_ID.test(line)) continue;
    found.push({ address, at: index, weight: weightOf(text, index, match[0], line, before) });
  }
  return found;
}

const MESSAGE_ID = /^\W{0,10}(?:message-?id|from|sender|de|cc|reply-to)\b[^:]{0,20}:/;

function weightOf(text: string, at: number, address: string, line: string, before: string): number {
  if (/^[^\p{L}\p{N}@]{0,20}$/u.test(line) || FIELD.test(before)) return 3;
  // qmail and the relays that write like it: `name:code:<address> : reason`.
  if (/^\S{1,80}[<:]$/.test(line)) return 3;
  const whole = plainWords(`${line} ${text.slice(at + address.length, at + address.length + 200).split('\n')[0]}`);
  if (statusByWords(whole) !== null || failureIn(whole) !== null) return 2;
  return 1;
}

/** The addresses that stand where failed ones do; those of the sender only where nobody else's are. */
function best(candidates: Candidate[], own: Set<string>): string[] {
  const others = candidates.filter(({ address }) => !own.has(address));
  const from = others.length > 0 ? others : candidates.filter(({ weight }) => weight >= 2);
  const weight = Math.max(0, ...from.map((candidate) => candidate.weight));
  return [...new Set(from.filter((candidate) => candidate.weight === weight).map(({ address }) => address))];
}

function sentenceBefore(text: string, at: number): string {
  const before = plainWords(text.slice(Math.max(0, at - 160), at).replace(/\n[ \t]*\n/g, ' . '));
  const end = Math.max(before.lastIndexOf('. '), before.lastIndexOf('! '), before.lastIndexOf('? '));
  return before.slice(end + 1);
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 1_000);
}

function withoutAddresses(line: string): string {
  return line.replace(ADDRESS, '');
}

/** What follows the headers at the top of a mail given back within a text. */
function bodyOf(copy: string): string {
  const end = copy.search(/\n[ \t]*\n(?![A-Za-z-]{1,40}:)/);
  return end < 0 ? '' : copy.slice(end + 1);
}
