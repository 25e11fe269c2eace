/** Who gets which letter once time has passed, and what stands in it. */
import { describe, expect, test } from 'vitest';
import type { LetterDraft } from '../../../src/letters/letter.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import type { Act, DueTicket, What } from '../../../src/ticket/follow-up/act.ts';
import { lettersOf, serialOfAct } from '../../../src/ticket/follow-up/letters.ts';
import { AUDIENCES, CUSTOMER_LETTERS, type NoticeKind } from '../../../src/ticket/follow-up/rules.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import { METRICS, TICKET_STATES, type TicketEvent, type TicketFacts } from '../../../src/ticket/ticket.ts';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { agent, DAY, desk, facts, NOW, queue, said, ticket } from '../../support/facts.ts';

const HOUR = 3_600_000;
const channels = ['email', 'phone-on-escalation'];
const staffed = (over: Partial<Desk> = {}) =>
  desk({
    plans: new Map([...desk().plans, ['super', { name: 'Super', channels, sla: 'standard', rank: 4 }]]),
    agents: [
      agent(),
      agent({ id: 'caio', name: 'Caio Reis', publicName: 'Caio', addresses: ['caio@desk.example'], languages: ['es'] }),
      agent({ id: 'dora', name: 'Dora Nunes', publicName: 'Dora', addresses: ['dora@desk.example'] }),
      agent({ id: 'eli', name: 'Eli Paz', publicName: 'Eli', addresses: ['eli@desk.example'], active: false }),
    ],
    queues: [queue({ members: ['bia', 'caio', 'eli'], lead: 'dora' })],
    phone: '+55 31 5550-0100',
    ...over,
  });

/** Opened a day ago; with the answers that are told, at which a person vouched for it. */
function due(over: Partial<TicketFacts> = {}, ...events: TicketEvent[]): DueTicket {
  const one = ticket({ queue: 'support', assignee: 'bia', plan: 'Super', ...over });
  const { type, priority, policy, createdAt } = one;
  const all: TicketEvent[] = [{ kind: 'opened', type, priority, policy }, ...events];
  return {
    facts: one,
    events: all.map((event, i) => ({ ...event, id: i + 1, at: createdAt + i * 1_000 })),
    notices: [],
    lastToCustomer: null,
    unreachable: false,
    awayOnly: false,
  };
}
const ANSWERED: TicketEvent = { kind: 'answered', agent: 'bia' };

function act(what: What, over: Partial<Pick<Act, 'kind' | 'anchor' | 'ordinal'>> = {}): Act {
  const of = { kind: 'pending:follow-up-reminder' as const, anchor: 1, ordinal: 1, due: NOW, rule: 'r', because: 'so' };
  return { ...of, ...over, outcome: 'sent', what };
}
const write = (letter: (typeof CUSTOMER_LETTERS)[number], over: Partial<What & { do: 'write' }> = {}) =>
  act({ do: 'write', letter, about: null, closesAt: null, ...over });
const about = { metric: 'firstResponse' as const, dueAt: NOW - 20 * HOUR };
const tell = (over: Partial<What & { do: 'tell' }> = {}) =>
  act({ do: 'tell', letter: 'agent-due', occasion: 'breach', to: ['assignee'], about, share: 100, ...over });

const lettersAt = (one: Act, of: DueTicket, at: Desk = staffed()) => lettersOf(one, of, facts(), at, NOW);
const addresses = (letters: LetterDraft[]) => letters.map(({ to }) => to.address);
const only = (letters: LetterDraft[]): LetterDraft => {
  const [first] = letters;
  if (letters.length !== 1 || !first) throw new Error(`${letters.length} letters`);
  return first;
};

