/** States, priorities, clocks, sizes and short instants, as their reader would say them. */
import { expect, test } from 'vitest';
import {
  clockStateInWords,
  metricInWords,
  priorityInWords,
  sizeInWords,
  stateInWords,
} from '../../src/letters/ticket-words.ts';
import { shortInstant } from '../../src/letters/words.ts';
import { CLOCK_STATES, LANGUAGES, METRICS, PRIORITIES, TICKET_STATES } from '../../src/ticket/ticket.ts';

test('a ticket that waits is told to each side from where they stand', () => {
  expect(stateInWords('pending', 'pt-BR', 'customer')).toBe('aguardando a sua resposta');
  expect(stateInWords('pending', 'pt-BR', 'agent')).toBe('aguardando o cliente');
  expect(stateInWords('pending', 'es', 'customer')).toBe('a la espera de tu respuesta');
});

test('every word is there in every language, and no two of a kind are alike', () => {
  for (const language of LANGUAGES) {
    for (const words of [
      TICKET_STATES.map((state) => stateInWords(state, language, 'customer')),
      TICKET_STATES.map((state) => stateInWords(state, language, 'agent')),
      PRIORITIES.map((priority) => priorityInWords(priority, language)),
      METRICS.map((metric) => metricInWords(metric, language)),
      CLOCK_STATES.map((state) => clockStateInWords(state, language)),
    ]) {
      expect(new Set(words).size).toBe(words.length);
      expect(words.every((word) => word.length > 2)).toBe(true);
    }
  }
});

test('a size is told in the largest unit that it fills', () => {
  const sizes = [0, 640, 999, 1_000, 9_940, 9_960, 999_600, 1_250_000, 38_400_000, 5e12];
  expect(sizes.map((size) => sizeInWords(size, 'pt-BR'))).toEqual([
    '0 B',
    '640 B',
    '999 B',
    '1 KB',
    '9,9 KB',
    '10 KB',
    '1 MB',
    '1,3 MB',
    '38 MB',
    '5000 GB',
  ]);
  expect(sizeInWords(1_250_000, 'en')).toBe('1.3 MB');
});

test('an instant in short has its weekday, day and time', () => {
  const tuesday = Date.UTC(2026, 10, 24, 13, 30);
  expect(shortInstant(tuesday, 'America/Sao_Paulo', 'pt-BR')).toBe('ter., 24 de nov., 10:30');
  expect(shortInstant(tuesday, 'America/Sao_Paulo', 'en')).toBe('Tue, Nov 24, 10:30 AM');
  expect(shortInstant(tuesday, 'America/Sao_Paulo', 'es')).toBe('mar, 24 nov, 10:30');
});
