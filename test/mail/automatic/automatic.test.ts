import { expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture, mailWith } from '../mails.ts';

const kind = async (header: string[], body?: string, from?: string) =>
  (await readMail(mailWith(header, body, from), DESK)).automatic?.kind ?? 'human';

test('an out-of-office reply is automatic, with and without its headers', async () => {
  expect((await readMail(fixture('fora-do-escritorio'), DESK)).automatic).toEqual({
    kind: 'auto-reply',
    because: 'Auto-Submitted: auto-replied (vacation)',
    bounce: null,
  });
  const { automatic } = await readMail(fixture('out-of-office-bare'), DESK);
  expect(automatic).toMatchObject({
    kind: 'auto-reply',
    because: expect.stringMatching(/^Subject: Out of office.*it says/),
  });
});

test('a list mail is a list mail, unless the list is the desk’s own', async () => {
  const { automatic } = await readMail(fixture('lista'), DESK);
  expect(automatic).toMatchObject({ kind: 'list', because: expect.stringContaining('List-Id') });
  const own = await readMail(fixture('lista'), { ...DESK, ownLists: ['novidades.clube.example'] });
  expect(own.automatic?.kind).not.toBe('list');
});

test.each([
  ['Auto-Submitted: auto-generated', 'auto-reply'],
  ['Auto-Submitted: no', 'human'],
  ['Auto-Submitted: No (really)', 'human'],
  ['X-Autoreply: yes', 'auto-reply'],
  ['X-Autorespond: vacation', 'auto-reply'],
  ['Precedence: auto_reply', 'auto-reply'],
  ['Precedence: bulk', 'bulk'],
  ['Precedence: junk', 'bulk'],
  ['Precedence: list', 'list'],
  ['Precedence: normal', 'human'],
  ['List-Post: <mailto:l@clube.example>', 'list'],
  ['List-Unsubscribe: <https://clube.example/x>', 'bulk'],
  ['Return-Path: <>', 'auto-reply'],
  ['X-Auto-Response-Suppress: All', 'human'],
  ['X-Chamado-Loop: suporte@blip.example', 'loop'],
  ['X-Chamado-Loop: suporte@another-desk.example', 'human'],
  ['Content-Type: multipart/report; report-type=feedback-report; boundary=b', 'feedback'],
  ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b', 'auto-reply'],
  ['Subject: Resposta automática: oi', 'human'],
  ['Subject: Re: Automatic reply', 'human'],
])('%s: %s', async (header, expected) => {
  expect(await kind([header])).toBe(expected);
});

test('a subject of absence counts with a second sign only', async () => {
  expect(await kind(['Subject: Férias do time'], 'O relatório de férias não abre.')).toBe('human');
  expect(await kind(['Subject: Respuesta automática: hola', 'X-Auto-Response-Suppress: All'])).toBe('auto-reply');
  expect(await kind(['Subject: Ausência'], 'Estou de férias e volto dia 10.')).toBe('auto-reply');
});

test('a mail from the desk itself is a loop', async () => {
  expect(await kind([], 'x', 'From: Suporte <SUPORTE@blip.example>')).toBe('loop');
});
