/** Which words ask for the report of a month, and of which; what only looks like it stays an ordinary mail. */
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/mail/message.ts';
import { wishIn, wishSubject } from '../../../src/ticket/self-service/wish.ts';
import { LANGUAGES } from '../../../src/ticket/ticket.ts';
import { messageWith } from '../messages.ts';

function asked(over: Partial<Message>) {
  const from = { name: 'Ana Souza', address: 'ana.souza@acme.example' };
  const wish = wishIn(messageWith({ from, subject: '', ownText: '', ...over }), 'BLIP');
  return wish?.wish === 'report' ? wish.month : (wish?.wish ?? null);
}

const OCTOBER = { month: 10, year: null };
const OCTOBER_2026 = { month: 10, year: 2026 };

const ASKING: [string, ReturnType<typeof asked>][] = [
  ['Relatório do mês', 'last'],
  ['relatorio mensal', 'last'],
  ['Relatório do mês passado, por favor', 'last'],
  ['Relatório do último mês', 'last'],
  ['Relatório deste mês', 'this'],
  ['Relatório do mês atual', 'this'],
  ['Relatório de outubro', OCTOBER],
  ['RELATÓRIO DE OUTUBRO DE 2026', OCTOBER_2026],
  ['Relatório outubro/2026', OCTOBER_2026],
  ['relatório mensal de outubro', OCTOBER],
  ['Relatório do mês de março', { month: 3, year: null }],
  ['Monthly report', 'last'],
  ['The monthly report, please', 'last'],
  ["Last month's report", 'last'],
  ['Report for last month', 'last'],
  ['Report for this month', 'this'],
  ['Report for the current month', 'this'],
  ['Report for October', OCTOBER],
  ['Report for October 2026', OCTOBER_2026],
  ['October 2026 report', OCTOBER_2026],
  ['report for may', { month: 5, year: null }],
  ['Informe del mes', 'last'],
  ['Reporte mensual', 'last'],
  ['Informe del mes pasado', 'last'],
  ['Informe de este mes', 'this'],
  ['Informe del mes en curso', 'this'],
  ['Informe de octubre', OCTOBER],
  ['informe de octubre de 2026', OCTOBER_2026],
  ['Informe de octubre del 2026', OCTOBER_2026],
  ['Informe de setiembre', { month: 9, year: null }],
  ['Gostaria do relatório do mês', 'last'],
  ['Gostaria de receber o relatório mensal', 'last'],
  ['Preciso do nosso relatório do mês', 'last'],
  ['Pode me enviar o relatório do mês?', 'last'],
  ['Vocês poderiam nos mandar, por favor, o relatório de outubro?', OCTOBER],
  ['Me manda o relatório do mês?', 'last'],
  ['Envie o relatório de outubro', OCTOBER],
  ['Envie-me o relatório deste mês, por gentileza', 'this'],
  ['Solicito o envio do relatório de outubro', OCTOBER],
  ['Seria possível enviar o relatório do mês passado?', 'last'],
  ['Relatório 10/2026', OCTOBER_2026],
  ['Relatório out/2026', OCTOBER_2026],
  ['Relatório mensal - 10/2026', OCTOBER_2026],
  ['Relatório do mês 2026-10', OCTOBER_2026],
  ['Please send me the monthly report', 'last'],
  ['Could you send me the report for October, please?', OCTOBER],
  ['I need the monthly report', 'last'],
  ["I'd like to receive the report for October 2026", OCTOBER_2026],
  ['We would like to get our monthly report', 'last'],
  ['Can I have the monthly report?', 'last'],
  ['Would it be possible to get the report for last month?', 'last'],
  ['report for Oct', OCTOBER],
  ['Oct 2026 report', OCTOBER_2026],
  ['Our monthly report', 'last'],
  ['report 10/2026', OCTOBER_2026],
  ['Quiero el informe del mes', 'last'],
  ['¿Me pueden enviar el informe mensual?', 'last'],
  ['Envíenme el informe de octubre', OCTOBER],
  ['Nos gustaría recibir nuestro informe mensual', 'last'],
  ['Necesito el informe de oct/2026', OCTOBER_2026],
  ['¿Podrían enviarnos el reporte de este mes, por favor?', 'this'],
];

