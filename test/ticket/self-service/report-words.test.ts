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

test('the report that came can be answered with the name of another month', () => {
  const subject = 'Re: Relatório de outubro de 2026';
  expect(asked({ subject, ownText: 'Relatório de setembro', inReplyTo: ['<0.x@desk.example>'] })).toEqual({
    month: 9,
    year: null,
  });
});
