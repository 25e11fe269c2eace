/** Mails with files: what their receiver's client makes of them. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { LetterFile } from '../../src/letters/letter.ts';
import { composeMail } from '../../src/letters/mime.ts';
import { compileTemplates } from '../../src/letters/template.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { desk, draft } from './drafts.ts';

const { templates } = compileTemplates([
  { language: 'en', name: 'agent-held', path: 'a.md', text: '---\nsubject: On {{ number }}\n---\n{{ answer }}' },
]);
const NOW = Date.UTC(2026, 10, 24, 12, 0);

function fileOf(part: Partial<LetterFile>, bytes: string | Buffer = 'content') {
  const content = Buffer.from(bytes);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file: LetterFile = {
    mailId: 7,
    sha256,
    filename: 'log.txt',
    contentType: 'text/plain',
    size: content.length,
    contentId: null,
    ...part,
  };
  return { file, content };
}

const PICTURE = { filename: 'tela.png', contentType: 'image/png', contentId: 'img1@laptop.desk.example' };

async function mailOf(answer: string, files: ReturnType<typeof fileOf>[], more = {}) {
  const letter = draft(
    'en',
    { kind: 'agent-held', number: 'BLIP-1', subject: 's', moved: [], since: [], answer },
    { files: files.map(({ file }) => file), ...more },
  );
  const raw = await composeMail(letter, writeLetter(templates, letter, desk), desk, NOW, files);
  return { raw: raw.toString('latin1'), mail: await simpleParser(raw, { skipImageLinks: true }) };
}

test('a file is attached, byte for byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 256));
  const { raw, mail } = await mailOf('Hello', [fileOf({ contentType: 'application/pdf', filename: 'a.pdf' }, bytes)]);
  expect(mail.attachments).toHaveLength(1);
  expect(mail.attachments[0]).toMatchObject({
    filename: 'a.pdf',
    contentType: 'application/pdf',
    contentDisposition: 'attachment',
  });
  expect(mail.attachments[0]?.content.equals(bytes)).toBe(true);
  expect(mail.text).toContain('Hello');
  expect(raw).toMatch(/^Content-Type: multipart\/mixed;/m);
  expect(raw).not.toMatch(/(^|[^\r])\n|\r(?!\n)/);
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(200);
});

test('a picture stands beside the text that shows it, under an id of ours, once', async () => {
  const one = fileOf(PICTURE, 'pixels');
  const again = fileOf({ ...PICTURE, contentId: 'img2' }, 'pixels');
  const { raw, mail } = await mailOf('See [cid:img1@laptop.desk.example] and [cid:img2]', [one, again]);
  expect(mail.attachments).toHaveLength(1);
  const [picture] = mail.attachments;
  expect(picture).toMatchObject({ related: true, contentDisposition: 'inline', filename: 'tela.png' });
  expect(String(mail.html).split(`src="cid:${picture?.cid}"`)).toHaveLength(3);
  expect(mail.text).toContain('See [tela.png] and [tela.png]');
  expect(raw).toMatch(/^Content-Type: multipart\/related; type="multipart\/alternative"/m);
  expect(raw).not.toContain('laptop');
});

test('pictures and files stand together', async () => {
  const { mail } = await mailOf('[cid:img1@laptop.desk.example]', [fileOf(PICTURE, 'pixels'), fileOf({})]);
  expect(mail.attachments.map(({ related, filename }) => [related, filename])).toEqual([
    [true, 'tela.png'],
    [undefined, 'log.txt'],
  ]);
});

test('a picture that the text does not show is attached', async () => {
  const { mail } = await mailOf('Nothing to see', [fileOf(PICTURE, 'pixels')]);
  expect(mail.attachments[0]).toMatchObject({ contentDisposition: 'attachment', filename: 'tela.png' });
});

describe('names', () => {
  test.each([
    ['relatório de novembro – versão final.pdf', 'relatório de novembro – versão final.pdf'],
    [`${'😀 '.repeat(30)}.png`, null],
    ['a"b\\c%d.txt', 'c%d.txt'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\x.exe', 'x.exe'],
    ['a\r\nContent-Type: text/html\r\n\r\n<b>.txt', 'html  _b_.txt'],
    ['abc\u202Egnp.exe', 'abcgnp.exe'],
    ['a\u0000b;c="d"', 'a b;c=_d_'],
    [' ...hidden. ', 'hidden'],
    ["it's (1)*.txt", "it's (1)_.txt"],
    ['', 'file-1'],
    [null, 'file-1'],
  ])('%j arrives as a plain name', async (filename, expected) => {
    const { mail, raw } = await mailOf('Hello', [fileOf({ filename })]);
    expect(mail.attachments).toHaveLength(1);
    if (expected !== null)
      expect(mail.attachments[0]?.filename?.replace(/ +/g, ' ')).toBe(expected.replace(/ +/g, ' '));
    expect(mail.attachments[0]?.filename).not.toMatch(/[\u0000-\u001F/\\<>"|?*:]/);
    expect(mail.attachments[0]?.content.toString()).toBe('content');
    expect(raw).toMatch(/^[\x00-\x7f]*$/);
  });

  test('too long for a file system are shortened, and keep what they end in', async () => {
    const { mail } = await mailOf('Hello', [fileOf({ filename: `${'ç'.repeat(5_000)}.pdf` })]);
    expect(mail.attachments[0]?.filename).toMatch(/^ç{10,116}\.pdf$/);
  });
});

test.each([
  'text/html',
  'image/svg+xml',
  'application/xhtml+xml',
  'text/xml',
  'text/javascript',
  'message/rfc822',
  'multipart/mixed',
  'x',
  'a/b\r\nX-Evil: 1',
  '',
])('a file of type %j goes as mere bytes', async (contentType) => {
  const { mail, raw } = await mailOf('Hello', [fileOf({ contentType })]);
  expect(mail.attachments).toHaveLength(1);
  expect(mail.attachments[0]?.contentDisposition).toBe('attachment');
  expect(raw.match(/^Content-Type: \S+/gm)?.at(-1)).toBe('Content-Type: application/octet-stream;');
  expect(raw).not.toContain('X-Evil');
});

test('office documents keep their type', async () => {
  const contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const { mail } = await mailOf('Hello', [fileOf({ contentType })]);
  expect(mail.attachments[0]?.contentType).toBe(contentType);
});

test('a mail with files is the same whenever it is made', async () => {
  const files = [fileOf(PICTURE, 'pixels'), fileOf({})];
  const text = '[cid:img1@laptop.desk.example]';
  expect((await mailOf(text, files)).raw).toBe((await mailOf(text, files)).raw);
});

test('a person’s letter is no automatic mail, and everybody on the ticket is seen', async () => {
  const visible = {
    to: [{ name: 'Ana', address: 'ana@acme.example' }],
    cc: [
      { name: 'Davi\r\nBcc: x@evil.example', address: 'davi@acme.example' },
      { name: '', address: 'ti@acme.example' },
    ],
  };
  const { mail } = await mailOf('Hello', [], { byPerson: true, fromName: 'Bia (Suporte Acme)', visible });
  expect(mail.from?.value).toEqual([{ name: 'Bia (Suporte Acme)', address: desk.address }]);
  expect([mail.to, mail.cc].flat().map((list) => list?.value.map(({ address }) => address))).toEqual([
    ['ana@acme.example'],
    ['davi@acme.example', 'ti@acme.example'],
  ]);
  expect(mail.bcc).toBeUndefined();
  expect(mail.headers.has('auto-submitted')).toBe(false);
  expect(mail.headers.has('x-auto-response-suppress')).toBe(false);
  expect(mail.headers.get('x-chamado-loop')).toBe(desk.address);
});
