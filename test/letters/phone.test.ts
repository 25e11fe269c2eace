/** On a phone's width: nothing makes a letter wider than the screen, and nothing is broken that is read, or copied, as one. */
import { describe, expect, test } from 'vitest';
import { agentSamples } from '../../src/letters/agent-samples.ts';
import { digestSamples } from '../../src/letters/digest-samples.ts';
import { followUpSamples } from '../../src/letters/follow-up-samples.ts';
import { type LetterValues, TEMPLATES } from '../../src/letters/letter.ts';
import { sampleValues } from '../../src/letters/samples.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES, type Language } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const write = (language: Language, values: LetterValues, of = desk) =>
  writeLetter(templates, draft(language, values), of);

const ONE_LINE = /white-space:nowrap">([^<]*)</g;

describe.each(LANGUAGES)('in %s', (language) => {
  test('words without a blank are broken wherever they stand: the desk’s name and address too', () => {
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

  test('what stays on one line is short enough for any phone', () => {
    for (const name of TEMPLATES) {
      for (const values of sampleValues(name)) {
        for (const [, kept = ''] of write(language, values).html.matchAll(ONE_LINE))
          expect(kept.length, kept).toBeLessThan(26);
      }
    }
    const { html } = write(language, acknowledgement({ number: 'ABCDEFGHIJKLMNOPQRST-123456789012' }));
    expect(html).not.toContain('nowrap">ABCDEF');
  });

  test('a telephone number and a command are not broken', () => {
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

test('what is tapped in HTML is told in the text as what to write', () => {
  const [solved] = followUpSamples('follow-up-solved');
  if (!solved) throw new Error('no sample');
  const { text } = write('pt-BR', solved);
  expect(text).toContain('Responda só com “não resolvido”, ou conte');
  expect(text).toContain('- avaliação boa\n- avaliação regular\n- avaliação ruim\n');
  expect(text).toContain('Portal de atendimento\n<https://portal.desk.example>');
});
