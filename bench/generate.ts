/**
 * A mailbox and its directory out of nothing, the same ones each time: for measuring, and for tests that need many mails.
 * Which mail is what follows from its number alone. The sentences are in `phrases.ts`.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { encode, wrap } from 'nodemailer/lib/qp';
import {
  type BenchKind,
  type BenchLanguage,
  BOTS,
  CHANNELS,
  FIRST_NAMES,
  LAST_NAMES,
  PHRASES,
  type Phrases,
} from './phrases.ts';

export interface GenerateOptions {
  /** How many users write, in turn: as many as the directory has. Default 1,000. */
  users?: number;
  /** Whom they write to. */
  desk?: string;
  /** Other mails under the same numbers. Default 1. */
  seed?: number;
  /** Every mail has attachments, and some so many bytes in all; else its number decides its size. */
  bytes?: number;
}

export interface GeneratedMail {
  raw: Buffer;
  from: string;
  language: BenchLanguage;
  kind: BenchKind;
}

/** directory.json, as far as it is generated. */
export interface GeneratedDirectory {
  contracts: {
    id: string;
    organization: string;
    plan: string;
    startsOn: string;
    endsOn: string;
    domains: string[];
    bots: { id: string; name: string; paid: boolean }[];
    users: { name: string; email: string; otherEmails: string[]; language: BenchLanguage; bots: string[] }[];
  }[];
}

const LANGUAGES = ['pt-BR', 'en', 'es'] as const;
const KINDS = ['incident', 'task', 'doubt'] as const;
const USERS_PER_CONTRACT = 10;
/** UTC ms of mail 0's Date; each next one is a minute younger. */
const FIRST_DATE = Date.UTC(2026, 9, 1, 12);
/** Of 20 mails in a row 14 are small, 5 medium and 1 large. The step spreads them. */
const [ROUND, ROUND_STEP, SMALL, MEDIUM] = [20, 7, 14, 19];
const SMALL_BYTES = 4_000;
const MEDIUM_BYTES = 50_000;
const LARGE_BYTES = 1_000_000;

/**
 * Mail number `i`: a customer's new incident, task or doubt in Portuguese, English or Spanish, unlike every other one
 * in its words and Message-ID. 70 % have some 4 KB, 25 % some 50 KB (HTML and quoted mail), 5 % some 1 MB (attachments).
 * An Authentication-Results header of `mx.bench.example` on top vouches for the sender.
 */
export function generateMail(i: number, options: GenerateOptions = {}): GeneratedMail {
  const { users = 1_000, desk = 'suporte@blip.example', seed = 1, bytes } = options;
  const user = userNumber(i % users);
  const random = randomOf(`${seed}/${i}`);
  const phrases = PHRASES[user.language];
  const kind = KINDS[Math.floor(i / LANGUAGES.length) % KINDS.length] ?? 'doubt';
  const place = (i * ROUND_STEP) % ROUND;
  const code = `${kind.slice(0, 2).toUpperCase()}-${seed}-${i}`;
  const fill = filler(random, code);

  const subject = `${fill(pick(random, phrases.subjects[kind]))} (${code})`;
  const text = letter(phrases, kind, user.name, random, fill);
  const headers = [
    `Authentication-Results: mx.bench.example; spf=pass smtp.mailfrom=${user.domain}; dkim=pass header.d=${user.domain}; dmarc=pass header.from=${user.domain}`,
    `Received: from mail.${user.domain} (mail.${user.domain} [192.0.2.${i % 250}]) by mx.bench.example with ESMTPS id ${hash(`${seed}/${i}`)}; ${rfcDate(i)}`,
    `From: ${encodedWords(user.name)} <${user.email}>`,
    `To: <${desk}>`,
    `Subject: ${encodedWords(subject)}`,
    `Date: ${rfcDate(i)}`,
    `Message-ID: <${seed}.${i}.${hash(`id/${seed}/${i}`)}@${user.domain}>`,
    'MIME-Version: 1.0',
  ];
  const body = place < SMALL ? small(text, random, phrases, fill) : withHistory(text, random, phrases, fill, code);
  const whole = place < MEDIUM && bytes === undefined ? body : withAttachments(body, i, code, bytes ?? LARGE_BYTES);
  return { raw: Buffer.from([...headers, ...whole].join('\r\n')), from: user.email, language: user.language, kind };
}

/** The directory of the first `users` users: contracts of plan Plus that run, each with one paid bot that all are on. */
export function generateDirectory(users: number): GeneratedDirectory {
  const contracts: GeneratedDirectory['contracts'] = [];
  for (let u = 0; u < users; u += 1) {
    const { organization, domain, name, email, language } = userNumber(u);
    const id = `acme-${organization}`;
    if (u % USERS_PER_CONTRACT === 0) {
      contracts.push({
        id,
        organization: `Acme ${organization}`,
        plan: 'Plus',
        startsOn: '2020-01-01',
        endsOn: '2099-12-31',
        domains: [domain],
        bots: [{ id: `bot-${organization}`, name: BOTS[organization % BOTS.length] ?? 'Bot', paid: true }],
        users: [],
      });
    }
    contracts.at(-1)?.users.push({ name, email, otherEmails: [], language, bots: [`bot-${organization}`] });
  }
  return { contracts };
}

