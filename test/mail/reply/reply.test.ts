import { describe, expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { replyText } from '../../../src/mail/reply/reply.ts';
import { DESK, fixture } from '../mails.ts';

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

test('one quote that a program put amid the words is left out', () => {
  const quote = 'On 3 Nov 2026, at 10:00, Suporte <s@blip.example> wrote:\n> Works now?\n>\n> Suporte';
  expect(replyText(`Hello,\n\n${quote}\n\nYes, it does.`)).toBe('Hello,\n\nYes, it does.');
});

test('a quote that the sender put above an answer by hand stays', () => {
  expect(replyText('> Qual é o erro?\nO 470.')).toBe('> Qual é o erro?\nO 470.');
});

test('a signature between two answers is left out, and what follows is kept', () => {
  expect(replyText('Sim.\n\n-- \nAna\n\n> E o outro?\nNão.\n\n> Certo?\nCerto.')).toBe(
    'Sim.\n\n> E o outro?\nNão.\n\n> Certo?\nCerto.',
  );
});

test('the rest of a quoted line that a program broke belongs to the quote', () => {
  const quote = `> ${'palavra '.repeat(9)}e a\noutra metade da linha\n>\n> Suporte`;
  expect(replyText(`Em 3/11/2026 13:02, Suporte escreveu:\n${quote}\n\nEntendi.`)).toBe('Entendi.');
});

test('an attribution within a line begins the quote', () => {
  const text = 'Já funciona. Em ter., 3 de nov. de 2026 às 13:02, Suporte <s@blip.example> escreveu: ';
  expect(replyText(`${text}\n\nOk?`)).toBe('Já funciona.');
});

test('a smile is an answer, and a dash is none', () => {
  expect(replyText('👍\n\nEm 3/11/2026 13:02, Suporte escreveu:\n> Ok?')).toBe('👍');
  expect(replyText('-\n\nEm 3/11/2026 13:02, Suporte escreveu:\n> Ok?')).toContain('Ok?');
});

describe('hostile text comes back whole, or without what is quoted', () => {
  const long = (piece: string, length = 1_000_000) => piece.repeat(Math.ceil(length / piece.length));

  test.each([
    ['marks of a quote', long('>')],
    ['quoted lines', long('> \n')],
    ['attributions without an end', long(`${'On 2026 @ '.repeat(39)}\n`)],
    ['attributions on every line', long('On 3 Nov 2026 13:02 Ana <a\n')],
    ['addresses', long(`${'<aaaa@'.repeat(60)}:\n`)],
    ['headers', long('From: a\n')],
    ['rules', long('---\n')],
    ['underscores', long('_')],
    ['footers', long('Sent from my iPhone\n')],
    ['closings', long('Regards,\n')],
    ['broken quotes', long(`> ${'a'.repeat(70)}\nb\n`)],
    ['one endless line', long('a 1 @ ')],
  ])('%s', (_, text) => {
    expect(replyText(text)).toBe(text.trim());
  });

  test.each([
    ['tags', long('<div>')],
    ['quotations', long('<blockquote>a</blockquote>b')],
    ['quotes', long('<blockquote type="cite">a</blockquote>b')],
    ['brackets', long('<')],
    ['attributes', long('<a b="')],
    ['comments', long('<!--')],
    ['styles', long('<style>')],
    ['wrappers', long('<div class="gmail_quote">')],
    ['rules', long('<div style="border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm">', 500_000)],
    ['classes', `<div class="gmail_quote ${long('a ')}">x`],
    ['attributions', long('<p>On 3 Nov 2026 13:02<blockquote>', 500_000)],
  ])('beside a markup of %s', (_, html) => {
    expect(replyText('Funcionou\n\n-- \nAna', html)).toBe('Funcionou');
  });
});
