import { expect, test } from 'vitest';
import { readMail } from '../../src/mail/read.ts';
import { DESK, fixture, mailWith } from './mails.ts';

test('a plain mail in Portuguese is read whole', async () => {
  const raw = fixture('pedido-simples');
  const message = await readMail(raw, DESK);
  expect(message).toMatchObject({
    messageId: '<pedido-1@acme.example>',
    date: '2026-11-03T13:00:00.000Z',
    from: { name: 'Ana Souza (Operações)', address: 'ana.souza@acme.example' },
    to: [{ name: 'Suporte Blip', address: 'suporte@blip.example' }],
    cc: [{ name: 'Carlos', address: 'carlos@acme.example' }],
    subject: 'Não consigo publicar o fluxo do bot',
    language: 'pt-BR',
    automatic: null,
    forwarded: null,
    defect: null,
    spam: false,
    authentication: { verdict: 'pass' },
    recipients: ['suporte@blip.example', 'carlos@acme.example'],
    size: raw.length,
  });
  expect(message.text).toContain('Operações, Acme');
  expect(message.replyText).toMatch(/^Bom dia,\n\nDesde ontem à tarde .* verificar, por favor\?$/s);
  expect(message.headers['delivered-to']).toEqual(['suporte@blip.example']);
});

test('of an HTML reply the new words remain, without markup and quote', async () => {
  const message = await readMail(fixture('reply-gmail-html'), DESK);
  expect(message.replyText).toBe(
    'It works again since noon, thank you & your team.\n\nOnly the March report is still missing some rows.',
  );
  expect(message.text).toContain('We restarted the export');
  expect(message.language).toBe('en');
});

test('In-Reply-To and References name well-formed ids only, nearest first, at most a hundred', async () => {
  const reply = await readMail(fixture('reply-gmail-html'), DESK);
  expect(reply.inReplyTo).toEqual(['<blip-1024.c.1@blip.example>']);
  expect(reply.references).toEqual(['<blip-1024.c.1@blip.example>', '<first@globex.example>']);
  const many = Array.from({ length: 150 }, (_, n) => ` <r${n}@acme.example> broken`).join('\r\n');
  const { references } = await readMail(mailWith([`References:${many}`]), DESK);
  expect(references).toHaveLength(100);
  expect(references[0]).toBe('<r149@acme.example>');
});

test('two From headers, two Subjects and two Message-IDs are defects', async () => {
  expect((await readMail(fixture('two-froms'), DESK)).defect).toBe('2 From headers');
  expect((await readMail(mailWith(['Subject: a', 'Subject: b']), DESK)).defect).toBe('2 Subject headers');
  expect((await readMail(mailWith(['Message-ID: <a@b>', 'message-id: <c@d>']), DESK)).defect).toBe(
    '2 Message-ID headers',
  );
});

test('a mail with a defect in its From passes no authentication', async () => {
  const results = 'Authentication-Results: mx.blip.example; dmarc=pass';
  const { authentication } = await readMail(mailWith([results], 'x', 'From: a@acme.example, b@acme.example'), DESK);
  expect(authentication.verdict).toBe('none');
});

test('forged results below ours, and those of other servers, count for nothing', async () => {
  const { authentication } = await readMail(fixture('forged-results'), DESK);
  expect(authentication).toMatchObject({ verdict: 'fail', because: expect.stringContaining('dmarc=fail') });
});

test('attachments are listed with their names as data, their bytes measured', async () => {
  const { attachments, text } = await readMail(fixture('tricky-names'), DESK);
  expect(text).toBe('Segue a tela do erro:');
  expect(
    attachments.map(({ filename, contentType, size, inline }) => ({ filename, contentType, size, inline })),
  ).toEqual([
    { filename: 'tela.png', contentType: 'image/png', size: 1024, inline: true },
    { filename: '../../etc/passwd', contentType: 'application/octet-stream', size: 4, inline: false },
    { filename: 'relatório de março.pdf', contentType: 'application/pdf', size: 9, inline: false },
    { filename: '=cmd()|x.csv', contentType: 'text/csv', size: 3, inline: false },
  ]);
  expect(attachments[1]?.sha256).toBe('4813494d137e1631bba301d5acab6e7bb7aa74ce1185d456565ef51d737677b2');
});

test('control characters are taken out of subject, names and text', async () => {
  const message = await readMail(
    mailWith(['Subject: a\0b\x07 =?utf-8?q?c=00=0D=0Ad?='], 'one\0 two\x1b[31m', 'From: "A\x01na" <ana@acme.example>'),
    DESK,
  );
  expect(message.subject).toBe('ab c d');
  expect(message.from?.name).toBe('Ana');
  expect(message.text).toBe('one two[31m');
});

