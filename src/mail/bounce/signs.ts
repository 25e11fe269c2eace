/**
 * By which signs is a mail known to be a bounce? A report says so by itself; where there is none, a mail server must
 * have sent it and it must say in its subject or its words that a mail was not delivered. One sign alone never counts:
 * persons write about bounces, forward them and paste them.
 */
import type { Letter } from '../automatic/automatic.ts';
import { hasNullPath, values } from '../header.ts';
import type { ParsedAttachment } from '../mime/parse.ts';
import { noticeIn } from './notice.ts';
import { holdsReport } from './report.ts';
import { holdsCode, statusByWords } from './status.ts';
import { failureIn, plainWords } from './words.ts';

/** Characters of a text in whose beginning a server says what it has to say. */
const OPENING = 3_000;
const LONGEST_SUBJECT = 300;

/** The signs by which this mail is a bounce, in words, or null where it is none. */
export function signOfBounce(letter: Letter): string | null {
  const { mail, subject } = letter;
  if (SPEAKS_OF_OTHERS.test(reportType(letter)) || isOtherReport(letter)) return null;
  const type = mail.contentType === 'multipart/report' ? reportType(letter) : '';
  if (/^(?:global-)?delivery-status$/.test(type)) return `multipart/report; report-type=${type}`;
  const title = plainWords(subject.slice(0, LONGEST_SUBJECT));
  const sender = senderOf(letter);
  const answers = PREFIX.test(title);
  const status = ownReport(letter, DELIVERY_STATUS);
  // Programs that forward a mail "inline" attach its parts: then a person's words stand around the report.
  if (status && (sender !== null || !answers)) return `holds a ${status.contentType}`;
  const refused = refusedByList(letter, title);
  if (refused !== null) return refused;
  const [failed] = values(mail.headers, 'x-failed-recipients');
  if (failed !== undefined) return `X-Failed-Recipients: ${failed}`;
  if (sender === null || SUCCESS.test(title)) return null;
  // Some servers leave out what kind of report it is, and name success and failure alike.
  if (mail.contentType === 'multipart/report' && sender.kind !== 'robot') return `${sender.because}; multipart/report`;
  const named = answers ? null : failureIn(title);
  const words = failureIn(opening(letter.text));
  return weighed(letter, sender, named && `Subject: ${subject}`, words && `it says "${words}"`);
}

/**
 * The report of such a type that the mail itself is, or undefined. One that a person attaches, with words of their own,
 * says nothing of the person's mail.
 */
export function ownReport(letter: Letter, type: RegExp): ParsedAttachment | undefined {
  const { mail, text } = letter;
  const reports = mail.attachments.filter(({ contentType }) => type.test(contentType));
  if (reports.length === 0) return undefined;
  const kind = senderOf(letter)?.kind;
  const byPerson =
    mail.contentType === 'multipart/mixed' && (kind === undefined || kind === 'robot') && text.trim() !== '';
  return reports.find(({ disposition }) => !(byPerson && disposition === 'attachment'));
}

/** Enough signs together, in words, or null. How many are enough depends on who may bear such a name. */
function weighed(letter: Letter, sender: Sender, named: string | null, words: string | null): string | null {
  const says = named ?? words;
  const code = hasCode(letter);
  const copy = letter.returned !== null || noticeIn(letter.text).copy !== '';
  const path = hasNullPath(letter.mail.headers) || daemonPath(letter);
  const others = [words, code, copy, path].filter((sign) => sign).length;
  switch (sender.kind) {
    case 'daemon':
      if (says) return `${sender.because}; ${says}`;
      return (path && code) || givesReason(letter) ? `${sender.because}; it gives the reason of a failure` : null;
    case 'empty path':
      return (named && others >= 2) || (words && others >= 3) ? `${sender.because}; ${says}` : null;
    case 'postmaster':
      // A person may sit behind postmaster@ or "System Administrator", and may write about undelivered mail.
      if (!path && !copy && GREETING.test(opening(letter.text))) return null;
      return (named && others >= 1) || (words && others >= 2) ? `${sender.because}; ${says}` : null;
    case 'robot':
      return words && others >= 2 && (named || copy)
        ? `${sender.because}; ${words}${copy ? '; a mail given back' : ''}`
        : null;
  }
}

/** An address, and words such as "user unknown" beside it. */
function givesReason({ text }: Letter): boolean {
  const start = text.slice(0, OPENING);
  return start.includes('@') && start.split('\n').some((line) => line.includes('@') && statusByWords(line) !== null);
}

const GREETING =
  /^(?:hi|hello|dear|good (?:morning|afternoon|evening)|ola|oi|bom dia|boa tarde|boa noite|prezad|car[oa]s?\b|hola|buen[oa]s|estimad)/;

type Sender = { kind: 'daemon' | 'postmaster' | 'empty path' | 'robot'; because: string };

