import { expect, test } from 'vitest';
import { readMail } from '../../src/mail/read.ts';
import { replyText } from '../../src/mail/reply.ts';
import { DESK, fixture } from './mails.ts';

test.each([
  ['English', 'On Tue, Nov 3, 2026 at 1:02 PM Suporte <suporte@blip.example> wrote:'],
  ['English, wrapped', 'On Tue, Nov 3, 2026 at 1:02 PM Suporte\n<suporte@blip.example>\nwrote:'],
  ['Portuguese', 'Em ter., 3 de nov. de 2026 às 13:02, Suporte <suporte@blip.example> escreveu:'],
  ['Spanish', 'El mar, 3 nov 2026 a las 13:02, Suporte (<suporte@blip.example>) escribió:'],
  ['a date and an address', '2026-11-03 13:02 GMT-03:00 Suporte <suporte@blip.example>:'],
  ['Outlook', '-----Original Message-----\nFrom: Suporte\nSent: Tuesday'],
  ['Outlook in Portuguese', '-----Mensagem original-----\nDe: Suporte'],
  ['Outlook in Spanish', '-----Mensaje original-----\nDe: Suporte'],
  [
    'a header block',
    'From: Suporte <suporte@blip.example>\nSent: Tuesday, November 3, 2026 1:02 PM\nTo: Ana\nSubject: x',
  ],
  ['a header block in bold', '*De:* Suporte\n*Enviado:* terça-feira\n*Para:* Ana\n*Assunto:* x'],
  [
    'a rule and a header block',
    '________________________________\n\nDe: Suporte\nEnviada em: terça\nPara: Ana\nAssunto: x',
  ],
])('the mail quoted below is left out: %s', (_, marker) => {
  expect(replyText(`Funcionou, obrigada!\n\n${marker}\n\nEstamos verificando.\n`)).toBe('Funcionou, obrigada!');
  expect(replyText(`Funcionou, obrigada!\n\n${marker}\n\n> Estamos verificando.\n> Suporte\n`)).toBe(
    'Funcionou, obrigada!',
  );
});

test('an answer below the quote is kept', () => {
  expect(replyText('On 3 Nov 2026, at 10:00, Suporte <s@blip.example> wrote:\n> Works now?\n\nYes, it does.')).toBe(
    'Yes, it does.',
  );
});

test('quotes between the answers stay, because the answers are about them', () => {
  expect(replyText('See below.\n> Does A work?\nYes.\n> Does B work?\nNo.\n> Bye')).toBe(
    'See below.\n> Does A work?\nYes.\n> Does B work?\nNo.',
  );
});

test('a person who says what somebody wrote is not quoting', () => {
  const text = 'On Monday the customer wrote:\nthe bot is silent';
  expect(replyText(text)).toBe(text);
});

test.each([
  '-- \nAna Souza\nAcme',
  '--\nAna',
  'Enviado do meu iPhone',
  'Sent from my iPhone',
  'Enviado desde mi iPhone',
  'Obter o Outlook para Android',
  'Sent from TypeMail',
])('a signature is left out: %s', (signature) => {
  expect(replyText(`Pode fechar.\n\n${signature}`)).toBe('Pode fechar.');
});

test('the whole text stays where nothing would', () => {
  expect(replyText('> only a quote\n> of two lines')).toBe('> only a quote\n> of two lines');
  expect(replyText('Sent from my iPhone')).toBe('Sent from my iPhone');
  expect(replyText('')).toBe('');
});

test('the fixtures say what they add', async () => {
  expect((await readMail(fixture('respuesta-citada'), DESK)).replyText).toBe(
    'Gracias por la respuesta, ya probamos con la plantilla nueva y ahora los clientes la reciben bien.',
  );
  expect((await readMail(fixture('resposta-outlook'), DESK)).replyText).toBe(
    'O webhook voltou a responder depois da troca da chave, podem encerrar o chamado.',
  );
});

test('a million characters of hostile text take no more than their length', () => {
  const began = performance.now();
  for (const text of [
    ' '.repeat(1_000_000),
    '>'.repeat(1_000_000),
    '> \n'.repeat(300_000),
    `${'On 2020 @ '.repeat(39)}\n`.repeat(2_500),
    `${'<aaaa@'.repeat(60)}:\n`.repeat(2_700),
    'From: a\n'.repeat(120_000),
    '_'.repeat(1_000_000),
  ]) {
    replyText(text);
  }
  expect(performance.now() - began).toBeLessThan(8_000);
});
