/** The letters about an incident: what its customers learn of it, and what agents must know before they answer all of them. */
import { describe, expect, test } from 'vitest';
import { agentSamples } from '../../src/letters/agent-samples.ts';
import type { AgentValues, Done, Notice, TicketCard } from '../../src/letters/agent-values.ts';
import type { IncidentUpdateValues } from '../../src/letters/customer-values.ts';
import type { LetterDesk, LetterValues, WrittenLetter } from '../../src/letters/letter.ts';
import { MARKER } from '../../src/letters/marker.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { commandNamed } from '../../src/ticket/commands/vocabulary.ts';
import { wishIn } from '../../src/ticket/self-service/wish.ts';
import { LANGUAGES, type Language, TICKET_STATES, type TicketState } from '../../src/ticket/ticket.ts';
import { messageWith } from '../ticket/messages.ts';
import { acknowledgement, desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);

const SINCE = Date.UTC(2026, 10, 23, 12, 5);
const SINCE_IN_WORDS: Record<Language, string> = {
  'pt-BR': 'desde segunda-feira, 23 de novembro, às 09:05 (horário de Brasília)',
  en: 'since Monday, November 23, at 9:05 AM (Brasilia time)',
  es: 'desde el lunes 23 de noviembre a las 09:05 (hora de Brasilia)',
};
const TO_ALL: Record<Language, RegExp> = {
  'pt-BR': /vai a todos os clientes/,
  en: /goes to all customers/,
  es: /va a todos los clientes/,
};

const written = (language: Language, values: LetterValues, from: LetterDesk = desk) =>
  writeLetter(templates, draft(language, values), from);
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const said = ({ text }: WrittenLetter) => oneLine(text);
/** What an agent reads before the line above which they answer. */
const opening = ({ text }: WrittenLetter) => oneLine(text.slice(0, text.indexOf(MARKER.begin)));

function update(part: Partial<IncidentUpdateValues> = {}): IncidentUpdateValues {
  return {
    kind: 'incident-update',
    number: 'BLIP-1024',
    contactName: 'Ana Souza',
    subject: 'Bot fora do ar',
    answer: 'Encontramos a causa.\n\nVoltamos a escrever às 15h.',
    agentName: 'Bia',
    organization: 'Padaria Sol',
    state: 'open',
    ...part,
  };
}

type IncidentValues = AgentValues & { kind: 'agent-incident' };

