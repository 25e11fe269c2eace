/** Instants, days and types, as their reader would say them. */
import { describe, expect, test } from 'vitest';
import { typeInWords } from '../../src/letters/ticket-words.ts';
import { dayInWords, instantInWords } from '../../src/letters/words.ts';

const TUESDAY = Date.UTC(2026, 10, 24, 13, 30);

describe('an instant', () => {
  test('is told in the reader’s language, with the desk’s zone named', () => {
    expect(instantInWords(TUESDAY, 'America/Sao_Paulo', 'pt-BR')).toBe(
      'terça-feira, 24 de novembro, às 10:30 (horário de Brasília)',
    );
    expect(instantInWords(TUESDAY, 'America/Sao_Paulo', 'en')).toBe(
      'Tuesday, November 24, at 10:30 AM (Brasilia time)',
    );
    expect(instantInWords(TUESDAY, 'America/Sao_Paulo', 'es')).toBe(
      'martes 24 de noviembre a las 10:30 (hora de Brasilia)',
    );
  });

  test('agrees with its hour, and with the first of a month', () => {
    const oneAtNight = Date.UTC(2026, 11, 1, 4, 5);
    expect(instantInWords(oneAtNight, 'America/Sao_Paulo', 'pt-BR')).toBe(
      'terça-feira, 1º de dezembro, à 01:05 (horário de Brasília)',
    );
    expect(instantInWords(oneAtNight, 'America/Sao_Paulo', 'es')).toBe(
      'martes 1 de diciembre a la 01:05 (hora de Brasilia)',
    );
    expect(instantInWords(oneAtNight, 'America/Sao_Paulo', 'en')).toBe(
      'Tuesday, December 1, at 1:05 AM (Brasilia time)',
    );
  });

  test('follows summer time, whose name does not change with it', () => {
    const winter = Date.UTC(2026, 0, 15, 14, 0);
    const summer = Date.UTC(2026, 6, 15, 14, 0);
    expect(instantInWords(winter, 'America/New_York', 'en')).toBe('Thursday, January 15, at 9:00 AM (Eastern time)');
    expect(instantInWords(summer, 'America/New_York', 'en')).toBe('Wednesday, July 15, at 10:00 AM (Eastern time)');
    expect(instantInWords(summer, 'Europe/Madrid', 'es')).toBe(
      'miércoles 15 de julio a las 16:00 (hora de Europa central)',
    );
    expect(instantInWords(summer, 'Europe/Lisbon', 'pt-BR')).toBe(
      'quarta-feira, 15 de julho, às 15:00 (horário da Europa Ocidental)',
    );
  });

  test('is told apart from its twin in the hour that the end of summer time repeats', () => {
    expect(instantInWords(Date.UTC(2026, 10, 1, 5, 30), 'America/New_York', 'en')).toBe(
      'Sunday, November 1, at 1:30 AM (Eastern Daylight time)',
    );
    expect(instantInWords(Date.UTC(2026, 10, 1, 6, 30), 'America/New_York', 'en')).toBe(
      'Sunday, November 1, at 1:30 AM (Eastern Standard time)',
    );
    expect(instantInWords(Date.UTC(2026, 10, 1, 6, 30), 'America/New_York', 'pt-BR')).toContain(
      '(horário padrão do Leste)',
    );
    expect(instantInWords(Date.UTC(2026, 10, 1, 7, 30), 'America/New_York', 'en')).toContain('2:30 AM (Eastern time)');
  });

  test('in UTC says so, and a zone without a name is told by its offset', () => {
    expect(instantInWords(TUESDAY, 'UTC', 'es')).toBe('martes 24 de noviembre a las 13:30 (UTC)');
    expect(instantInWords(TUESDAY, 'Etc/GMT+3', 'en')).toBe('Tuesday, November 24, at 10:30 AM (GMT-03:00)');
  });
});

test('a calendar day keeps its date and year in every language', () => {
  expect(dayInWords('2026-12-01', 'pt-BR')).toBe('1º de dezembro de 2026');
  expect(dayInWords('2026-12-01', 'en')).toBe('December 1, 2026');
  expect(dayInWords('2026-12-01', 'es')).toBe('1 de diciembre de 2026');
});

test.each(['', '2026-02-31', '2026-13-01', '2026-1-1', 'tomorrow', '2026-12-01\r\nBcc: x@y.example'])(
  '%j is no calendar day',
  (day) => {
    expect(dayInWords(day, 'en')).toBeNull();
  },
);

test('a type has its noun in every language', () => {
  expect(typeInWords('doubt', 'pt-BR')).toBe('dúvida');
  expect(typeInWords('doubt', 'en')).toBe('question');
  expect(typeInWords('task', 'es')).toBe('tarea');
  expect(typeInWords('incident', 'es')).toBe('incidente');
});
