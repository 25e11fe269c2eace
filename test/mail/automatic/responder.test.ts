/** Mails without any header of a responder: what their words alone, together, say of them. */
import { expect, test } from 'vitest';
import { signsOfResponder } from '../../../src/mail/automatic/responder.ts';

const signs = (subject: string, text: string, header?: string) => {
  const [name = '', raw = ''] = header?.split(': ') ?? [];
  const from = name === 'From' ? raw : 'ana@acme.example';
  return signsOfResponder({ headers: name === '' ? [] : [{ name: name.toLowerCase(), raw }], from, subject, text });
};

const RESPONDERS: [subject: string, text: string, header?: string][] = [
  [
    'Out of Office',
    'Thank you for your email. I am currently out of the office and will be returning on Monday, 9 November.\n\nIf you need immediate assistance please contact our main line.',
  ],
  ['Out of the office: Your ticket', "Hello, I'm traveling this week with sporadic email. Expect delays."],
  [
    'Automatic reply: Your ticket',
    "Hello, I'm traveling this week with sporadic email. Expect delays.",
    'X-Auto-Response-Suppress: All',
  ],
  ['Automatic reply: Your ticket', 'Thank you for your message. I have left Globex. Please contact hr.'],
  ['I am on vacation', "I will be on vacation until 5 Jan. I'll respond then."],
  ['Vacation Responder', 'I am away.'],
  ['Fora do escritório - Re: [BLIP-12] menu', 'Olá, estou fora até dia 12 e respondo depois.'],
  ['Ausência Temporária', 'Prezado(a),\nEstarei em viagem de 3 a 7/11, com acesso restrito ao e-mail.\nAtt, Ana'],
  ['Resposta Automática', 'Agradecemos o contato! Retornaremos em até 24 horas úteis.'],
  ['Resposta automática: menu', 'Prezados, informo que não faço mais parte do quadro da Acme.'],
  ['Aviso de férias', 'Olá! Entrei em férias e retorno em 01/12. Urgências com Bruno.'],
  [
    'RE: menu',
    'Este é um e-mail automático. Por favor, não responda. Sua mensagem foi recebida e será analisada.',
    'X-Auto-Response-Suppress: All',
  ],
  [
    'Recebemos sua solicitação - Protocolo 202611',
    'Olá, seu protocolo é 202611. Esta é uma mensagem automática, favor não responder.',
  ],
  ['Fuera de la oficina', 'Hola, gracias por tu mensaje. Estaré de viaje hasta el viernes y contestaré a la vuelta.'],
  ['Respuesta automática: ticket', 'Buen día, me encuentro en periodo vacacional. Regreso el 15.'],
  ['Estoy fuera de la oficina', 'No tendré acceso al correo hasta el lunes.'],
  ['Auto: menu', 'Thanks, got it', 'Precedence: bulk'],
  [
    '[Ticket ID: 123456] Support request',
    'Hello,\nThis is to confirm that we have received your ticket. Please do not reply to this email.',
    'From: noreply@x.example',
  ],
  ['Request received: menu', '##- Please type your reply above this line -##\nYour request (#12) has been received.'],
  ['Auto-Reply: Thank you for contacting us', 'We typically respond within 24 hours.'],
  [
    'Thank you for your email',
    'This is an automated response. We have received your email and will respond within two business days.',
  ],
  ['Automatic reply: hello', ''],
];

test.each(RESPONDERS)('a responder wrote "%s": %s', (subject, text, header) => {
  expect(signs(subject, text, header)).toMatch(/; and /);
});

const PEOPLE: [subject: string, text: string, header?: string][] = [
  ['Resposta automática', 'Nosso bot não envia mais a resposta automática desde ontem. Precisamos disso até amanhã.'],
  [
    'Resposta automática: trocar texto',
    'Bom dia, troquem o texto da resposta automática para: "Obrigado pelo contato, retornaremos em breve".',
  ],
  [
    'Mensagem de férias',
    'Quero trocar a mensagem que o bot manda em dezembro. Texto novo: "Estamos em férias coletivas e voltamos dia 5".',
  ],
  ['Mensagem automática', 'Por favor alterem a mensagem automática do bot de cobrança.'],
  ['Ausência', 'O bot não registra a ausência dos alunos.'],
  ['Ausente', 'O atendente aparece como ausente até reiniciar a página.'],
  ['Fora do escritório', 'O bot não respeita o horário de fora do escritório, responde até de madrugada.'],
  ['Out of office reply', 'Our bot sends the out of office reply twice. It happens until we restart it.'],
  ['Out of office', 'The out of office block of our flow stops until midnight.'],
  ['Auto reply: not sent', 'The auto reply is not sent when we are away.'],
  ['Vacation: flow broken', 'The vacation flow does not return the balance until the second try.'],
  ['Away message', 'Customers do not get the away message. It should say: I am away until Monday.'],
  ['Respuesta automática', 'El bot no envía la respuesta automática desde ayer, revisen por favor.'],
  ['Mensaje automático', 'Cambien el mensaje automático por: gracias por contactarnos, le responderemos pronto.'],
  ['Re: Resposta automática: menu', 'Ok, aguardo seu retorno.', 'In-Reply-To: <a@b>'],
  ['Obrigado pelo contato', 'Obrigado pelo contato de ontem! Segue o documento que faltava.'],
  ['Gracias por su mensaje', 'Adjunto los registros que pidieron.'],
  [
    'Thank you for your email',
    'Here are the logs you asked for. Please do not reply to my old address.',
    'In-Reply-To: <a@b>',
  ],
  ['RES: chamado', 'Por favor não responda para o Bruno, ele está de férias.', 'In-Reply-To: <a@b>'],
  [
    'Automatic message',
    'The automatic message our bot sends is wrong. It has the text "This is an automated message". Change it.',
  ],
  ['Férias', 'Estou tentando aprovar férias pelo bot e ele não volta ao menu.'],
  ['Chamado aberto ontem', 'Recebemos seu chamado foi o que o bot disse, mas nada chegou.'],
  ['Auto', 'O bot de venda de auto não abre.'],
  ['OOO', "The bot's OOO status is stuck."],
  ['Aviso de férias', 'O bot deve mandar o aviso de férias até sexta. Podem configurar?'],
  ['I am away next week', 'I am away next week. Please close BLIP-12 and contact Bruno for the rest.'],
];

test.each(PEOPLE)('a person wrote "%s": %s', (subject, text, header) => {
  expect(signs(subject, text, header)).toBeNull();
});
