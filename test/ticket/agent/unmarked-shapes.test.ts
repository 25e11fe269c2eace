/** Every letter to agents, quoted without a mark in every way that a program may do it: its line to reply above is never lost. */
import { expect, test } from 'vitest';
import { agentSamples } from '../../../src/letters/agent-samples.ts';
import type { AgentValues } from '../../../src/letters/agent-values.ts';
import { TEMPLATES } from '../../../src/letters/letter.ts';
import { MARKER } from '../../../src/letters/marker.ts';
import { writeLetter } from '../../../src/letters/write.ts';
import { ownText } from '../../../src/mail/reply/own.ts';
import { htmlText } from '../../../src/mail/text/html.ts';
import { loadTemplates } from '../../../src/templates.ts';
import { LANGUAGES } from '../../../src/ticket/ticket.ts';
import { desk, draft, SHIPPED } from '../../letters/drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const AGENTS = TEMPLATES.filter((name): name is AgentValues['kind'] => name.startsWith('agent-'));
const LETTERS = LANGUAGES.flatMap((language) =>
  AGENTS.map((name) => ({
    name,
    language,
    letters: firstAndLast(agentSamples(name)).map((values) => writeLetter(templates, draft(language, values), desk)),
  })),
);

interface Quoting {
  above: string;
  below: string;
  begin?: string;
  end?: string;
}

const WAYS: Record<string, Quoting> = {
  'nothing between': { above: 'Voltou ao ar.', below: '' },
  'a line of underscores': { above: 'Voltou ao ar.\n\n________________________________', below: '' },
  'a signature above': { above: 'Voltou ao ar.\n\n-- \nBia Lima\nBlip', below: '' },
  'her name above': { above: 'Voltou ao ar.\n\nBia Lima', below: '' },
  'the answer below': { above: '', below: 'Voltou ao ar.' },
  'answers on both sides': { above: 'Voltou.', below: 'Pode testar.' },
  'no answer': { above: '', below: '' },
  'a border': {
    above: 'Voltou.',
    below: '',
    begin: '<div style="border-left:1px solid #ccc;padding-left:6px">',
    end: '</div>',
  },
  'a border, and the answer below': {
    above: '',
    below: 'Voltou.',
    begin: '<div style="border:1px solid #ccc">',
    end: '</div>',
  },
};

const paragraphs = (text: string) =>
  text
    .split('\n\n')
    .map((one) => `<p>${one.replaceAll('\n', '<br>')}</p>`)
    .join('');

test.each(
  LETTERS.flatMap(({ name, language, letters }) =>
    Object.entries(WAYS).map(([way, quoting]) => ({ name, language, letters, way, quoting })),
  ),
)('$name in $language, $way', ({ letters, quoting: { above, below, begin = '', end = '' } }) => {
  for (const letter of letters) {
    const text = [above, letter.text, below].join('\n\n');
    const html = [paragraphs(above), begin, bodyOf(letter.html), end, paragraphs(below)].join('\n');
    const forms = [
      { text, html: '' },
      { text: htmlText(html), html },
      { text, html },
    ];
    for (const form of forms) {
      const own = ownText(form.text, { html: form.html, isWhole: form.html !== '' }, [], 'Bia Lima');
      expect([own, own.includes(MARKER.begin), own.includes(MARKER.end)]).toEqual([own, true, true]);
    }
  }
});

function bodyOf(html: string): string {
  return /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html;
}

/** A few letters have many forms, which differ in a sentence. */
function firstAndLast<T>(all: readonly T[]): T[] {
  return all.filter((_, i) => i === 0 || i === all.length - 1);
}
