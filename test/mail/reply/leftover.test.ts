import { expect, test } from 'vitest';
import { replyText } from '../../../src/mail/reply/reply.ts';

const PT =
  'De: Suporte <s@blip.example>\nEnviada em: terça-feira, 3 de novembro de 2026 13:02\nPara: Ana\nAssunto: Bot';
const ES = 'De: Soporte <s@blip.example>\nEnviado el: martes, 3 de noviembre de 2026 13:02\nPara: Ana\nAsunto: Bot';
const EN = 'From: Support <s@blip.example>\nSent: Tuesday, November 3, 2026 1:02 PM\nTo: Ana\nSubject: Bot';

test.each([
  ['Respostas abaixo.', PT],
  ['Bom dia,\n\nSeguem abaixo as respostas.\n\nObrigada', PT],
  ['Respondi em vermelho.', PT],
  ['Respondo entre linhas.', PT],
  ['Contesto abajo en rojo.', ES],
  ['Las respuestas van debajo.', ES],
  ['Hi, please see my answers below.', EN],
  ['My replies are in red.', EN],
  ['Answered inline.', EN],
])('words that announce answers below leave the whole text: %s', (words, header) => {
  const text = `${words}\n\n${header}\n\n1. Qual bot?\nR: vendas-acme\n2. Desde quando?\nR: ontem`;
  expect(replyText(text)).toBe(text);
});

test.each([
  ['Segue abaixo o CNPJ:\n11.222.333/0001-44', PT],
  ['El número está abajo: 4711', ES],
  ['The load fell below five messages.', EN],
])('words below that are the sender’s own need no quote: %s', (words, header) => {
  expect(replyText(`${words}\n\n${header}\n\nOk?`)).toBe(words);
});

test('answers in red below the rule of Outlook leave the whole text', () => {
  const html = `<div><p>Respondi abaixo em vermelho.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>De:</b> Suporte<br><b>Enviada em:</b> terça<br><b>Para:</b> Ana<br><b>Assunto:</b> x</p></div><p>Qual bot?</p><p><span style="color:red">vendas-acme</span></p></div>`;
  const text =
    'Respondi abaixo em vermelho.\n\nDe: Suporte\nEnviada em: terça\nPara: Ana\nAssunto: x\n\nQual bot?\n\nvendas-acme';
  expect(replyText(text, html)).toBe(text);
});

test.each([
  'Bom dia,\n\nEm 03/11/2026 às 10:00, o cliente Rui <rui@acme.example> escreveu:\nnão consigo entrar\n\nO bot errou. Corrigem hoje?',
  'Hello,\nOn 3 Nov 2026 at 10:00 our client Tom <tom@acme.example> wrote:\nI cannot log in\n\nThe bot misled him.',
  'Hola a todos:\nEl 3/11/2026 a las 10:00, el cliente Luis <luis@acme.example> escribió:\nno puedo entrar\n\nEl bot falló.',
  'Prezada Ana, bom dia!\n\n-- \nRui Lima\nAcme\n\nO bot caiu de novo.',
  'Dear Mr. Hale,\n\n-- \nAna Souza\nAcme\n\nThe bot is down.',
  'Bom dia.\n\nAviso legal: o texto confidencial que o bot mostra está errado. Podem trocar?',
  'Bom dia.\n\nAntes de imprimir o relatório o sistema trava.\n\nIsso ocorre desde ontem.',
  'Temos um problema.\n\nAntes de imprimir o relatório o sistema trava.\n\nIsso ocorre desde ontem.',
  'Temos um problema.\n\nAviso legal: o texto confidencial do bot está errado.\n\nTroquem hoje, por favor.',
])('a greeting does not stand for the mail, nor does a notice end it: %s', (text) => {
  expect(replyText(text)).toBe(text);
});

test.each(['Oi', 'Bom dia!', 'Hola, Ana', 'Hi Ana,'])('a greeting above a marked quote is the reply: %s', (own) => {
  expect(
    replyText(`${own}\n\nEm 3 de nov. de 2026, à(s) 13:02, Suporte <s@blip.example> escreveu:\n\n> Ok?\n>\n> S`),
  ).toBe(own);
  const html = `<div>${own}</div><div class="gmail_quote"><div>Suporte qxzwv:</div><blockquote class="gmail_quote">Ok?</blockquote></div>`;
  expect(replyText(`${own}\n\nSuporte qxzwv:\n\nOk?`, html)).toBe(own);
});

test.each([
  `Bom dia, seguem as ocorrências:\n--\n${Array.from({ length: 60 }, (_, at) => `Bot ${at} parou`).join('\n')}`,
  `Bom dia, seguem as ocorrências:\n-- \n${Array.from({ length: 20 }, (_, at) => `Bot ${at} parou`).join('\n')}`,
  'Temos dois problemas.\n--\nPrimeiro: o bot não responde.\nSegundo: a fila não anda.',
  'Hay dos problemas.\n—\nEl bot no contesta.\nLa cola no avanza.',
  'Two problems.\n--\nSales\nThe bot is silent.\nThe queue does not move.',
])('a drawn line between two parts of a text ends nothing: %s', (text) => {
  expect(replyText(text)).toBe(text);
});

test.each([
  '--\nAna Souza\nDiretora\n+55 31 99999-0000\nAcme Ltda.\nhttps://acme.example\nGente que cuida de você.',
  '—\nAna Souza\nCEO, Acme',
  '-- \nequipe de suporte\nramal 12',
  '--\nEnviado do meu iPhone',
])('a signature below its line is left out: %s', (signature) => {
  expect(replyText(`O bot voltou.\n\n${signature}`)).toBe('O bot voltou.');
});
