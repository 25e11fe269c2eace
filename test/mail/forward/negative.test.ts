/** What looks like forwarded mail and is none: answers, talk of forwarding, tables that persons write. */
import { expect, test } from 'vitest';
import { forwardedIn } from '../../../src/mail/forward/forward.ts';

const OUTLOOK =
  'De: Bia <bia@blip.example>\nEnviada em: terça-feira, 3 de novembro de 2026 15:40\nPara: Ana\nAssunto: Erro';
const GMAIL =
  '---------- Forwarded message ---------\nDe: Paulo <paulo@acme.example>\nSubject: Erro\nTo: <ana@acme.example>';
const quoted = (text: string) => text.replace(/^/gm, '> ');

test.each([
  ['RES:', 'RES: Erro'],
  ['Re:', 'Re: Erro'],
  ['AW:', 'AW: Erro'],
  ['Re: behind a tag', '[Suporte] RE: Erro'],
  ['no prefix at all', 'Erro'],
])('an answer in Outlook is no forward: %s', (_, subject) => {
  expect(forwardedIn(`Obrigada!\n\n${OUTLOOK}\n\nJá está resolvido.`, subject, null)).toBeNull();
  expect(forwardedIn(`Obrigada!\n\n________________________________\n${OUTLOOK}\n\nOk.`, subject, null)).toBeNull();
  expect(forwardedIn(`Obrigada!\n\n-----Mensagem original-----\n${OUTLOOK}\n\nOk.`, subject, null)).toBeNull();
});

test('a Finnish answer is no forward, though Danes forward with the same prefix', () => {
  const header =
    'Lähettäjä: Bia <bia@blip.example>\nLähetetty: tiistai 3. marraskuuta 2026\nVastaanottaja: Ana\nAihe: Virhe';
  expect(forwardedIn(`Kiitos!\n\n${header}\n\nKorjattu.`, 'VS: Virhe', null)).toBeNull();
});

test.each([
  [
    'of Gmail',
    `Resolvido?\n\nEm ter., 3 de nov. de 2026 às 15:40, Ana <ana@acme.example> escreveu:\n\n${quoted(GMAIL)}`,
  ],
  [
    'of Apple Mail',
    `¿Ya está?\n\n> El 3 nov 2026, a las 15:40, Ana <ana@acme.example> escribió:\n>\n${quoted(quoted(GMAIL))}`,
  ],
  ['of Outlook', `Alguma novidade?\n\n${OUTLOOK}\n\n${GMAIL}\n\nO portal caiu.`],
  ['of Thunderbird', `Any news?\n\nOn 03/11/2026 15:40, Ana Souza wrote:\n${quoted(GMAIL)}`],
  [
    'in a language that is not known',
    `Iawn\n\nAr 3 Tach 2026 am 15:40, ysgrifennodd Ana <ana@acme.example>:\n\n${quoted(GMAIL)}`,
  ],
  ['that is below the first lines of a quote', `Alguma novidade?\n\n> Segue o caso.\n>\n${quoted(GMAIL)}`],
  ['two quotes deep', `Alguma novidade?\n\n${quoted(quoted(GMAIL))}`],
])('a forward in the history of an answer is not forwarded by it: %s', (_, text) => {
  expect(forwardedIn(text, 'Re: Erro', null)).toBeNull();
  expect(forwardedIn(text, 'RES: ENC: Erro', null)).toBeNull();
  expect(forwardedIn(text, 'Erro', null)).toBeNull();
});

test('an answer to a forward is none, where its program quotes nothing and where it adds no prefix', () => {
  expect(forwardedIn(`Resolvido?\n\n${GMAIL}\n\nO portal caiu.`, 'RES: ENC: Erro', null)).toBeNull();
  const text = `Resolvido?\n\nEm 03/11/2026 15:40, Ana <ana@acme.example> escreveu:\n${quoted(GMAIL)}`;
  expect(forwardedIn(text, 'Fwd: Erro', null)).toBeNull();
});

test.each([
  ['Encaminhei a mensagem do cliente ontem.\n\nMensagem encaminhada:\n\nnão chegou nada, podem ver?'],
  ['Quando clico em "Encaminhar" aparece:\n\n---------- Mensagem encaminhada ----------\n\ne nada mais.'],
  [
    'El bot muestra "Mensaje reenviado" dos veces.\n\n-------- Mensaje reenviado --------\n-------- Mensaje reenviado --------',
  ],
  ['The label "Forwarded message" is wrong:\n\nForwarded message\n\nIt should say "Forwarded".'],
  ['Forwarded message: the bot shows it in English.\nFrom: now on we want it in Portuguese.'],
])('talk of forwarding is no forward: %s', (text) => {
  expect(forwardedIn(text, 'Fwd: dúvida', null)).toBeNull();
  expect(forwardedIn(text, 'Dúvida', null)).toBeNull();
});

test.each([
  ['a journey', 'De: São Paulo\nPara: Belo Horizonte\nData: 10/11/2026\n\nPodem emitir?'],
  ['a form', 'Nome: Ana\nE-mail: ana@acme.example\nAssunto: Erro\nMensagem: o portal caiu'],
  ['a change', 'Precisamos trocar.\nDe: plano Lite\nPara: plano Plus\n\nGrata'],
  ['one address', 'From: ana@acme.example\nplease answer to her'],
  ['a log', '2026-11-03 15:40 From: a@acme.example\n2026-11-03 15:41 To: b@acme.example Subject: x'],
])('what a person writes line by line is no header: %s', (_, text) => {
  expect(forwardedIn(text, 'Fwd: pedido', null)).toBeNull();
  expect(forwardedIn(text, 'Pedido', null)).toBeNull();
});

test.each(['Fwd: Ajuda', 'TR: lista de tarefas', 'I: informazioni', 'Enc: contrato'])(
  'a subject alone makes no forward: %s',
  (subject) => {
    expect(forwardedIn('Segue o contrato em anexo.\n\nAna', subject, null)).toBeNull();
    expect(forwardedIn('', subject, null)).toBeNull();
  },
);
