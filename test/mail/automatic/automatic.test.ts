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
  ['Return-Path: <>', 'human'],
  ['Return-Path: <>\r\nX-Loop: ana@acme.example', 'auto-reply'],
  ['Return-Path: <>\r\nSubject: Ausente', 'auto-reply'],
  ['X-Campaign: Vacation rentals', 'human'],
  ['X-Autoreply-Enabled: off', 'human'],
  ['X-Autoreply: off', 'human'],
  ['X-Entity-Vacation: Florianópolis', 'human'],
  ['X-MessageClass: 9; Autoresponder', 'auto-reply'],
  ['X-Acme-Auto-Reply: 1', 'auto-reply'],
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

test('a subject that asks to confirm is no challenge by itself', async () => {
  const subjects = [
    'Please confirm your email to activate - link broken',
    'Confirm your email for Blip - user cannot log in',
    'Confirme seu e-mail para acesso',
    'Confirme su correo para entrar',
  ];
  for (const subject of subjects) {
    expect(await kind([`Subject: ${subject}`], 'Clico e o link não abre.'), subject).toBe('human');
    expect(await kind([`Subject: ${subject}`, 'Return-Path: <>'], 'Clico e o link não abre.'), subject).toBe(
      'challenge',
    );
    expect(await kind([`Subject: ${subject}`], 'To prove that you are no robot, follow the link.'), subject).toBe(
      'challenge',
    );
  }
  expect(await kind(['Subject: Boxbe: confirm'], 'x')).toBe('challenge');
});

test('people behind abuse@ write about reports; a report names an address, a field, or gives the mail back', async () => {
  const from = 'From: abuse@acme.example';
  expect(await kind(['Subject: Abuse report for campaign bot'], 'O bot parou.', from)).toBe('human');
  expect(await kind(['Subject: [Abuse] report page is not loading'], 'x', 'From: reports@acme.example')).toBe('human');
  expect(await kind(['Subject: [Abuse] report page is not loading: 10:30'], 'x', 'From: reports@acme.example')).toBe(
    'human',
  );
  expect(await kind(['Subject: Abuse report for 192.0.2.7'], 'x', from)).toBe('feedback');
  expect(await kind(['Subject: Abuse report for 2001:db8::7'], 'x', from)).toBe('feedback');
  expect(await kind(['Subject: Abuse report for acme.example'], 'Source-IP: 192.0.2.7', from)).toBe('feedback');
});

test.each(['delivery-status', 'disposition-notification'])('a person may attach a %s', async (type) => {
  const mail = (text: string, disposition: string) =>
    [
      '--b\nContent-Type: text/plain\n',
      `${text}\n--b`,
      `Content-Type: message/${type}`,
      `Content-Disposition: ${disposition}\n`,
      'Final-Recipient: rfc822; leo@acme.example\nAction: failed\nStatus: 5.1.1\n--b--',
    ].join('\n');
  const mixed = ['Subject: O bot parou', 'Content-Type: multipart/mixed; boundary=b'];
  expect(await kind(mixed, mail('Nosso bot parou, segue o relatório.', 'attachment; filename=r.txt'))).toBe('human');
  expect(await kind(mixed, mail('', 'attachment'))).not.toBe('human');
  expect(await kind(mixed, mail('Not delivered.', 'attachment'), 'From: MAILER-DAEMON@acme.example')).not.toBe('human');
});
