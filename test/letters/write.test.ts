/** The shipped letters, put into words. */
import { describe, expect, test } from 'vitest';
import type { LetterDesk } from '../../src/letters/letter.ts';
import { type RefusalTemplate, TEMPLATES } from '../../src/letters/letter.ts';
import { sampleValues } from '../../src/letters/samples.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, refusal, SHIPPED } from './drafts.ts';

/** As a desk's own they are tried out; as shipped ones these tests vouch for them. */
const { templates, problems } = await loadTemplates(SHIPPED, SHIPPED);
const REFUSALS = TEMPLATES.filter((name): name is RefusalTemplate => name.startsWith('refusal-'));
/** What the desk itself writes to customers; what agents write, and read, has tests of its own. */
const OTHERS: readonly string[] = ['reply', 'incident-update', 'digest'];
const OUR_WORDS = TEMPLATES.filter((name) => !OTHERS.includes(name) && !name.startsWith('agent-'));

test('the shipped templates are complete and without problems', () => {
  expect(problems).toEqual([]);
  expect(templates.size).toBe(TEMPLATES.length * LANGUAGES.length);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(OUR_WORDS)('%s reads well with every value and with none', (name) => {
    for (const values of sampleValues(name)) {
      const letter = writeLetter(templates, draft(language, values), desk);
      for (const part of [letter.subject, letter.text, letter.html]) {
        expect(part).not.toMatch(/null|undefined|\[object|\{\{|\{%|[\uE000-\uF8FF]/);
      }
      expect(letter.subject).toBe(letter.subject.trim());
      expect(letter.subject.length).toBeGreaterThan(15);
      // Traces of a value that is not there: doubled blanks, a blank before a comma, an empty bracket.
      expect(letter.text.replace(/^ +/gm, '')).not.toMatch(/ {2}| [,.;:]|\( ?\)|\*\*|“”/);
      expect(letter.text).not.toMatch(/\n{3}/);
      expect(Math.max(...letter.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(74);
      // Below the line stand the words by which more can be asked for.
      expect(letter.text).toMatch(/\n\n.+,\nSuporte Acme\n(\n-{20}\n\n.+(\n.+)?\n)?$/);
      expect(letter.html).toContain(`<html lang="${language}"`);
    }
  });

  test('the letters carry no brand but the desk’s name', () => {
    for (const name of TEMPLATES) {
      for (const values of sampleValues(name)) {
        const { subject, text, html } = writeLetter(templates, draft(language, values), desk);
        expect((subject + text + html).replaceAll(/BLIP-\d+/g, '')).not.toMatch(/blip/i);
      }
    }
  });

  test('a ticket’s number is never broken at its hyphen, and nobody’s words are taken for one', () => {
    const { html, text } = writeLetter(
      templates,
      draft(language, acknowledgement({ subject: 'BLIP-7 <b> caiu' })),
      desk,
    );
    expect(html).toContain('<span style="white-space:nowrap">BLIP-1024</span>');
    expect(html.match(/nowrap">BLIP/g)).toHaveLength(1);
    expect(text).toContain('BLIP-1024');
    expect(text).not.toContain('nowrap');
  });

  test('an acknowledgement without a promise makes none', () => {
    const { text } = writeLetter(templates, draft(language, acknowledgement({ firstResponseDue: null })), desk);
    expect(text).not.toMatch(/Plus|nov|:30|horário|hora de|hours/i);
    expect(text).toContain('BLIP-1024');
  });

  test('an incident’s acknowledgement names the status page before every other link', () => {
    const { text } = writeLetter(templates, draft(language, acknowledgement({ type: 'incident' })), desk);
    expect(text.match(/https:\/\/\S+/)?.[0]).toBe(desk.links.status);
  });

  test('who is in no directory is not greeted by name', () => {
    for (const verdict of ['no-contract', 'not-a-user'] as const) {
      const { text, html } = writeLetter(
        templates,
        draft(language, refusal({ verdict, contactName: 'Mallory' })),
        desk,
      );
      expect(text + html).not.toContain('Mallory');
    }
  });

  test('each refusal leads to what can be done about it', () => {
    const linkOf = {
      'refusal-no-contract': [desk.links.contract, desk.links.user],
      'refusal-not-started': [desk.links.contract],
      'refusal-ended': [desk.links.contract],
      'refusal-plan-without-email': [desk.links.documentation, desk.links.forum],
      'refusal-not-a-user': [desk.links.user],
      'refusal-out-of-scope': [desk.links.team],
    };
    for (const name of REFUSALS) {
      for (const values of sampleValues(name)) {
        const letter = writeLetter(templates, draft(language, values), desk);
        for (const link of linkOf[name]) {
          expect(letter.text).toContain(link);
          expect(letter.html).toContain(`href="${link.replace('&', '&amp;')}"`);
        }
      }
    }
  });

  test('the refusals have six subjects', () => {
    const subjects = REFUSALS.map((name) => {
      const values = sampleValues(name)[0];
      return values && writeLetter(templates, draft(language, values), desk).subject;
    });
    expect(new Set(subjects).size).toBe(6);
  });
});

describe('the acknowledgement', () => {
  test('says number, subject, type and promise in Portuguese', () => {
    const letter = writeLetter(templates, draft('pt-BR', acknowledgement()), desk);
    expect(letter.subject).toBe('[BLIP-1024] Bot fora do ar');
    const text = letter.text.replace(/\s+/g, ' ');
    expect(text).toContain('Olá, Ana! Recebemos sua mensagem “Bot fora do ar” e abrimos o chamado BLIP-1024.');
    expect(text).toContain('até terça-feira, 24 de novembro, às 10:30 (horário de Brasília).');
    expect(text).toContain('do plano Plus, contado dentro do nosso horário de atendimento.');
    expect(text).toContain('se trata de um incidente');
    expect(text).toContain('diga o que é: “dúvida” ou “tarefa”.');
    expect(letter.html).toContain('<strong>terça-feira, 24 de novembro, às 10:30 (horário de Brasília)</strong>');
  });

  test('says the promise in English and Spanish', () => {
    const english = writeLetter(templates, draft('en', acknowledgement({ aroundTheClock: true })), desk);
    expect(english.text.replace(/\s+/g, ' ')).toContain(
      'will reply by Tuesday, November 24, at 10:30 AM (Brasilia time). This is the first-response time of the Plus plan, counted 24 hours a day, every day.',
    );
    const spanish = writeLetter(templates, draft('es', acknowledgement()), desk);
    expect(spanish.text.replace(/\s+/g, ' ')).toContain(
      'a más tardar el martes 24 de noviembre a las 10:30 (hora de Brasilia).',
    );
  });

  test('to an unverified sender repeats no word of theirs', () => {
    const letter = writeLetter(templates, draft('en', acknowledgement({ subject: null })), desk);
    expect(letter.subject).toBe('[BLIP-1024] We received your message');
    expect(letter.text).toContain('We received your message and opened ticket BLIP-1024.');
  });

  test('names the ticket that it follows', () => {
    const letter = writeLetter(templates, draft('es', acknowledgement({ follows: 'BLIP-7' })), desk);
    expect(letter.text).toContain('continuación del ticket BLIP-7');
  });

  test('greets by the whole name where its first word is no first name', () => {
    const greeting = (contactName: string) =>
      writeLetter(templates, draft('en', acknowledgement({ contactName })), desk).text.split('\n')[0];
    expect(greeting('Ana Souza')).toBe('Hello Ana,');
    expect(greeting('Souza, Ana')).toBe('Hello Souza, Ana,');
    expect(greeting('Dra. Ana Souza')).toBe('Hello Dra. Ana Souza,');
  });
});

test('a refusal tells the contract’s dates', () => {
  const values = refusal({
    verdict: 'ended',
    contactName: 'Ana Souza',
    organization: 'Padaria Sol',
    endsOn: '2026-10-31',
  });
  const letter = writeLetter(templates, draft('pt-BR', values), desk);
  expect(letter.subject).toBe('Seu contrato terminou em 31 de outubro de 2026');
  expect(letter.text.replace(/\s+/g, ' ')).toContain(
    'o contrato da empresa Padaria Sol terminou em 31 de outubro de 2026',
  );
});

test('a desk’s links keep every character of theirs', () => {
  const { html, text } = writeLetter(templates, draft('en', refusal({ verdict: 'not-a-user' })), desk);
  expect(html).toContain('href="https://help.desk.example/add_a_user_(new)"');
  expect(text).toContain('<https://help.desk.example/add_a_user_(new)>');
});

test('a link that is neither https nor mailto is left out', () => {
  const unsafe: LetterDesk = { ...desk, links: { ...desk.links, user: 'javascript:alert(1)' } };
  const { html, text } = writeLetter(templates, draft('en', refusal({ verdict: 'not-a-user' })), unsafe);
  expect(html + text).not.toMatch(/javascript|See how/);
});

test('the HTML part loads nothing and stands alone', () => {
  for (const language of LANGUAGES) {
    const { html } = writeLetter(templates, draft(language, acknowledgement()), desk);
    expect(html).not.toMatch(/<img|<script|<link|<iframe|@import|url\(|src=|http:/i);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('name="viewport"');
  }
});

test('a letter without its template fails, naming it', () => {
  expect(() => writeLetter(new Map(), draft('en', acknowledgement()), desk)).toThrow(/acknowledgement.*en/);
});
