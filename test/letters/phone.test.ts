/**
 * What the HTML asks of a phone that shows it: to break long words, and not to break what is read, or copied, as one. It
 * is told from styles and counted in characters; how wide a letter comes out on a screen is not measured here.
 */
import { describe, expect, test } from 'vitest';
import { agentSamples } from '../../src/letters/agent-samples.ts';
import { digestSamples } from '../../src/letters/digest-samples.ts';
import { followUpSamples } from '../../src/letters/follow-up-samples.ts';
import { type LetterValues, TEMPLATES } from '../../src/letters/letter.ts';
import { sampleValues } from '../../src/letters/samples.ts';
import { sealer, unsealHtml, unsealText } from '../../src/letters/seal.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES, type Language } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const write = (language: Language, values: LetterValues, of = desk) =>
  writeLetter(templates, draft(language, values), of);

/** What each element that is not to be broken shows. */
function unbroken(html: string): string[] {
  return [...html.matchAll(/<(\w+)[^>]*white-space:nowrap[^>]*>(.*?)<\/\1>/gs)].map(([, , inside = '']) =>
    inside.replace(/<[^>]*>/g, '').replace(/&[^;\s]+;/g, '.'),
  );
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('long words may be broken in the name, in the letter’s text and in the line below the card', () => {
    const long = 'CentralDeAtendimento'.repeat(5);
    const { html } = write(language, acknowledgement({ subject: long }), { ...desk, name: long });
    const body = html.slice(html.indexOf('<body'));
    for (const [, before = ''] of body.matchAll(/<(?:td|p|div)[^>]*style="([^"]*)"[^>]*>(?=[^<]*CentralDe)/g)) {
      const breaks = before.includes('overflow-wrap:anywhere') || before === 'margin:0 0 16px';
      expect(breaks, before).toBe(true);
    }
    // The name, the letter's text (whose paragraphs inherit it), and the line below the card.
    expect(body.match(/overflow-wrap:anywhere/g)).toHaveLength(3);
  });

  test('what is not to be broken has at most 25 characters in every sample, whole commands counted', () => {
    const kept = TEMPLATES.flatMap((name) => sampleValues(name)).flatMap((values) =>
      unbroken(write(language, values).html),
    );
    expect(new Set(kept)).toContain('BLIP-1024');
    expect(kept.filter((shown) => shown.startsWith('#')).length).toBeGreaterThan(100);
    expect(kept.filter((shown) => shown.length > 25)).toEqual([]);
    const { html } = write(language, acknowledgement({ number: 'ABCDEFGHIJKLMNOPQRST-123456789012' }));
    expect(html).not.toContain('nowrap">ABCDEF');
  });

  test('a telephone number and a command are not to be broken', () => {
    const [missed] = followUpSamples('follow-up-missed');
    const [ticket] = agentSamples('agent-ticket');
    if (!missed || !ticket) throw new Error('no samples');
    expect(write(language, missed).html).toContain('<span style="white-space:nowrap">+55 31 5550-0100</span>');
    expect(write(language, ticket).html).toMatch(/<code style="[^"]*;white-space:nowrap" class="code">#\p{L}+ 3d</u);
  });

  test('the digest of one of each says so in its subject', () => {
    const [, one] = digestSamples();
    if (!one) throw new Error('no sample');
    expect(write(language, one).subject).not.toMatch(/1 \p{L}+os\b/u);
  });
});

test('a word with a hyphen stays on one line, and so does a unit with its figure', () => {
  const { html } = write('en', acknowledgement({ firstResponseDue: Date.UTC(2026, 10, 24, 13, 30) }));
  expect(html).toContain('Reply to this <span style="white-space:nowrap">e-mail</span>');
  expect(html).toContain('10:30&nbsp;AM');
});

test.each([
  ['1:12 PM', '1:12&nbsp;PM'],
  ['Tue, Nov 24, 10:30 AM', 'Tue, Nov 24, 10:30&nbsp;AM'],
  ['3 h 20 min', '3&nbsp;h&nbsp;20&nbsp;min'],
  ['2 days 4 h', '2&nbsp;days 4&nbsp;h'],
  ['5 días', '5&nbsp;días'],
  ['1,2 MB', '1,2&nbsp;MB'],
  ['3 hábitos', '3 hábitos'],
  ['vitória às 3 história', 'vitória às 3 história'],
])('of what the desk words itself, %s becomes %s; its text stays', (words, html) => {
  const seal = sealer();
  const placeholder = String(seal.measure(words));
  expect(unsealHtml(placeholder, seal.contents)).toBe(html);
  expect(unsealText(placeholder, seal.contents)).toBe(words);
});

test.each(['3 hábitos', 'Ordem 12 B', 'Caiu às 3 h', 'Só 10 min', '2 MB'])(
  'what others wrote keeps its blanks: %s',
  (subject) => {
    expect(write('pt-BR', acknowledgement({ subject })).html).toContain(subject);
  },
);

test('a command that is given back can be copied as it was written', () => {
  const trouble = { what: 'unknown-command', written: '#hold 3 days', nearest: null } as const;
  const values = { kind: 'agent-problem', number: null, subject: 'x', troubles: [trouble], text: 'x' } as const;
  const { html } = write('en', { ...values, troubles: [trouble] });
  expect(html).toMatch(/<code[^>]*>#hold 3 days<\/code>/);
});

test('what is tapped in HTML is told in the text as what to write', () => {
  const [solved] = followUpSamples('follow-up-solved');
  if (!solved) throw new Error('no sample');
  const { text } = write('pt-BR', solved);
  expect(text).toContain('Responda só com “não resolvido”, ou conte');
  expect(text).toContain('- avaliação boa\n- avaliação regular\n- avaliação ruim\n');
  expect(text).toContain('Portal de atendimento\n<https://portal.desk.example>');
});
