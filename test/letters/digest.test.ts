import { describe, expect, test } from 'vitest';
import { digestSamples } from '../../src/letters/digest-samples.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { desk, draft, SHIPPED } from './drafts.ts';

const { templates, problems } = await loadTemplates(SHIPPED, null);
const [full, , nothing] = digestSamples();

describe.each(LANGUAGES)('the digest in %s', (language) => {
  test('reads well on any day', () => {
    expect(problems.filter(({ path }) => path.endsWith('digest.md'))).toEqual([]);
    for (const values of digestSamples()) {
      const { subject, text, html } = writeLetter(templates, draft(language, values), desk);
      for (const part of [subject, text, html])
        expect(part).not.toMatch(/null|undefined|\[object|\{\{|\{%|[\uE000-\uF8FF]/);
      expect(text.replace(/^ +/gm, '')).not.toMatch(/ {2}| [,.;:]|\( ?\)|\*\*| \n|\n{3}/);
    }
  });

  test('tells what to do about what waits', () => {
    if (!full) throw new Error('no sample');
    const { text } = writeLetter(templates, draft(language, full), desk);
    for (const told of ['BLIP-1024', 'chamado quarantine show 731', 'chamado outbox retry 88', 'ana@acme.example'])
      expect(text).toContain(told);
  });

  test('is short when nothing does', () => {
    if (!nothing) throw new Error('no sample');
    const { text } = writeLetter(templates, draft(language, nothing), desk);
    expect(text.split('\n').length).toBeLessThan(14);
    expect(text).not.toContain('##');
  });
});