describe('a letter to the customer', () => {
  test('refers to the acknowledgement where nothing on the ticket has an id that they know', () => {
    const lastLetter = '<a@desk.example>';
    const [letter] = lettersAt(
      write('follow-up-quiet', { about }),
      due({ recent: [said({ messageId: null })], lastLetter }),
    );
    expect(letter).toMatchObject({ inReplyTo: lastLetter, references: [lastLetter] });
  });

  test.each(CUSTOMER_LETTERS)(
    '%s goes to each on the ticket, in its conversation and language, and all are seen',
    (name) => {
      const people = [
        { name: 'Davi Melo', address: 'davi@acme.example' },
        { name: 'Ana Souza', address: 'ana@acme.example' },
      ];
      const recent = [
        said({ messageId: '<m1@acme.example>' }),
        said({ direction: 'note', messageId: '<n@desk.example>', agent: 'bia' }),
        said({ direction: 'out', messageId: '<o1@desk.example>', agent: 'bia', text: 'Qual é o bot?' }),
      ];
      const letters = lettersAt(write(name, { about }), due({ people, recent, language: 'es' }, ANSWERED));
      expect(addresses(letters)).toEqual(['ana@acme.example', 'davi@acme.example']);
      for (const letter of letters) {
        expect(letter).toMatchObject({
          template: name,
          language: 'es',
          visible: { to: [{ address: 'ana@acme.example' }], cc: [{ address: 'davi@acme.example' }] },
          inReplyTo: '<o1@desk.example>',
          references: ['<m1@acme.example>', '<o1@desk.example>'],
          values: { kind: name, number: 'BLIP-1003', contactName: letter.to.name, agentName: 'Bia' },
        });
        expect(letter.byPerson).toBeUndefined();
        expect(tokenOfMessageId(letter.messageId, staffed())).toMatchObject({ number: 1003, party: 'c' });
      }
      expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(2);
    },
  );

  test('tells the subject only once a person has answered', () => {
    const subject = (one: DueTicket) => only(lettersAt(write('follow-up-quiet'), one)).values;
    expect(subject(due())).toMatchObject({ subject: null });
    expect(subject(due({ subject: 'Re: [BLIP-1003] Ajuda' }, ANSWERED))).toMatchObject({ subject: 'Ajuda' });
  });

  test('reminds of what the last answer asked, and tells when the ticket is closed', () => {
    const recent = [
      said(),
      said({ direction: 'out', agent: 'bia', text: 'Qual é o bot?' }),
      said({ direction: 'note', agent: 'bia', text: 'Segredo' }),
    ];
    const letter = only(lettersAt(write('follow-up-reminder', { closesAt: NOW + DAY }), due({ recent }, ANSWERED)));
    expect(letter.values).toMatchObject({
      ordinal: 1,
      asked: { agentName: 'Bia', text: 'Qual é o bot?' },
      closesAt: NOW + DAY,
    });
    expect(JSON.stringify(letter)).not.toContain('Segredo');
  });

  test('tells by when a person answers, from the clocks as they stand', () => {
    const fresh = due({ createdAt: NOW - HOUR });
    expect(only(lettersAt(write('follow-up-quiet'), fresh)).values).toMatchObject({
      nextDue: NOW + 3 * HOUR,
      resolutionDue: null,
    });
    const answered = due({ createdAt: NOW - HOUR }, ANSWERED);
    expect(only(lettersAt(write('follow-up-quiet'), answered)).values).toMatchObject({
      nextDue: null,
      resolutionDue: NOW + 7 * HOUR,
    });
  });

  test('that is honest tells what was promised, and the telephone once it is escalated', () => {
    const values = (over: Partial<TicketFacts>, at?: Desk) =>
      only(lettersAt(write('follow-up-missed', { about }), due(over), at)).values;
    expect(values({})).toMatchObject({
      missed: 'firstResponse',
      promisedFor: about.dueAt,
      escalated: false,
      phone: null,
      mayEscalate: true,
    });
    expect(values({ escalatedAt: NOW })).toMatchObject({
      escalated: true,
      phone: '+55 31 5550-0100',
      mayEscalate: false,
    });
    expect(values({ escalatedAt: NOW, plan: 'Plus' })).toMatchObject({
      escalated: true,
      phone: null,
      mayEscalate: false,
    });
  });

  test('about the closing tells until when a reply opens it again', () => {
    const close: What = { do: 'close', letter: 'follow-up-closed', announced: true, tell: [] };
    const letter = only(lettersAt(act(close, { kind: 'pending:close' }), due({ state: 'pending' }, ANSWERED)));
    expect(letter).toMatchObject({
      template: 'follow-up-closed',
      values: { wasSolved: false, reopenUntil: NOW + 14 * DAY },
    });
    const solved = due({ state: 'solved', solvedAt: NOW - DAY }, ANSWERED);
    expect(only(lettersAt(act(close, { kind: 'solved:close' }), solved)).values).toMatchObject({ wasSolved: true });
  });

  test('has nothing of the inside', () => {
    const letters = CUSTOMER_LETTERS.flatMap((name) =>
      lettersAt(write(name, { about }), due({ tags: ['vip-tag'] }, ANSWERED)),
    );
    expect(JSON.stringify(letters.map(({ values }) => values))).not.toMatch(/vip-tag|Bia Lima|bia@desk|support/);
  });
});

