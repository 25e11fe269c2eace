import { expect, test } from 'vitest';
import { located } from '../../../src/mail/reply/within.ts';

test('words are found at the start of a text that is wrapped and marked up otherwise', () => {
  expect(located('O erro continua (470).', '*O erro\ncontinua* (470).\n\nEm 3 de nov.')).toBe(
    '*O erro\ncontinua* (470).',
  );
  expect(located('Ok 👍', 'Ok 👍\n\nMais')).toBe('Ok 👍');
});

test('lines are found in their order further below', () => {
  expect(located('Sim.\nNão.', '> A?\nSim.\n> B?\nNão.')).toBe('Sim.\nNão.');
});

test('other words, in another order or none at all, are not found', () => {
  expect(located('Outra coisa', 'Uma coisa')).toBeNull();
  expect(located('Não.\nSim.', 'a\nSim.\nNão.')).toBeNull();
  expect(located('', 'a')).toBeNull();
});