/** Names of programs that carry mail. Nobody else's mail bears them. */
const DAEMON =
  /(?:^|[\s<"'(])(?:mailer[-_. ]?dae?mon|mail[-_.]?dae?mon|mail\.daemon|mail[-_. ]deliver(?:y|er)?[-_. ](?:sub)?-?(?:system|service|agent|notification|status)s?|double-bounce|microsoftexchange[0-9a-f]{20,40}|mdaemon)(?:[@\s>"'),]|$)|(?:courier )?mail server at /;
const POSTMASTER =
  /(?:^|[\s<"'(_])(?:post[-_.]?master|postoffice|mail[-_. ]?(?:system|server|router|admin\w{0,12}|delivery)|(?:mail |e-?mail )?system administrator|system-?administrator|administrador do sistema|administrador del sistema|administrateur systeme|sistema de (?:correo|correio|e-?mail)|internet mail (?:service|delivery)|delivery (?:subsystem|service|system|status)|daemon|smtpd?|mta|mail ?gateway|listserv|majordomo|bounces?|mailer|quarantine|antispam|anti-virus|antivirus)(?:[@\s>"'),.-]|$)/;
const ROBOT =
  /(?:^|[\s<"'(])(?:no-?reply|do-?not-?reply|nao-?responda|no-?responder|noreply\S{0,20}|notifications?|notificationrecipients|admin\w{0,12}|alerts?|system|server|root|info|gateway)(?:[@\s>"'),.-]|$)/;

function senderOf(letter: Letter): Sender | null {
  const raw = values(letter.mail.headers, 'from')[0]?.slice(0, 500) ?? '';
  const words = plainWords(raw);
  const because = `From: ${raw}`;
  if (DAEMON.test(words) || /^[^@]{0,100}<\s?>$/.test(words)) return { kind: 'daemon', because };
  if (POSTMASTER.test(words)) return { kind: 'postmaster', because };
  if (hasNullPath(letter.mail.headers)) return { kind: 'empty path', because: 'Return-Path: <>' };
  if (daemonPath(letter)) return { kind: 'postmaster', because: 'Return-Path of a mail daemon' };
  const [submitted] = values(letter.mail.headers, 'auto-submitted').filter((value) => !/^no\b/i.test(value));
  return ROBOT.test(words) || letter.from === null || submitted !== undefined ? { kind: 'robot', because } : null;
}

function daemonPath({ mail }: Letter): boolean {
  return values(mail.headers, 'return-path').some((value) => /^<(?:mailer-daemon|double-bounce)\b/i.test(value));
}

/** A list's own address and a header that programs write, and its words that a mail was not let through. */
function refusedByList({ mail, from, text }: Letter, title: string): string | null {
  // it-help@ may be a person, and list programs mark the mail of persons too: only both together are the program itself.
  if (from === null || !/-(?:admin|owner|request|bounces|help|return)@/.test(from)) return null;
  const program = ['x-mlserver', 'x-mailman-version', 'mailing-list', 'auto-submitted', 'precedence'].find((name) =>
    values(mail.headers, name).some((value) => !/^no\b/i.test(value)),
  );
  const word = REFUSED_POST.exec(plainWords(text.slice(0, 600)))?.[0] ?? REFUSED_POST.exec(title)?.[0];
  return program && word ? `From: ${from}; header ${program}; it says "${word}"` : null;
}

const REFUSED_POST =
  /\bnot (?:an? )?(?:allowed |registered )?(?:member|subscriber|subscribed)|only (?:members|subscribers) (?:can|may|are allowed)|(?:post|message|mail)(?:ing)?s? (?:to this list )?(?:has been |was |is )?(?:rejected|not allowed|refused)|nao (?:e|esta) (?:membro|assinante|inscrit)|no (?:es|esta) (?:miembro|suscrit)/;

const DELIVERY_STATUS = /^message\/(?:global-)?delivery-status$/;
const SPEAKS_OF_OTHERS = /^(?:feedback-report|disposition-notification)$/;

function reportType({ mail }: Letter): string {
  return mail.parameters['report-type']?.toLowerCase() ?? '';
}

function isOtherReport(letter: Letter): boolean {
  return ownReport(letter, /^message\/(?:feedback-report|(?:global-)?disposition-notification)$/) !== undefined;
}

/** Answers, forwarded mail and vacation replies name another mail's subject behind their prefix. */
const PREFIX =
  /^(?:\[[^\]]{1,40}\] ?)?(?:re|res|resp|aw|sv|antw|odp|vs|fwd?|enc|rv|tr|wg|i|doorst|auto(?:mat\w{1,12})?(?:[ -]\w{1,15})?|(?:resposta|respuesta|reponse) automatica?|reponse automatique|automatische antwort|out of (?:the )?office)(?: ?\[\d{1,3}\])? ?:/;
const SUCCESS =
  /\((?:success\w{0,8}|relay(?:ed)?|delivered|expanded|sucesso|exito)\)$|^(?:delivered|relayed|expanded|entregue|entregado|retransmitid[oa])\s?:|return receipt|\bsuccessful/;

/** The words that stand first, without lines that quote and only down to where a forwarded mail begins. */
function opening(text: string): string {
  const own = text
    .slice(0, OPENING)
    .split('\n')
    .filter((line) => !/^\s{0,10}>/.test(line))
    .join('\n');
  const forwarded = own.search(
    /^\W{0,20}(?:begin forwarded message|forwarded message|mensagem encaminhada|mensaje reenviado)/im,
  );
  return plainWords(forwarded < 0 ? own : own.slice(0, forwarded));
}

function hasCode({ text }: Letter): boolean {
  const start = text.slice(0, OPENING);
  return (
    holdsReport(start) ||
    start.split('\n').some((line) => line.length <= 1_000 && /@|said|smtp/i.test(start) && holdsCode(line))
  );
}
