/** The letters to agents: they can be worked from, they are recognised again, and nothing that anybody wrote breaks out of them. */
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { agentSamples } from '../../src/letters/agent-samples.ts';
import type { AgentValues, Moved } from '../../src/letters/agent-values.ts';
import { type LetterValues, TEMPLATES } from '../../src/letters/letter.ts';
import { MARKER } from '../../src/letters/marker.ts';
import { composeMail } from '../../src/letters/mime.ts';
import { namesFor } from '../../src/letters/values.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { commandNamed } from '../../src/ticket/commands/vocabulary.ts';
import { LANGUAGES, type Language } from '../../src/ticket/ticket.ts';
import { desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const AGENTS = TEMPLATES.filter((name): name is AgentValues['kind'] => name.startsWith('agent-'));
const write = (language: Language, values: LetterValues) => writeLetter(templates, draft(language, values), desk);

type TicketValues = AgentValues & { kind: 'agent-ticket' };

function ticket(part: Partial<TicketValues> = {}): TicketValues {
  const found = agentSamples('agent-ticket').find((values): values is TicketValues => values.kind === 'agent-ticket');
  if (!found) throw new Error('There is no sample of a ticket.');
  return { ...found, ...part };
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(AGENTS)('%s is marked near its top, and reads well in every shape', (name) => {
    for (const values of agentSamples(name)) {
      const letter = write(language, values);
      const lines = letter.text.split('\n');
      const marked = lines.findIndex((line) => line.startsWith(MARKER.begin) && line.endsWith(MARKER.end));
      expect(marked).toBeGreaterThan(0);
      expect(marked).toBeLessThan(16);
      expect(letter.html).toMatch(/>\[-- [^<]+ --\]<\/p>/);
      for (const part of [letter.subject, letter.text, letter.html]) {
        expect(part).not.toMatch(/null|undefined|\[object|\{\{|\{%|[\uE000-\uF8FF]/);
      }
      expect(letter.subject.length).toBeGreaterThan(15);
      expect(letter.text.replace(/^ +/gm, '')).not.toMatch(/ {2}| [,.;:]|\( ?\)|\*\*|“”| \n|\n{3}/);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(74);
      expect(letter.html).not.toMatch(/<(li|ul|p|strong|blockquote|code)\b[^>]*>\s*<\/\1>/);
    }
  });

  test('everything about one ticket has one subject', () => {
    const subjects = AGENTS.flatMap((name) => agentSamples(name))
      .filter((values) => 'number' in values && values.number === 'BLIP-1024' && values.subject !== '')
      .map((values) => write(language, values).subject);
    expect(new Set(subjects)).toEqual(new Set(['[BLIP-1024] Bot não responde no WhatsApp']));
    expect(write(language, ticket()).subject).toBe('[BLIP-1024] Bot não responde no WhatsApp');
  });

  test('every command that a letter tells of exists', () => {
    const told = AGENTS.filter((name) => name !== 'agent-problem')
      .flatMap((name) => agentSamples(name))
      .flatMap(
        (values) =>
          write(language, values)
            .text.replaceAll('#resolvdo', '')
            .match(/#\p{L}+/gu) ?? [],
      );
    expect(told.length).toBeGreaterThan(30);
    expect([...new Set(told)].filter((word) => commandNamed(word.slice(1)) === null)).toEqual([]);
  });

  test('what happened on a ticket reads well where nobody knows who did it, or when', () => {
    const happened = (moved: Moved) =>
      write(language, { kind: 'agent-held', number: 'BLIP-1024', subject: 'x', moved: [moved], since: [], answer: 'x' })
        .text.split('\n')
        .filter((line) => line.startsWith('- ') && !line.includes('#'));
    const unknown = { who: null, at: null };
    for (const what of ['answered', 'wrote', 'merged', 'closed', 'handed-over', 'repeated', 'too-many'] as const) {
      expect(happened({ what, ...unknown })).toEqual([expect.stringMatching(/^- \p{Ll}[\p{Ll} :-]{10,}$/u)]);
    }
    expect(happened({ what: 'merged', ...unknown, ticket: 'BLIP-1001' })).toEqual([
      expect.stringContaining('BLIP-1001'),
    ]);
    expect(happened({ what: 'closed', who: null, at: said.at })).toEqual([expect.stringMatching(/[a-z], .*23/)]);
  });

  test('of a letter that may have arrived nobody is told that it did not', () => {
    const about = { number: null, subject: null, to: 'ana@acme.example', template: 'reply', diagnostic: 'lost' };
    const unsure = write(language, { kind: 'agent-notice', ...about, notice: 'unsure', letterId: 4711 });
    const bounced = write(language, { kind: 'agent-notice', ...about, notice: 'bounced' });
    expect(unsure.text).toMatch(/chamado outbox\s+retry\s+4711/);
    expect(unsure.subject).toContain('ana@acme.example');
    expect(bounced.text).not.toContain('retry');
    expect(unsure.text.split('\n')[0]).not.toBe(bounced.text.split('\n')[0]);
  });

  test('of an agent’s mail that was held the agent reads as of their own, the lead as of a colleague’s', () => {
    const notSaid = { kind: 'agent-notice', notice: 'not-said', agent: 'Bia Lima', mailId: 731 } as const;
    const told = (yours: boolean) => {
      const { subject, text } = write(language, { ...notSaid, number: null, subject: null, yours });
      return `${subject}\n${text}`;
    };
    const own = { 'pt-BR': /Seu e-mail foi retido/g, en: /Your e-mail was held/g, es: /Se retuvo tu correo/g }[
      language
    ];
    expect(told(true).match(own)).toHaveLength(2);
    expect(told(true)).not.toContain('Bia Lima');
    expect(told(false)).not.toMatch(own);
    expect(told(false).match(/Bia\s+Lima/g)).toHaveLength(2);
  });

  test('the help tells of every command, each once', () => {
    const [values] = agentSamples('agent-help');
    const { text } = values ? write(language, values) : { text: '' };
    const listed = [...text.matchAll(/^- #(\p{L}+)/gmu)].map(([, word = '']) => commandNamed(word));
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toHaveLength(27);
  });

  test('a customer’s lines arrive as they were written', () => {
    const words = `Oi,\n\n  curl -v https://a.example/${'x'.repeat(100)}\n\tum texto que é bem mais longo do que uma linha de um e-mail costuma ser, e não é quebrado\n\nAna`;
    const letter = write(language, ticket({ message: { ...said, text: words } }));
    expect(letter.text).toContain(`\n\n${words}\n\n`);
    expect(letter.html).not.toContain('href="https://a.example');
    expect(letter.html).toContain('&nbsp;&nbsp;curl -v https://a.example/');
  });

  test('a ticket’s card tells who, what, by when, and what is attached', () => {
    const { text } = write(language, ticket());
    for (const told of [
      'Ana Souza',
      'ana@acme.example',
      'Acme',
      'Plus',
      'Bia Lima',
      'suporte',
      'whatsapp',
      'bot.log (48 KB)',
      'gravação.mp4 (38 MB)',
    ])
      expect(text).toContain(told);
    expect(text).toMatch(/23|Nov 23/);
  });
});

const said = {
  at: Date.UTC(2026, 10, 23, 16),
  who: 'Ana Souza',
  address: 'ana@acme.example',
  direction: 'in' as const,
};

describe.each([
  ['CR LF and a header', 'Hello\r\nBcc: victim@evil.example\r\n\r\nbody'],
  ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a closed attribute', '"><a href="https://evil.example">x</a>'],
  ['a Markdown link and image', '[click](https://evil.example) ![x](https://evil.example/x.png)'],
  ['Liquid', '{{ card.requesterAddress }} {% for x in before %}{{ x.text }}{% endfor %}'],
  ['headings, rules and lists', '# Head\n---\n- item\n> quote\n```html\nx\n```\n***'],
  ['our own placeholders', 'x\uE000\uE001\uEC00\uEC01\uF000\uF8FFy'],
  ['a foreign picture', '[cid:secret] [cid:"><b>]'],
  ['separators and overrides', 'a\u2028b\u2029c\u202Ed\u0000e'],
  ['many lines', 'line\n'.repeat(9_000)],
])('%s', (_, hostile) => {
  test('in every free field of a letter to an agent stays text', async () => {
    const shapes = await Promise.all(['word', hostile].map((word) => shapeOf(hostileTicket(word))));
    expect(shapes[1]).toEqual(shapes[0]);
  });

  test('in an agent’s own words that are given back stays text', async () => {
    const held = (word: string): AgentValues => ({
      kind: 'agent-held',
      number: 'BLIP-1',
      subject: word,
      moved: [{ what: 'wrote', who: word, at: 0 }],
      since: [{ at: 0, who: word, direction: 'note', text: word }],
      answer: word,
    });
    expect(await shapeOf(held(hostile))).toEqual(await shapeOf(held('word')));
  });
});

function hostileTicket(word: string): AgentValues {
  const { card } = ticket();
  return ticket({
    by: word,
    card: {
      ...card,
      subject: word,
      tags: [word],
      queue: word,
      assignee: word,
      requester: { name: word, address: word },
      people: [{ name: word, address: word }],
      organization: word,
      plan: word,
    },
    message: { ...said, who: word, address: word, text: word },
    because: [word],
    attached: [{ name: word, size: 1 }],
    listed: [{ name: word, size: 1 }],
    before: [{ at: 0, who: word, direction: 'in', text: word }],
  });
}

/** What must be the same whatever the values say; a text's own line ends are no structure. */
async function shapeOf(values: AgentValues) {
  const letter = draft('pt-BR', values);
  const mail = await simpleParser(await composeMail(letter, writeLetter(templates, letter, desk), desk, 0));
  const html = String(mail.html);
  return {
    headers: mail.headerLines.map((header) => header.key),
    elements: html.match(/<\/?[a-z][^\s>]*/gi)?.filter((element) => element !== '<br'),
    targets: [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1]),
    attachments: mail.attachments.length,
    isClean: !/[\u0000\u2028\u2029\u202A-\u202E\uE000-\uF8FF]/.test(`${mail.subject}${mail.text}`),
  };
}

test('no letter to a customer has a value of those to agents', () => {
  const shared = /^(desk|links|actions)\.|^(number|subject|type|state|plan|organization)$/;
  const inside = new Set(AGENTS.flatMap((name) => namesFor(name)).filter((name) => !shared.test(name)));
  expect(inside.has('card.requesterAddress')).toBe(true);
  for (const name of TEMPLATES.filter((each) => !each.startsWith('agent-'))) {
    const leaked = namesFor(name).filter((each) => inside.has(each));
    // An answer is an agent's words for the customer.
    expect(leaked).toEqual(name === 'reply' || name === 'incident-update' ? ['answer'] : []);
  }
});
