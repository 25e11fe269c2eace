import { expect, test } from 'vitest';
import { forwardedIn } from '../../src/mail/forward.ts';
import { readMail } from '../../src/mail/read.ts';
import { DESK, fixture } from './mails.ts';

test('a mail forwarded inline is found with its sender, subject and text', async () => {
  const { forwarded, replyText } = await readMail(fixture('encaminhado'), DESK);
  expect(forwarded).toEqual({
    from: { name: 'Paulo Reis', address: 'paulo@acme.example' },
    subject: 'Erro no portal',
    text: 'O portal mostra erro 500 ao abrir os relatórios.\n\nPaulo',
    date: 'ter., 3 de nov. de 2026 às 15:40',
  });
  expect(replyText).toBe('Chegou direto para mim, podem abrir?');
});

test('a mail forwarded as an attachment is found', async () => {
  const { forwarded, attachments } = await readMail(fixture('forward-attached'), DESK);
  expect(forwarded).toEqual({
    from: { name: 'Mary Major', address: 'mary@globex.example' },
    subject: 'Slow answers',
    text: 'The bot needs a minute for each answer.',
    date: '2026-11-03T15:00:00.000Z',
  });
  expect(attachments).toMatchObject([{ contentType: 'message/rfc822' }]);
});

test.each([
  ['---------- Forwarded message ---------\nFrom: Ana <ana@acme.example>\nSubject: Help\n\nWords'],
  ['Begin forwarded message:\n\nFrom: Ana <ana@acme.example>\nSubject: Help\nDate: today\n\nWords'],
  ['> Begin forwarded message:\n>\n> From: Ana <ana@acme.example>\n> Subject: Help\n>\n> Words'],
  ['Início da mensagem encaminhada:\n\nDe: Ana <ana@acme.example>\nAssunto: Help\n\nWords'],
  ['---------- Mensaje reenviado ----------\nDe: Ana <ana@acme.example>\nAsunto: Help\n\nWords'],
  ['Nota\n\n*De:* Ana [mailto:ana@acme.example]\n*Enviado:* hoje\n*Para:* Bia\n*Assunto:* Help\n\nWords'],
  ['-----Original Message-----\nFrom: Ana <ana@acme.example>\nSent: today\nSubject: Help\n\nWords'],
])('the marks of other programs are known: %s', (text) => {
  expect(forwardedIn(text, 'Fwd: Help', null)).toMatchObject({
    from: { name: 'Ana', address: 'ana@acme.example' },
    subject: 'Help',
    text: 'Words',
  });
});

test('a reply with the same marks is no forward', () => {
  const quoted = 'Thanks\n\nFrom: Ana <ana@acme.example>\nSent: today\nTo: Bia\nSubject: Help\n\nWords';
  expect(forwardedIn(quoted, 'Re: Help', null)).toBeNull();
  expect(
    forwardedIn('Words\n\nOn 3 Nov 2026 at 10:00 Ana <ana@acme.example> wrote:\n> x', 'Re: Fwd: Help', null),
  ).toBeNull();
  expect(forwardedIn('Plain words', 'Fwd: Help', null)).toBeNull();
});
