/** Mails without any header of a responder: what their words alone, together, say of them. */
import { expect, test } from 'vitest';
import { signsOfResponder } from '../../../src/mail/automatic/responder.ts';

const signs = (subject: string, text: string, ...lines: string[]) => {
  const headers = lines.map((line) => {
    const [name = '', raw = ''] = line.split(': ');
    return { name: name.toLowerCase(), raw };
  });
  const from = headers.find(({ name }) => name === 'from')?.raw ?? 'ana@acme.example';
  return signsOfResponder({ headers, from, subject, text });
};

const RESPONDERS: [subject: string, text: string, ...headers: string[]][] = [
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
  [
    'Re: Menu',
    'Thank you for your email. I am currently out of the office until November 15 with no access to email. For urgent matters please contact leo@acme.example',
    'In-Reply-To: <a@b>',
  ],
  [
    'Re: Menu',
    'Obrigado pela sua mensagem. Estou fora do escritório até o dia 15/11, sem acesso ao e-mail. Em caso de urgência, favor contatar leo@acme.example',
    'In-Reply-To: <a@b>',
  ],
  [
    'RE: Menú',
    'Gracias por su correo. Me encuentro fuera de la oficina hasta el 15 de noviembre. En caso de urgencia contacte a leo@acme.example',
    'In-Reply-To: <a@b>',
  ],
  [
    'Chamado aberto: menu',
    'Seu chamado foi aberto sob o número do protocolo 12.',
    'X-Auto-Response-Suppress: All',
    'In-Reply-To: <a@b>',
  ],
  ['Re: Menu', 'Estou fora do escritório. Quer falar com o Léo?', 'Return-Path: <>', 'In-Reply-To: <a@b>'],
];

test.each(RESPONDERS)('a responder wrote "%s": %s', (subject, text, ...headers) => {
  expect(signs(subject, text, ...headers)).toMatch(/; and /);
});

const PEOPLE: [subject: string, text: string, ...headers: string[]][] = [
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
  [
    'Chamado aberto e sem resposta',
    'o meu chamado foi aberto na sexta e ninguém respondeu ainda. Aguardo retorno.',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
  ],
  [
    'Chamado aberto e sem resposta',
    'O meu chamado foi aberto na sexta.',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
    'In-Reply-To: <a@b>',
  ],
  [
    'Chamado aberto indevidamente',
    'O número do chamado é 4711.',
    'In-Reply-To: <a@b>',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
  ],
  ['Chamado aberto', 'O meu chamado foi aberto na sexta e ninguém respondeu ainda.', 'In-Reply-To: <a@b>'],
  [
    'Caso creado hace una semana sin respuesta',
    'Buenos días, mi número de caso es 4711 y sigue igual.',
    'In-Reply-To: <a@b>',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
  ],
  [
    'Ticket created last week, no answer',
    'My ticket number is 4711.',
    'In-Reply-To: <a@b>',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
  ],
  [
    'We received your invoice twice',
    'Thank you for contacting us on Friday about it.',
    'In-Reply-To: <a@b>',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
  ],
  [
    'Recebemos sua fatura em dobro',
    'Agradecemos o contato de ontem.',
    'In-Reply-To: <a@b>',
    'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply',
  ],
  [
    'Férias',
    'Estou de férias a partir de amanhã. O Léo fica no meu lugar neste chamado. Volto dia 20.',
    'In-Reply-To: <a@b>',
  ],
  ['Fora do escritório', 'Amanhã vou estar fora do escritório. Quem pode falar com o Léo sobre a migração é a Bia.'],
  [
    'Vacaciones',
    'Estoy de vacaciones a partir de mañana, Leo sigue con este caso. Vuelvo el 20.',
    'In-Reply-To: <a@b>',
  ],
  [
    'Vacation',
    'From Monday on I will be on vacation. I will be back on the 20th, Leo takes over.',
    'In-Reply-To: <a@b>',
  ],
  [
    'Re: menu',
    'Thank you for your email. I am out of the office until Friday, Leo tests it for me.',
    'In-Reply-To: <a@b>',
  ],
  ['Re: menu', 'Nosso bot está no ar de novo.', 'In-Reply-To: <a@b>'],
  ['O bot parou', 'O bot parou de responder.', 'Return-Path: <>', 'In-Reply-To: <a@b>'],
  ['I am away next week', 'I am away next week. Please close BLIP-12 and contact Bruno for the rest.'],
];

test.each(PEOPLE)('a person wrote "%s": %s', (subject, text, ...headers) => {
  expect(signs(subject, text, ...headers)).toBeNull();
});
