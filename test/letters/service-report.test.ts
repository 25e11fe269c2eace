/** The report of a month as a contract's admin reads it. */
import { describe, expect, test } from 'vitest';
import type { ServiceValues } from '../../src/letters/customer-values.ts';
import { elapsedInWords } from '../../src/letters/duration.ts';
import { reportSamples } from '../../src/letters/report-samples.ts';
import { monthInWords } from '../../src/letters/words.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { wishIn } from '../../src/ticket/self-service/wish.ts';
import { LANGUAGES, type Language } from '../../src/ticket/ticket.ts';
import { messageWith } from '../ticket/messages.ts';
import { desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const [full, running, bare, empty, partly, future, before, outside] = reportSamples();

const written = (language: Language, values: ServiceValues | undefined) => {
  if (!values) throw new Error('there is such a sample');
  const { subject, text, html } = writeLetter(templates, draft(language, values), desk);
  return { subject, html, text: text.replace(/\s+/g, ' ') };
};

test('a month is told with its year', () => {
  expect(LANGUAGES.map((language) => monthInWords('2026-03', language))).toEqual([
    'março de 2026',
    'March 2026',
    'marzo de 2026',
  ]);
});

test('figures, times and types are told, and who opened which ticket', () => {
  const { subject, text } = written('en', full);
  expect(subject).toBe('Report for October 2026');
  expect(text).toContain('Opened: 58 Solved: 51 Reopened: 2 Open at the end of the month: 9 Deadlines met: 95%');
  expect(text).toContain('First reply: half within 1 h 6 min, 90% within 3 h 30 min');
  expect(text).toContain('Tasks: opened 19, solved 15, reopened 1, open 3, deadlines met 95%');
  expect(text).toContain(
    'BLIP-1040 Bot não responde no WhatsApp Incident · received Ana Souza · Fri, Oct 30, 12:00 PM',
  );
  expect(text).toContain('and 46 more');
});

test('a time is told in words of its reader’s language', () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const told = (ms: number) => LANGUAGES.map((language) => elapsedInWords(ms, language));
  expect(told(5_000)).toEqual(['1 min', '1 min', '1 min']);
  expect(told(66 * MINUTE)).toEqual(['1 h 6 min', '1 h 6 min', '1 h 6 min']);
  expect(told(599.6 * MINUTE)).toEqual(['10 h', '10 h', '10 h']);
  expect(told(28 * HOUR)).toEqual(['28 h', '28 h', '28 h']);
  expect(told(47.7 * HOUR)).toEqual(['2 dias', '2 days', '2 días']);
  expect(told(52 * HOUR)).toEqual(['2 dias 4 h', '2 days 4 h', '2 días 4 h']);
});

test('what waits for the customer is said to wait for their team', () => {
  expect(written('en', full).text).toContain('waiting for your team’s reply');
  expect(written('en', full).text).not.toContain('waiting for your reply');
});

test('a month that runs is told as of then, and each contract by its id', () => {
  const { text } = written('pt-BR', running);
  expect(text).toContain('até agora (sex., 30 de out., 12:00)');
  expect(text).toContain('Em aberto agora: 9');
  expect(text).toContain('Acme (acme-2026)');
  expect(text).toContain('Padaria Sul (padaria-sul) Nenhum chamado neste mês.');
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('what there is no report of is said, with no figures', () => {
    for (const values of [future, before, outside]) expect(written(language, values).text).not.toMatch(/: \d|%/);
    expect(written(language, before).text).toMatch(/2027/);
    expect(written(language, outside).text).toMatch(/2027.*2025/);
    expect(new Set([empty, future, before].map((values) => written(language, values).text)).size).toBe(3);
  });

  test('a contract that did not run in the month has a line beside the report of the others', () => {
    expect(written(language, full).text).not.toMatch(/acme-2025|2027/);
    expect(written(language, partly).text).toMatch(/58.*\(acme-2026\).*2027.*\(acme-2025\).*2025/);
  });

  test('how times and deadlines are meant is said only where there are any', () => {
    const footnote = /elapsed|corridos/;
    const deadlines = /are those of the plan|são os do plano|son los del plan/;
    expect(written(language, full).text).toMatch(footnote);
    expect(written(language, full).text).toMatch(deadlines);
    for (const values of [bare, empty, future, before, outside]) {
      expect(written(language, values).text).not.toMatch(footnote);
      expect(written(language, values).text).not.toMatch(deadlines);
    }
  });

  test('what it tells to write is understood, as a mail and in reply to it', () => {
    const { subject, text } = written(language, full);
    const quoted = [...text.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words);
    expect(quoted).toHaveLength(2);
    for (const ownText of quoted) {
      const reply = { subject: `Re: ${subject}`, ownText, inReplyTo: ['<0.token@desk.example>'] };
      expect(wishIn(messageWith(reply), 'BLIP')).toMatchObject({ wish: 'report' });
      expect(wishIn(messageWith({ subject: ownText, ownText: '' }), 'BLIP')).toMatchObject({ wish: 'report' });
    }
  });

  test('help offers it to admins alone', () => {
    const help = (admin: boolean) =>
      written(language, { kind: 'service-help', contactName: 'Ana', mayEscalate: false, admin });
    expect(help(true).html).toMatch(/subject=(Relat%C3%B3rio|Monthly|Informe)/);
    expect(help(false).html).not.toMatch(/subject=(Relat%C3%B3rio|Monthly|Informe)/);
    const quoted = [...help(true).text.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words).slice(0, 2);
    for (const subject of quoted)
      expect(wishIn(messageWith({ subject, ownText: '' }), 'BLIP')).toMatchObject({ wish: 'report' });
  });

  test('who is no admin is told who may ask, and that another report is a matter for the team', () => {
    const values = {
      contactName: 'Ana',
      mayEscalate: false,
      problem: 'not-admin',
      number: null,
      plan: 'Plus',
    } as const;
    const { subject, text } = written(language, { kind: 'service-problem', ...values });
    expect(subject).toMatch(/administra|admins/);
    expect(text).toMatch(/administra|admin/);
  });
});