describe('a letter inside', () => {
  test('goes to whom the rule names, each once, and never to who is not active', () => {
    const to = (...audiences: (typeof AUDIENCES)[number][]) => addresses(lettersAt(tell({ to: audiences }), due()));
    expect(to('assignee')).toEqual(['bia@desk.example']);
    expect(to('queue')).toEqual(['bia@desk.example', 'caio@desk.example']);
    expect(to('lead')).toEqual(['dora@desk.example']);
    expect(to(...AUDIENCES)).toEqual(['bia@desk.example', 'caio@desk.example', 'dora@desk.example']);
    expect(addresses(lettersAt(tell(), due({ assignee: null })))).toEqual(['bia@desk.example', 'caio@desk.example']);
  });

  test('is proven by a token of its agent, in their language', () => {
    const letters = lettersAt(tell({ to: ['queue'] }), due());
    expect(letters.map(({ messageId }) => tokenOfMessageId(messageId, staffed())?.party)).toEqual(['a-bia', 'a-caio']);
    expect(letters.map(({ language }) => language)).toEqual(['pt-BR', 'es']);
  });

  test('tells how late it is, the ticket as it stands, and the customer’s last words', () => {
    const recent = [said({ text: 'Alguma novidade?' }), said({ direction: 'note', agent: 'bia', text: 'Ver log' })];
    expect(only(lettersAt(tell(), due({ recent }))).values).toMatchObject({
      kind: 'agent-due',
      occasion: 'breach',
      about: { metric: 'firstResponse', dueAt: about.dueAt, left: -20 * HOUR, share: 100, businessTime: false },
      card: {
        number: 'BLIP-1003',
        clocks: [
          { metric: 'firstResponse', state: 'breached' },
          { metric: 'resolution', state: 'breached' },
        ],
      },
      message: { text: 'Alguma novidade?', address: 'ana@acme.example' },
    });
    const soon = tell({ occasion: 'warning', share: 75, about: { metric: 'firstResponse', dueAt: NOW + HOUR } });
    expect(only(lettersAt(soon, due({ createdAt: NOW - 3 * HOUR }))).values).toMatchObject({ about: { left: HOUR } });
  });

  const escalate: What = {
    do: 'escalate',
    letter: 'agent-due',
    occasion: 'escalated',
    to: ['lead'],
    about,
    share: 100,
    priority: 'high',
  };

  test('about an escalation shows the ticket as it is then', () => {
    const { values } = only(lettersAt(act(escalate), due()));
    expect(values).toMatchObject({ occasion: 'escalated', about, card: { priority: 'high' } });
    const [clock] = values.kind === 'agent-due' ? values.card.clocks : [];
    expect(clock).toMatchObject({ metric: 'firstResponse', dueAt: about.dueAt, state: 'breached' });
  });

  describe('where the priority, or the plan, has become another one', () => {
    const target = (firstResponse: string) => ({ firstResponse });
    const { sla } = compileSla({
      calendars: { always: '24x7', office: { timeZone: 'America/Sao_Paulo', hours: { 'mon-fri': ['09:00-18:00'] } } },
      policies: {
        standard: { calendar: 'always', targets: { '*': { high: target('2h'), '*': target('4h') } } },
        office: { calendar: 'office', targets: { '*': { '*': target('8h') } } },
      },
    });
    const aboutIt = (what: What, one: DueTicket) => {
      const { values } = only(lettersAt(act(what), one, staffed({ sla })));
      if (values.kind !== 'agent-due' || values.about === null) throw new Error('not about a clock');
      return [values.about, values.card.clocks] as const;
    };
    test('after the deadline, it is the one that was missed, in its hours, on the card as well', () => {
      const { dueAt } = about;
      const card = [{ metric: 'firstResponse', dueAt, state: 'breached' }];
      const later = { id: 2, at: dueAt + HOUR };
      const one = due();
      for (const event of [
        { ...later, kind: 'policy', to: 'office' } as const,
        { ...later, kind: 'priority', to: 'high' } as const,
      ]) {
        const changed: DueTicket = { ...one, events: [...one.events, event] };
        for (const what of [escalate, { ...escalate, do: 'tell', occasion: 'breach' } as const]) {
          const [told, clocks] = aboutIt(what, changed);
          expect(told).toMatchObject({ dueAt, left: -20 * HOUR, businessTime: false });
          expect(clocks).toEqual(card);
        }
      }
    });

    test('before it, by an escalation that comes with a warning, it is the one that it has from then on', () => {
      const one = due({ createdAt: NOW - HOUR });
      const [told, clocks] = aboutIt({ ...escalate, about: { ...about, dueAt: NOW + 3 * HOUR }, share: 25 }, one);
      expect(told).toMatchObject({ dueAt: NOW + HOUR, left: HOUR });
      expect(clocks).toEqual([{ metric: 'firstResponse', dueAt: NOW + HOUR, state: 'running' }]);
    });
  });

  test('about the end of a hold has no clock, and shows it open', () => {
    const reopen: What = { do: 'reopen', letter: 'agent-due', occasion: 'due-again', to: ['assignee'] };
    const held = due({ state: 'on-hold', holdUntil: NOW }, { kind: 'state', to: 'on-hold', until: NOW });
    expect(only(lettersAt(act(reopen, { kind: 'due-again' }), held)).values).toMatchObject({
      occasion: 'due-again',
      about: null,
      card: { state: 'open', holdUntil: null },
    });
  });

  test('is a notice where the customer could not be told that it was closed', () => {
    const close: What = { do: 'close', letter: null, announced: false, tell: ['assignee'] };
    const letter = only(lettersAt(act(close, { kind: 'pending:close' }), due({ state: 'pending' }, ANSWERED)));
    expect(letter).toMatchObject({
      to: { address: 'bia@desk.example' },
      values: { notice: 'closed-untold', to: 'ana@acme.example' },
    });
  });
});

