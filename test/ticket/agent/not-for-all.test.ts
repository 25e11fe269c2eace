/** What may not stand in words for all customers of an incident, however it is written, and what may. */
import { describe, expect, test } from 'vitest';
import { notForAll } from '../../../src/ticket/agent/not-for-all.ts';
import { agentsDesk } from './agents-desk.ts';
import { ALL, ana, incident, john } from './incident-desk.ts';

const desk = { ...agentsDesk(), name: 'Suporte Blip' };
const found = (text: string, parts = ALL) => notForAll(text, incident(), parts, desk);

describe('a ticket’s number is found', () => {
  test.each([
    ['Vejam o BLIP-1004.', 'BLIP-1004'],
    ['blip\u20111004 volta', 'blip\u20111004'],
    ['O BLIP 1004 voltou', 'BLIP 1004'],
    ['o blip\u00A01004 voltou', 'blip\u00A01004'],
    ['BLIP1004 is back', 'BLIP1004'],
    ['BLIP_1004', 'BLIP_1004'],
    ['Blip #1004', 'Blip #1004'],
    ['Ticket 1005 y otros', 'Ticket 1005'],
    ['o chamado 1003', 'chamado 1003'],
    ['é o #1003, também', '#1003'],
    ['(#2000)', '#2000'],
    ['BLIP-9999 is not one of them', 'BLIP-9999'],
  ])('in %j', (text, written) => {
    expect(found(text)).toBe(written);
  });

  test.each([
    'O Blip-360 e o Blip 360 vão bem.',
    'Na Blip 2026 foi um bom ano.',
    'Perdemos 1004 mensagens, e #1 é a causa.',
    'Use a fila #10031 ou o chamado 7.',
    'Ligue 0800 1004.',
  ])('and not in %j', (text) => {
    expect(found(text)).toBeUndefined();
  });
});

describe('who its customers are is found', () => {
  test.each([
    ['A Globex Corporation também.', 'Globex Corporation'],
    ['la INITECH  IBERICA, por ejemplo', 'INITECH  IBERICA'],
    ['a acme, entre outras', 'acme'],
    ['Obrigada, JOHN\nREED!', 'JOHN\nREED'],
    ['Eva Ruiz nos ha dicho', 'Eva Ruiz'],
    ['Avisei mary@globex.example. Obrigada.', 'mary@globex.example.'],
  ])('in %j', (text, written) => {
    expect(found(text)).toBe(written);
  });

  test.each(['Olá, John e Mary.', 'Acmes e acmed', 'Globex e a corporation', 'Johnreed', 'Escrevam a acm@e.example'])(
    'and not in %j',
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );

  test('with accents or without, on either side', () => {
    const parts = [ana({ organization: 'Padaria São João', people: [{ name: 'José Ávila', address: 'j@x.example' }] })];
    expect(found('A padaria sao joao', parts)).toBe('padaria sao joao');
    expect(found('O JOSE\u0301 AVILA', parts)).toBe('JOSE\u0301 AVILA');
  });

  test('but the desk’s own name may stand there, whoever is called so', () => {
    const parts = [ana({ organization: 'Blip' }), john({ organization: 'A' }), john({ organization: '—' })];
    expect(found('A Suporte Blip agradece — a vocês.', parts)).toBeUndefined();
  });
});