function userNumber(u: number) {
  const organization = Math.floor(u / USERS_PER_CONTRACT);
  const domain = `acme${organization}.example`;
  const first = FIRST_NAMES[u % FIRST_NAMES.length];
  const last = LAST_NAMES[Math.floor(u / FIRST_NAMES.length) % LAST_NAMES.length];
  const language: BenchLanguage = LANGUAGES[u % LANGUAGES.length] ?? 'en';
  return { organization, domain, name: `${first} ${last}`, email: `user${u}@${domain}`, language };
}

type Random = () => number;
type Fill = (sentence: string) => string;

/** What the customer writes: some 800 characters. */
function letter(phrases: Phrases, kind: BenchKind, name: string, random: Random, fill: Fill): string {
  const matter = Array.from({ length: 2 }, () => fill(pick(random, phrases.matter[kind])));
  const context = Array.from({ length: 6 }, () => fill(pick(random, phrases.context)));
  return [
    pick(random, phrases.hello),
    matter.join(' '),
    context.slice(0, 3).join(' '),
    context.slice(3).join('\n'),
    `${pick(random, phrases.thanks)}\n${name}`,
  ].join('\n\n');
}

function small(text: string, random: Random, phrases: Phrases, fill: Fill): string[] {
  const [greeting = '', ...rest] = text.split('\n\n');
  const more = sentences(SMALL_BYTES - 1_300 - text.length, random, phrases, fill);
  return part('text/plain', [greeting, ...rest.slice(0, -1), more, ...rest.slice(-1)].join('\n\n'));
}

/** A plain and an HTML part, both with the mails quoted below that the customer had exchanged before. */
function withHistory(text: string, random: Random, phrases: Phrases, fill: Fill, code: string): string[] {
  const history: { line: string; text: string }[] = [];
  for (let size = 0; size < MEDIUM_BYTES / 3; ) {
    const older = sentences(1_500, random, phrases, fill);
    const name = `${pick(random, FIRST_NAMES)} ${pick(random, LAST_NAMES)}`;
    history.push({ line: fill(phrases.wrote).replace('{name}', name), text: older });
    size += older.length;
  }
  const plain = [text, ...history.map((one) => `${one.line}\n${one.text.replace(/^/gm, '> ')}`)].join('\n\n');
  const html = [
    '<html><head><style>p { margin: 0 0 1em; font-family: Calibri, sans-serif }</style></head><body>',
    paragraphs(text),
    ...history.map((one) => `<div>${one.line}</div><blockquote type="cite">${paragraphs(one.text)}</blockquote>`),
    '</body></html>',
  ].join('\n');
  return multipart('alternative', `alt-${code}`, [part('text/plain', plain), part('text/html', html)]);
}

/** The body with a log and a picture: bytes that no compression makes smaller. */
function withAttachments(body: string[], i: number, code: string, bytes: number): string[] {
  const left = bytes - Buffer.byteLength(body.join('\r\n'));
  const attachments = ['log.gz', 'screen.png'].map((ending, index) => {
    const name = `${code}-${ending}`;
    return [
      `Content-Type: ${index === 0 ? 'application/gzip' : 'image/png'}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      base64Lines(noise(`${i}/${index}`, Math.floor((left / 2) * (54 / 74)))),
    ];
  });
  return multipart('mixed', `mix-${code}`, [body, ...attachments]);
}

function sentences(length: number, random: Random, phrases: Phrases, fill: Fill): string {
  let text = '';
  for (let n = 1; text.length < length; n += 1) {
    text += fill(pick(random, phrases.context)) + (n % 4 === 0 ? '\n\n' : ' ');
  }
  return text.trim();
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((one) => `<p class="MsoNormal"><span style="font-size:11pt">${one.replaceAll('\n', '<br>')}</span></p>`)
    .join('\n');
}

function part(type: string, text: string): string[] {
  const encoded = wrap(encode(text.replaceAll('\n', '\r\n')));
  return [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: quoted-printable', '', encoded];
}

function multipart(kind: string, boundary: string, parts: string[][]): string[] {
  const inner = parts.flatMap((one) => [`--${boundary}`, ...one]);
  return [`Content-Type: multipart/${kind}; boundary="${boundary}"`, '', ...inner, `--${boundary}--`, ''];
}

function base64Lines(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,72}/g) ?? []).join('\r\n');
}

/** Bytes without a pattern, at the speed of the cipher. */
function noise(name: string, length: number): Buffer {
  const key = createHash('sha256').update(name).digest();
  return createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16)).update(Buffer.alloc(length));
}

/** RFC 2047 §2: words of at most 75 characters, each with whole characters. */
function encodedWords(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words: string[] = [''];
  for (const letter of text) {
    const word = words.at(-1) + letter;
    if (Buffer.byteLength(word) <= 45) words[words.length - 1] = word;
    else words.push(letter);
  }
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

function rfcDate(i: number): string {
  return new Date(FIRST_DATE + i * 60_000).toUTCString().replace('GMT', '+0000');
}

function filler(random: Random, code: string): Fill {
  const bot = pick(random, BOTS);
  const channel = pick(random, CHANNELS);
  const two = (n: number) => String(Math.floor(random() * n)).padStart(2, '0');
  return (sentence) =>
    sentence
      .replaceAll('{bot}', bot)
      .replaceAll('{channel}', channel)
      .replaceAll('{n}', () => String(2 + Math.floor(random() * 90)))
      .replaceAll('{time}', () => `${two(24)}:${two(60)}`)
      .replaceAll('{code}', () => `${code}-${Math.floor(random() * 1e6)}`);
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Mulberry32: the same numbers in [0, 1) for the same name. */
function randomOf(name: string): Random {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