test('what is skipped takes no letter', () => {
  const { kind, anchor, ordinal, due: at, rule, because } = tell();
  expect(lettersAt({ kind, anchor, ordinal, due: at, rule, because, outcome: 'skipped' }, due())).toEqual([]);
});

test('each kind, event and ordinal has tokens of its own, that verify', () => {
  const kinds: NoticeKind[] = [
    'quiet',
    'due-again',
    ...METRICS.flatMap((metric) => [`missed:${metric}`, `warning:${metric}`, `breach:${metric}`] as const),
    ...TICKET_STATES.flatMap((state) => [
      `${state}:close` as const,
      ...CUSTOMER_LETTERS.map((name) => `${state}:${name}` as const),
    ]),
  ];
  const serials = kinds.flatMap((kind) =>
    [1, 78_000_000_000].flatMap((anchor) => [1, 2, 36].map((ordinal) => serialOfAct({ kind, anchor, ordinal }))),
  );
  expect(new Set(serials).size).toBe(kinds.length * 6);
  // A letter to the thirty-seventh participant has three characters more.
  for (const serial of serials) expect(`${serial}-10`).toMatch(/^[a-z0-9]+--[a-z0-9]+-10$/);
  expect(Math.max(...serials.map((serial) => `${serial}-10`.length))).toBeLessThanOrEqual(20);
});