test('subject, text and headers are bounded', async () => {
  const headers = Array.from({ length: 300 }, (_, n) => `X-${n}: ${'y'.repeat(3_000)}`).slice(0, 60);
  const message = await readMail(mailWith([`Subject: ${'s'.repeat(5_000)}`, ...headers], 'x'.repeat(1_200_000)), DESK);
  expect(message.subject).toHaveLength(1_000);
  expect(message.text).toHaveLength(1_000_000);
  expect(message.headers['x-1']?.[0]).toHaveLength(2_000);
});

test('a header named like a property of every object is only a header', async () => {
  const { headers } = await readMail(mailWith(['__proto__: x', 'constructor: y']), DESK);
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  expect(headers.constructor).toEqual(['y']);
});

test('raw UTF-8 and raw Latin-1 in headers are both read', async () => {
  const utf8 = await readMail(Buffer.from('From: João <j@acme.example>\r\nSubject: ação\r\n\r\nx'), DESK);
  const latin = await readMail(Buffer.from('From: João <j@acme.example>\r\nSubject: ação\r\n\r\nx', 'latin1'), DESK);
  expect([utf8.subject, utf8.from?.name]).toEqual(['ação', 'João']);
  expect([latin.subject, latin.from?.name]).toEqual(['ação', 'João']);
});

test('a date that is none is null, never now', async () => {
  expect((await readMail(mailWith(['Date: soon 1']), DESK)).date).toBeNull();
  expect((await readMail(mailWith([]), DESK)).date).toBeNull();
  expect((await readMail(mailWith(['Date: Tue, 3 Nov 26 10:00 -0300 (BRT)']), DESK)).date).toBe(
    '2026-11-03T13:00:00.000Z',
  );
});

test('the plain text of a footer part does not hide an HTML body', async () => {
  const body =
    '--b\nContent-Type: text/html\n\n<p>The real words</p>\n--b\nContent-Type: text/plain\n\nScanned.\n--b--';
  const { text } = await readMail(mailWith(['Content-Type: multipart/mixed; boundary=b'], body), DESK);
  expect(text).toBe('The real words\n\nScanned.');
});

test('of alternatives the plain one is read, unless it is empty', async () => {
  const alternative = (plain: string) =>
    mailWith(
      ['Content-Type: multipart/alternative; boundary=b'],
      `--b\n\n${plain}\n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--`,
    );
  expect((await readMail(alternative('plain'), DESK)).text).toBe('plain');
  expect((await readMail(alternative(' '), DESK)).text).toBe('rich');
});

test('an empty mail, a mail without header and a mail of noise are read', async () => {
  for (const raw of ['', '\r\n', 'no header at all', '\0\0\0', ':\r\n:\r\n\r\n']) {
    expect(await readMail(Buffer.from(raw), DESK)).toMatchObject({ from: null, defect: 'no From header' });
  }
});

test('a mail with too many parts, or too much header, cannot be read', async () => {
  const parts = mailWith(['Content-Type: multipart/mixed; boundary=b'], '--b\n\nx\n'.repeat(2_000));
  await expect(readMail(parts, DESK)).rejects.toThrow(/more than 500 parts/);
  await expect(readMail(mailWith([`X: ${'x'.repeat(300_000)}`]), DESK)).rejects.toThrow(/more than 256 KB/);
});

test('a mail that its server marked as spam says so', async () => {
  expect((await readMail(mailWith(['X-Spam-Flag: YES']), DESK)).spam).toBe(true);
  expect((await readMail(mailWith(['X-Spam-Status: No, score=1.0']), DESK)).spam).toBe(false);
});

test('the own words of a long mail are told apart for agents alone, and those of a short one for everybody', async () => {
  const long = Array(8)
    .fill('Desde ontem o menu do bot não aparece para quem escreve pelo telefone, e já tentamos de tudo.')
    .join('\n');
  const quote = 'Em ter., 3 de nov. de 2026 às 10:00, Suporte <suporte@blip.example> escreveu:\n> Como vai?';
  const own = async (body: string, from?: string, header: string[] = []) =>
    (await readMail(mailWith(header, `${body}\n\n${quote}`, from), DESK)).ownText;
  const bia = 'From: Bia Lima <BIA@blip.example>';
  expect(await own(long)).toBeNull();
  expect(await own(long, bia)).toBe(long);
  expect(await own('Pode fechar.')).toBe('Pode fechar.');
  expect(await own('Pode fechar.', undefined, ['Auto-Submitted: auto-replied'])).toBeNull();
});