describe('a mail of nothing but these words asks for it:', () => {
  test.each(ASKING)('%s', (words, month) => {
    expect(asked({ subject: words })).toEqual(month);
    expect(asked({ ownText: words })).toEqual(month);
    expect(asked({ ownText: `Bom dia!\n\n${words}\n\nObrigada,\nAna Souza` })).toEqual(month);
  });

  test.each(LANGUAGES)('the subject of our own link, in %s', (language) => {
    expect(asked({ subject: wishSubject('report', null, language) })).toBe('last');
  });
});

describe('an ordinary mail:', () => {
  test.each([
    'Relatório',
    'Relatórios',
    'Report',
    'Informe',
    'Solicito o relatório de logs do bot',
    'Quero um relatório dos atendimentos',
    'Preciso do relatório de outubro do bot de vendas',
    'Relatório de atendimentos do mês',
    'Relatório de outubro vazio',
    'O relatório do mês não chegou',
    'Relatório do mês?',
    'Cadê o relatório de outubro?',
    'Relatório de outubro e novembro',
    'Relatório de outubro de 26',
    'Relatório de outubro de 2026 BLIP-1024',
    'Relatório do mês 13',
    'Report a bug',
    'Report of an incident in October',
    'The monthly report is wrong',
    'I need the monthly report of conversations',
    'You may report it',
    'Informe de errores del mes',
    'Informe que no pude entrar',
    'No recibí el informe de octubre',
    'Relatório dos atendimentos de outubro com o bot Vendas',
    'Pode me enviar o relatório dos atendimentos de outubro com o bot Vendas?',
    'Gostaria do relatório de conversas do mês',
    'Preciso do relatório de logs de outubro',
    'Como faço para enviar o relatório do mês?',
    'Vocês enviaram o relatório do mês?',
    'Não enviem o relatório do mês',
    'Envio o relatório de outubro',
    'Segue o relatório do mês',
    'Quero um relatório mensal por bot',
    'Gostaria do relatório do mês e dos logs',
    'Relatório 10/2026 e 11/2026',
    'Relatório 01/10/2026',
    'Relatório 13/2026',
    'Relatório out/26',
    'We have the monthly report',
    'I like the monthly report',
    'Please find attached the monthly report',
    'Please send me the monthly report of conversations',
    'Could you send me the report for October with all the messages?',
    'I need the monthly report in Excel',
    'When will you send the monthly report?',
    'Did you send the monthly report?',
    "I can't see the monthly report",
    'Quiero un informe de los chats de octubre',
    '¿Me pueden enviar el informe mensual de agentes?',
    'Les envío el informe de octubre',
    'No me enviaron el informe mensual',
    'Outubro',
    'October 2026',
    'octubre',
    '10/2026',
  ])('%s', (words) => {
    expect(asked({ subject: words, ownText: '' })).toBeNull();
    expect(asked({ ownText: words })).toBeNull();
  });

  test('below a subject of its own, where it may be of anything', () => {
    expect(asked({ subject: 'Bot de vendas', ownText: 'Relatório de outubro' })).toBeNull();
  });

  test('with more to say than the subject', () => {
    expect(asked({ subject: 'Relatório do mês', ownText: 'Segue o nosso, com os erros que vimos.' })).toBeNull();
  });
});

describe('the text below a subject of its own:', () => {
  test.each([
    ['Monthly report', 'Could you please send me the monthly report?', 'last'],
    ['Relatório do mês', 'Bom dia,\n\nPor gentileza, me envie o relatório de outubro.\n\nAtt,\nAna Souza', OCTOBER],
    ['Relatório do mês', 'Outubro/2026', OCTOBER_2026],
    ['Relatório', 'Pode me enviar o relatório de outubro?', OCTOBER],
    ['Solicitação de relatório', 'Gostaria do relatório do mês.', 'last'],
    ['Report request', 'Please send me the report for October', OCTOBER],
    ['Informe', 'Quiero el informe del mes', 'last'],
  ])('%s: %j', (subject, ownText, month) => {
    expect(asked({ subject, ownText })).toEqual(month);
  });
});