function incident(part: Partial<IncidentValues> = {}): IncidentValues {
  const found = agentSamples('agent-incident').find((values): values is IncidentValues => 'parts' in values);
  if (!found) throw new Error('There is no sample of an incident.');
  return { ...found, ...part };
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('who reports what others reported before learns since when it is known, and where to look', () => {
    const letter = written(language, acknowledgement({ known: { since: SINCE } }));
    expect(said(letter)).toContain(SINCE_IN_WORDS[language]);
    expect(letter.text.match(/https:\/\/\S+/)?.[0]).toMatch(/^https:\/\/status\.desk\.example/);
    expect(letter.html.match(/https:\/\/status\.desk\.example/g)).toHaveLength(1);
    // The promise is theirs as anybody's, and stands in the same panel.
    expect(said(letter)).toMatch(/10:30/);
    expect(letter.html.match(/<blockquote/g)).toHaveLength(1);
  });

  test('without a status page the same is said, and nothing else is missing', () => {
    const links = { ...desk.links, status: null, portal: null, helpCenter: null };
    for (const firstResponseDue of [null, Date.UTC(2026, 10, 24, 13, 30)]) {
      const values = acknowledgement({ known: { since: SINCE }, contactName: null, subject: null, firstResponseDue });
      const letter = written(language, values, { ...desk, links });
      expect(said(letter)).toContain(SINCE_IN_WORDS[language]);
      expect(letter.text.replace(/^ +/gm, '')).not.toMatch(/ {2}| [,.;:]|:\n\n(?!- )|\n{3}|null/);
      expect(letter.html.match(/<blockquote/g)).toHaveLength(1);
    }
  });

  test('who reports something of their own hears of no others, in letters of older versions neither', () => {
    const older = written(language, acknowledgement());
    expect(said(written(language, acknowledgement({ known: null })))).toBe(said(older));
    expect(said(older)).not.toMatch(/outros clientes|other customers|otros clientes/i);
  });

  test('who is told that it is known can still say that it is something else', () => {
    const { html } = written(language, acknowledgement({ known: { since: SINCE } }));
    const wishes = [...html.matchAll(/href="mailto:suporte@desk\.example\?subject=([^"]+)"/g)].map(
      ([, subject = '']) => wishIn(messageWith({ subject: decodeURIComponent(subject), ownText: '' }), 'BLIP')?.wish,
    );
    expect(wishes.slice(0, 2)).toEqual(['type', 'type']);
  });

  test('an update is the agent’s words, the ticket’s number, and that others have it too', () => {
    const letter = written(language, update());
    expect(letter.subject).toBe('Re: [BLIP-1024] Bot fora do ar');
    expect(letter.text.startsWith('Encontramos a causa.\n\nVoltamos a escrever às 15h.\n\nBia\nSuporte Acme\n')).toBe(
      true,
    );
    expect(letter.html.slice(letter.html.indexOf('<body'))).toMatch(/^<body[^>]*>\s*<div[^>]*>\s*<p[^>]*>Encontramos/);
    expect(said(letter)).toContain('BLIP-1024.');
    expect(said(letter)).toMatch(/o mesmo problema|the same problem|el mismo problema/);
    expect(said(letter)).not.toContain('Padaria Sol');
  });

  test('an update that solves it says how to tell us that it is not', () => {
    const { html } = written(language, update({ state: 'solved' }));
    const subject = /href="mailto:suporte@desk\.example\?subject=([^"]+)"/.exec(html)?.[1] ?? '';
    const wish = wishIn(messageWith({ subject: decodeURIComponent(subject), ownText: '' }), 'BLIP');
    expect(wish).toMatchObject({ wish: 'reopen', number: 1024 });
    const silent = written(language, update({ state: 'solved' }), { ...desk, selfService: false });
    expect(silent.html).not.toContain('mailto:');
    expect(said(silent)).toMatch(
      /Responda a este e-mail e conte|Reply to this e-mail and tell|Responde a este correo y/,
    );
  });

  test('each state after an update is told in its own words', () => {
    const updates = TICKET_STATES.map((state) => said(written(language, update({ state }))));
    expect(new Set(updates).size).toBe(TICKET_STATES.length - 1);
  });

  test('before the line that agents answer above it says that an answer goes to all customers', () => {
    const openings = ([{ you: true }, { you: false, lead: 'Caio Reis' }, { you: false, lead: null }] as const).map(
      (writer) => opening(written(language, incident({ writer }))),
    );
    for (const told of openings) expect(told).toMatch(TO_ALL[language]);
    expect(openings.map((told) => told.includes('Caio Reis'))).toEqual([false, true, false]);
    // Who may not write is told how they may, there and then.
    expect(openings.map((told) => /#(pegar|take|tomar)/.test(told))).toEqual([false, true, true]);
  });

  test('an incident’s letter lists its tickets, and says how many more there are', () => {
    const parts = Array.from({ length: 60 }, (_, index) => ({
      number: `BLIP-${2000 + index}`,
      organization: `Cliente ${index}`,
      subject: `Parou ${index}`,
      createdAt: SINCE,
    }));
    const letter = written(language, incident({ parts, more: 5 }));
    expect(letter.text.match(/^- BLIP-20\d\d · Cliente \d+\n {2}Parou \d+ · .*9:05.*$/gm)).toHaveLength(50);
    expect(letter.text).toMatch(/^- (e mais 15|and 15 more|y 15 más)$/m);
    expect(opening(letter)).toContain('65');
    expect(written(language, incident({ parts: parts.slice(0, 3), more: 0 })).text).not.toMatch(/mais 0|0 more|0 más/);
  });

  test('an incident’s letter says how a ticket leaves it, how another joins, and how all are solved', () => {
    const { text } = written(language, incident());
    const named = [...text.matchAll(/#(\p{L}+)/gu)].map(([, word = '']) => commandNamed(word));
    for (const name of ['leave', 'join', 'solved', 'note', 'status'] as const) expect(named).toContain(name);
    expect(said({ subject: '', html: '', text })).toMatch(/#(incluir|join) BLIP-1024/);
  });

  test('every other letter about an incident says so before anybody answers it', () => {
    for (const values of [...agentSamples('agent-ticket'), ...agentSamples('agent-due')]) {
      if (!('card' in values)) continue;
      const letter = written(language, values);
      const isIncident = typeof values.card.gathers === 'string';
      expect(TO_ALL[language].test(opening(letter))).toBe(isIncident);
      if (isIncident) expect(letter.text).not.toMatch(/suporte@desk\.example|#(macro|pendente|pending|pendiente)/);
    }
    for (const values of [...agentSamples('agent-held'), ...agentSamples('agent-problem')]) {
      if (!('onIncident' in values || values.kind === 'agent-held' || values.kind === 'agent-problem')) continue;
      const isIncident = 'onIncident' in values && values.onIncident === true;
      expect(TO_ALL[language].test(opening(written(language, values)))).toBe(isIncident);
    }
  });

  test('a short notice about an incident calls it one, and says that what answers it goes to nobody', () => {
    for (const values of agentSamples('agent-notice')) {
      if (values.kind !== 'agent-notice' || values.number === null) continue;
      const letter = said(written(language, values));
      const toNobody = /não vai a ninguém|is sent to nobody|no va a nadie/.test(letter);
      expect(toNobody).toBe(values.onIncident === true);
      if (values.notice === 'taken' || values.notice === 'handed-over')
        expect(/(este|este|this) incident/.test(letter)).toBe(values.onIncident === true);
    }
  });

  test('who wrote to all from a notice is told where to write, and whose letter it is not', () => {
    const trouble = { what: 'answer-the-card', number: 'BLIP-1030' } as const;
    const values = {
      kind: 'agent-problem',
      number: null,
      subject: 'Re: Bot',
      troubles: [trouble],
      text: 'Oi',
    } as const;
    const letter = written(language, { ...values, troubles: [trouble] });
    expect(said(letter)).toMatch(/#(situação|status|estado) BLIP-1030/);
    expect(opening(letter)).not.toMatch(TO_ALL[language]);
  });

  test('an incident’s card lists its tickets, says who waits, and where there is no list how to have it', () => {
    const [found] = agentSamples('agent-ticket');
    if (found?.kind !== 'agent-ticket') throw new Error('There is no sample of a ticket.');
    const part = { number: 'BLIP-1019', organization: 'Padaria Sol', state: 'open', createdAt: SINCE } as const;
    const card = (parts: TicketCard['parts']) =>
      written(language, {
        ...found,
        occasion: 'status',
        message: null,
        card: { ...found.card, gathers: 'whatsapp', parts: parts ?? null },
      }).text;
    const listed = card({
      shown: [
        { ...part, waits: true },
        { ...part, number: 'BLIP-1021', waits: false },
      ],
      more: 3,
    });
    expect(listed).toMatch(/^- BLIP-1019 · Padaria Sol\n {2}.*9:05.*(espera|waits)/m);
    expect(listed).toMatch(/^- BLIP-1021 · Padaria Sol\n {2}(?!.*(espera resp|waits)).*9:05/m);
    expect(listed).toMatch(/^- (e mais 3|and 3 more|y 3 más)$/m);
    const many = card({ shown: Array.from({ length: 60 }, () => ({ ...part, waits: false })), more: 5 });
    expect(many.match(/Padaria Sol/g)).toHaveLength(50);
    expect(many).toMatch(/^- (e mais 15|and 15 more|y 15 más)$/m);
    expect(card({ shown: [], more: 0 })).toMatch(/todos resolvidos|All its tickets are solved|Todos sus tickets están/);
    for (const text of [listed, card({ shown: [], more: 0 })]) expect(text).not.toMatch(/lista: |the list: /);
    expect(card(null)).toMatch(/(ver a lista|For the list|ver la lista).*#(situação|status|estado)/);
  });

  test('a receipt of an end without words names who is left, and does not say that nothing is to be done', () => {
    const receipt = (done: Done[]) =>
      said(written(language, { kind: 'agent-receipt', number: 'BLIP-1030', subject: 'Bot', done }));
    const over: Done = { did: 'over-with-it', to: 'solved', tickets: 12 };
    const left: Done = { did: 'left-open', numbers: ['BLIP-1019', 'BLIP-1021'] };
    expect(receipt([over])).toMatch(/(resolvido|solved|resuelto).*: 12$/);
    expect(receipt([over])).toMatch(/não precisa|nothing for you|no tienes/);
    expect(receipt([over, left])).toContain('BLIP-1019, BLIP-1021');
    expect(receipt([over, left])).not.toMatch(/não precisa|nothing for you|no tienes/);
  });

  test('news and the promise of an acknowledgement are one story, also where nothing is promised', () => {
    const known = { since: SINCE };
    const due = Date.UTC(2026, 10, 24, 13, 30);
    const promised = said(written(language, acknowledgement({ known, firstResponseDue: due })));
    expect(promised).toMatch(/(Mesmo que ainda não haja|Even if there is no|Aunque todavía no haya)/);
    expect(promised).not.toMatch(/vai responder a você|team will reply|te responderá/);
    const none = said(written(language, acknowledgement({ known, firstResponseDue: null })));
    expect(none).not.toMatch(/vai responder a você|team will reply|te responderá|Mesmo que|Even if|Aunque/);
    expect(said(written(language, acknowledgement({ firstResponseDue: due })))).toMatch(
      /vai responder a você até|team will reply by|te responderá a más tardar/,
    );
  });

  test('a customer’s ticket that is part of an incident says of which, and how it leaves', () => {
    const found = agentSamples('agent-ticket').find((values) => values.kind === 'agent-ticket' && values.message);
    if (found?.kind !== 'agent-ticket') throw new Error('There is no sample of a ticket.');
    const card = (part: Partial<TicketCard>) => written(language, { ...found, card: { ...found.card, ...part } }).text;
    expect(card({ partOf: 'BLIP-1030' })).toMatch(/^- .*BLIP-1030.*#(retirar|leave)$/m);
    expect(card({ partOf: null })).not.toMatch(/BLIP-1030|#(retirar|leave)/);
  });

  test('a receipt tells on how many tickets the customers have the words, and where nobody has them', () => {
    const receipt = (tickets: number) => {
      const done: Done[] = [{ did: 'updated', tickets }];
      return said(written(language, { kind: 'agent-receipt', number: 'BLIP-1030', subject: 'Bot fora do ar', done }));
    };
    expect(receipt(12)).toContain('12');
    expect(receipt(0)).toMatch(/Nenhum cliente|No customer|Ningún cliente/);
    expect(new Set([0, 1, 2].map(receipt)).size).toBe(3);
  });

  test('who has tickets that are left open when the incident is over is not told that nothing is to be done', () => {
    const notice = (left: { left?: string[] }) => {
      const tickets = ['BLIP-1019', 'BLIP-1021'];
      const told: Notice = { notice: 'incident-update', by: 'Caio', incident: 'BLIP-1030', tickets, state: 'solved' };
      return written(language, { kind: 'agent-notice', number: null, subject: null, ...told, ...left });
    };
    const all = /com todos os chamados|with all its tickets|con todos sus tickets/;
    const nothing = /não precisa|nothing for you|No tienes/;
    expect(opening(notice({}))).toMatch(all);
    expect(opening(notice({}))).toMatch(nothing);
    expect(opening(notice({ left: [] }))).not.toMatch(all);
    expect(opening(notice({ left: [] }))).toMatch(nothing);
    expect(opening(notice({ left: ['BLIP-1021'] }))).not.toMatch(nothing);
    expect(said(notice({ left: ['BLIP-1021'] }))).toMatch(/: BLIP-1021\./);
  });

  test('who works on one of its tickets hears what became of them', () => {
    const news: Notice = {
      notice: 'incident-update',
      by: 'Caio Reis',
      incident: 'BLIP-1030',
      tickets: ['BLIP-1019', 'BLIP-1021'],
      state: 'open',
    };
    const notice = (state: TicketState) =>
      written(language, { kind: 'agent-notice', number: null, subject: null, ...news, state });
    for (const state of ['open', 'solved', 'closed'] as const) {
      expect(notice(state).subject).toContain('BLIP-1030');
      expect(said(notice(state))).toContain('BLIP-1019, BLIP-1021.');
      // It may have been solved without a word to anybody.
      const isWritten = /todos os clientes|all customers|todos los clientes/.test(opening(notice(state)));
      expect(isWritten).toBe(state === 'open');
    }
  });
});

test.each([
  '<script>alert(1)</script>',
  '"><a href="https://evil.example">x</a>',
  '[click](https://evil.example) ![x](https://evil.example/x.png)',
  '# Head\n---\n- item\n> quote',
  '{{ card.number }} {% for x in parts %}{% endfor %}',
  'a\uE000\uEC00\uF000\u2028b\u202E',
])('%j in what customers wrote stays text in the letter about their incident', (hostile) => {
  const shape = (word: string) => {
    const part = { number: 'BLIP-1', organization: word, subject: word, createdAt: SINCE };
    const { html } = written(
      'en',
      incident({ tag: word, parts: [part], because: [word], writer: { you: false, lead: word } }),
    );
    return { elements: html.match(/<\/?[a-z][^\s>]*/gi), targets: html.match(/(href|src)="[^"]*"/g) };
  };
  expect(shape(hostile)).toEqual(shape('word'));
});