describe('what is sent on is no wish:', () => {
  test.each(['Fwd: Monthly report', 'FW: Report for October', 'ENC: Relatório do mês', 'RV: Informe del mes'])(
    '%s',
    (subject) => {
      expect(asked({ subject })).toBeNull();
      expect(asked({ subject, ownText: 'Obrigada,\nAna' })).toBeNull();
    },
  );

  test('but a subject above a picture alone is one', () => {
    const logo = { filename: 'logo.png', contentType: 'image/png', size: 4_000, sha256: '', inline: true };
    expect(asked({ subject: 'Relatório mensal', ownText: '[cid:logo1]', attachments: [logo] })).toBe('last');
  });
});

describe('in reply to the report that came', () => {
  const replied = (subject: string, ownText: string, name = 'Ana Souza') =>
    asked({ subject, ownText, inReplyTo: ['<0.x@desk.example>'], from: { name, address: 'boss@acme.example' } });
  const SEPTEMBER = { month: 9, year: null };

  test.each([
    ['RES: Relatório de outubro de 2026', 'setembro', SEPTEMBER],
    ['Re: Relatório de outubro de 2026', 'Setembro de 2025, por favor.\n\nObrigada,\nAna', { month: 9, year: 2025 }],
    ['Re: Relatório de outubro de 2026', 'E o de setembro?', SEPTEMBER],
    ['Re: Relatório de outubro de 2026', 'Pode me enviar o de setembro?', SEPTEMBER],
    ['Re: Relatório de outubro de 2026', 'este mês', 'this'],
    ['Re: Relatório de outubro de 2026', '09/2026', { month: 9, year: 2026 }],
    ['Re: Report for October 2026', 'September', SEPTEMBER],
    ['Re: Report for October 2026', 'September 2025', { month: 9, year: 2025 }],
    ['Re: Report for October 2026', 'What about the one for September?', SEPTEMBER],
    ['Re: Report for October 2026', 'I need September, please', SEPTEMBER],
    ['Re: Report for October 2026', 'This month', 'this'],
    ['Re: Informe de octubre de 2026', 'septiembre', SEPTEMBER],
    ['Re: Informe de octubre de 2026', 'Septiembre de 2025, gracias', { month: 9, year: 2025 }],
    ['Re: Informe de octubre de 2026', 'el de este mes', 'this'],
  ])('a month is enough. %s: %j', (subject, ownText, month) => {
    expect(replied(subject, ownText)).toEqual(month);
  });

  test.each([
    ['Re: Relatório de outubro de 2026', 'Obrigada!'],
    ['Re: Relatório de outubro de 2026', 'setembro não veio'],
    ['Re: Relatório de outubro de 2026', 'não setembro'],
    ['Re: Relatório de outubro de 2026', 'setembro e outubro'],
    ['Re: Report for October 2026', 'September looks wrong'],
    ['Re: Report for October 2026', 'Tell me more about September'],
    ['Re: [BLIP-1024] Bot fora do ar', 'setembro'],
    ['Re: October 2026', 'September'],
  ])('other words are for a person. %s: %j', (subject, ownText) => {
    expect(replied(subject, ownText)).toBeNull();
  });

  test('a sender who is called like a month only signs', () => {
    expect(replied('Re: Report for October 2026', 'Thanks!\n\nApril', 'April Jones')).toBeNull();
  });
});

test('the report that came can be answered with the name of another month', () => {
  const subject = 'Re: Relatório de outubro de 2026';
  expect(asked({ subject, ownText: 'Relatório de setembro', inReplyTo: ['<0.x@desk.example>'] })).toEqual({
    month: 9,
    year: null,
  });
});
