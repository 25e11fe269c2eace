import { describe, expect, test } from 'vitest';
import type { Forwarded } from '../../../src/mail/message.ts';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { contract, NOW, said, user } from '../../support/facts.ts';
import { agentsDesk, BIA, biaWrites, changesOf, lettersOf, RUI, supportTicket, toCustomers } from './agents-desk.ts';

const COLLEAGUE = { name: 'Davi Dias', address: 'davi@acme.example' };
const TWO = [{ name: 'Ana Souza', address: 'ana@acme.example' }, COLLEAGUE];

describe('an answer', () => {
  test("goes to every participant from the desk, under the public name, threaded to the customer's mail", () => {
    const decision = biaWrites({
      text: 'Abra o menu Bots.',
      ticket: supportTicket({ people: TWO, participants: TWO.map((one) => one.address) }),
    });
    const letters = toCustomers(decision);
    expect(letters.map(({ to }) => to.address)).toEqual(['ana@acme.example', 'davi@acme.example']);
    for (const letter of letters) {
      expect(letter).toMatchObject({
        template: 'reply',
        byPerson: true,
        fromName: 'Bia (Desk)',
        inReplyTo: '<m1@acme.example>',
      });
      expect(letter.visible).toEqual({ to: [TWO[0]], cc: [COLLEAGUE] });
      expect(letter.values).toMatchObject({
        answer: 'Abra o menu Bots.',
        agentName: 'Bia',
        subject: 'Ajuda com o bot',
      });
      expect(tokenOfMessageId(letter.messageId, agentsDesk())).toMatchObject({ number: 1003, party: 'c' });
      expect(JSON.stringify(letter)).not.toContain('bia@desk.example');
    }
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(2);
  });

  test('makes the ticket wait for the customer and gives it to the first who answers; the others are told', () => {
    const decision = biaWrites({ text: 'Oi' });
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([
      { assignee: 'bia' },
      { state: 'pending', holdUntil: null },
    ]);
    expect(changesOf(decision, 'turn')).toEqual([{ do: 'turn', queue: 'support', agent: 'bia' }]);
    expect(lettersOf(decision, 'agent-notice').map(({ to, values }) => [to.address, values])).toEqual([
      ['rui@desk.example', expect.objectContaining({ notice: 'taken', by: 'Bia Lima' })],
    ]);
  });

  test('with #solved solves it, and says no word of the command', () => {
    const decision = biaWrites({ text: '#solved\nPronto.' });
    expect(changesOf(decision, 'set').map(({ set }) => set.state)).toContain('solved');
    expect(changesOf(decision, 'set').map(({ set }) => set.state)).not.toContain('pending');
    expect(toCustomers(decision)[0]?.values).toMatchObject({ answer: 'Pronto.', state: 'solved' });
  });

  test('with #solved leaves a solved ticket solved', () => {
    const decision = biaWrites({
      text: '#solved\nPor nada.',
      ticket: supportTicket({ state: 'solved', assignee: 'bia' }),
    });
    expect(changesOf(decision, 'set')).toEqual([]);
    expect(toCustomers(decision)[0]?.values).toMatchObject({ state: 'solved' });
  });

  test('to the ticket of a colleague leaves it theirs, and they are told', () => {
    const decision = biaWrites({ text: 'Oi', ticket: supportTicket({ assignee: 'rui' }) });
    expect(changesOf(decision, 'set').some(({ set }) => 'assignee' in set)).toBe(false);
    expect(lettersOf(decision, 'agent-notice')[0]?.values).toMatchObject({ notice: 'answered', by: 'Bia Lima' });
    expect(lettersOf(decision, 'agent-notice')[0]?.to.address).toBe(RUI.addresses[0]);
  });

  test('takes files along: what is attached and what stands in the words, not the logo of a signature', () => {
    const file = (sha256: string, contentId?: string) => ({
      filename: `${sha256}.png`,
      contentType: 'image/png',
      size: 10,
      sha256,
      inline: contentId !== undefined,
      ...(contentId === undefined ? {} : { contentId }),
    });
    const text = 'Veja:\n[cid:shot]';
    const decision = biaWrites({ text, over: { attachments: [file('a'), file('b', 'shot'), file('c', 'logo')] } });
    expect(
      toCustomers(decision)[0]?.files?.map(({ sha256, contentId, mailId }) => [sha256, contentId, mailId]),
    ).toEqual([
      ['a', null, 7],
      ['b', 'shot', 7],
    ]);
  });

  test('may quote what the customer wrote, and nothing else', () => {
    const recent = [
      said({ text: 'Qual é o prazo? E o custo?' }),
      said({ id: 12, direction: 'note', text: 'cliente difícil', agent: 'rui' }),
    ];
    const text = '> Qual é o prazo?\nDois dias.\n> cliente difícil\n> E o custo?\nNenhum.';
    const decision = biaWrites({ text, ticket: supportTicket({ recent }) });
    expect(toCustomers(decision)[0]?.values).toMatchObject({
      answer: '> Qual é o prazo?\nDois dias.\n> E o custo?\nNenhum.',
    });
  });

  test.each([
    ['a forward', { forwarded: { from: null, subject: null, text: 'x', date: null } satisfies Forwarded }, 'forward'],
    [
      'a piece of our letter',
      { ownText: 'Oi\n[-- Responda acima desta linha --]\nPrioridade: alta' },
      'quotes-our-letter',
    ],
    ['nothing', {}, 'empty'],
    ['an address of an agent', { ownText: 'Ligue para mim ou escreva a Rui@Desk.example.' }, 'agents-address'],
    ['only word of answers below', { ownText: 'Respondo abaixo, em vermelho.' }, 'answers-below'],
  ])('that holds %s is never sent', (_, over, what) => {
    const decision = biaWrites({ text: '', over });
    expect(decision.disposition).toBe('agent-command');
    expect(decision.changes).toEqual([]);
    expect(toCustomers(decision)).toEqual([]);
    expect(lettersOf(decision, 'agent-problem')[0]?.values).toMatchObject({ troubles: [{ what }] });
  });
});

describe('a note', () => {
  test('stays inside, and changes no state', () => {
    const decision = biaWrites({ text: '#note o cliente já ligou duas vezes' });
    expect(decision.disposition).toBe('agent-note');
    expect(decision.letters).toEqual([]);
    expect(changesOf(decision, 'say').map(({ message }) => [message.direction, message.text])).toEqual([
      ['note', 'o cliente já ligou duas vezes'],
    ]);
    expect(changesOf(decision, 'set')).toEqual([]);
  });
});

describe('commands', () => {
  test('alone write nothing to the customer', () => {
    const decision = biaWrites({ text: '#take #priority high #tag fatura' });
    expect(decision.disposition).toBe('agent-command');
    expect(toCustomers(decision)).toEqual([]);
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([
      { assignee: 'bia' },
      { state: 'open', holdUntil: null },
      { priority: 'high' },
      { tags: ['fatura'] },
    ]);
  });

  test('are done all or not at all', () => {
    const decision = biaWrites({ text: '#take\n#merge 999\n#slved\nOi, tudo certo?' });
    expect(decision.changes).toEqual([]);
    expect(toCustomers(decision)).toEqual([]);
    expect(lettersOf(decision, 'agent-problem')[0]?.values).toMatchObject({
      troubles: [
        expect.objectContaining({ what: 'unknown-command', nearest: '#solved' }),
        expect.objectContaining({ what: 'no-such-ticket' }),
      ],
    });
  });

  test('#assign hands the ticket over with all that is on it', () => {
    const decision = biaWrites({ text: '#assign rui', ticket: supportTicket({ assignee: 'bia', state: 'open' }) });
    const [card] = lettersOf(decision, 'agent-ticket');
    expect(card?.to.address).toBe('rui@desk.example');
    expect(card?.values).toMatchObject({ occasion: 'handed-over', by: 'Bia Lima', card: { assignee: 'Rui Reis' } });
  });

  test('#assign lets in nobody who is not of the queue', () => {
    const decision = biaWrites({ text: '#assign teo' });
    expect(decision.changes).toEqual([]);
    expect(lettersOf(decision, 'agent-problem')[0]?.values).toMatchObject({
      troubles: [{ what: 'agent-not-in-queue' }],
    });
  });

  test('#queue gives it to whom that queue gives its tickets', () => {
    const decision = biaWrites({ text: '#queue billing' });
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([{ queue: 'billing' }, { assignee: 'teo' }]);
    expect(lettersOf(decision, 'agent-ticket').map(({ to }) => to.address)).toEqual(['teo@desk.example']);
  });

  test('#cc lets in users of the contract alone', () => {
    const davi = {
      memberships: [{ contract: contract(), user: user({ name: 'Davi Dias', email: COLLEAGUE.address }) }],
      domainContracts: [],
    };
    const people = { [COLLEAGUE.address]: davi };
    const added = biaWrites({ text: `#cc ${COLLEAGUE.address}`, facts: { people } });
    expect(changesOf(added, 'people')[0]).toMatchObject({ add: [COLLEAGUE], remove: [] });
    const stranger = biaWrites({ text: '#cc eve@evil.example', facts: { people } });
    expect(stranger.changes).toEqual([]);
    expect(lettersOf(stranger, 'agent-problem')[0]?.values).toMatchObject({ troubles: [{ what: 'not-a-user' }] });
  });

  test('#uncc takes anybody off but the requester', () => {
    const ticket = supportTicket({ people: TWO, participants: TWO.map((one) => one.address) });
    expect(changesOf(biaWrites({ text: '#uncc davi@acme.example', ticket }), 'people')[0]).toMatchObject({
      remove: ['davi@acme.example'],
    });
    expect(lettersOf(biaWrites({ text: '#uncc ana@acme.example', ticket }), 'agent-problem')[0]?.values).toMatchObject({
      troubles: [{ what: 'is-requester' }],
    });
  });

  test('#merge joins tickets of one contract alone', () => {
    const other = supportTicket({ id: 9, number: 'BLIP-1009', assignee: 'rui' });
    const merged = biaWrites({ text: '#merge 1009', facts: { named: [other] } });
    expect(changesOf(merged, 'merge')).toMatchObject([{ ticketId: 3, intoId: 9, into: 'BLIP-1009' }]);
    expect(
      lettersOf(merged, 'agent-notice').map(({ to, values }) => [to.address, (values as { notice: string }).notice]),
    ).toEqual([['rui@desk.example', 'merged']]);
    const foreign = biaWrites({ text: '#merge 1009', facts: { named: [{ ...other, contract: 'other' }] } });
    expect(foreign.changes).toEqual([]);
    expect(lettersOf(foreign, 'agent-problem')[0]?.values).toMatchObject({ troubles: [{ what: 'other-contract' }] });
  });

  test('a ticket that the agent may not see does not exist for them', () => {
    const hidden = supportTicket({ id: 9, number: 'BLIP-1009', queue: 'billing' });
    for (const text of ['#merge 1009', '#link 1009', '#status 1009'].slice(0, 2)) {
      expect(lettersOf(biaWrites({ text, facts: { named: [hidden] } }), 'agent-problem')[0]?.values).toMatchObject({
        troubles: [{ what: 'no-such-ticket', number: 'BLIP-1009' }],
      });
    }
    const asked = biaWrites({ text: '#status 1009', facts: { named: [hidden] } });
    expect(JSON.stringify(asked.letters)).not.toContain('Souza');
    expect(lettersOf(asked, 'agent-problem')[0]?.values).toMatchObject({ troubles: [{ what: 'no-such-ticket' }] });
  });

  test('#split makes a ticket of the last message, and tells its customer', () => {
    const recent = [
      said(),
      said({ id: 12, at: NOW - 1_000, messageId: '<m2@acme.example>', text: 'E outra coisa: a fatura?' }),
    ];
    const decision = biaWrites({ text: '#split', ticket: supportTicket({ recent }) });
    expect(changesOf(decision, 'split')[0]).toMatchObject({
      ticketId: 3,
      messageId: 12,
      ticket: { number: 1024, createdAt: NOW - 1_000 },
    });
    expect(toCustomers(decision).map(({ template, to, inReplyTo }) => [template, to.address, inReplyTo])).toEqual([
      ['split', 'ana@acme.example', '<m2@acme.example>'],
    ]);
    expect(lettersOf(biaWrites({ text: '#split' }), 'agent-problem')[0]?.values).toMatchObject({
      troubles: [{ what: 'nothing-to-split' }],
    });
  });

  test('#escalate raises the priority and tells the lead, once', () => {
    const decision = biaWrites({ text: '#escalate' });
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([{ escalatedAt: NOW }, { priority: 'high' }]);
    expect(
      lettersOf(decision, 'agent-ticket').map(({ to, values }) => [
        to.address,
        (values as { occasion: string }).occasion,
      ]),
    ).toEqual([['lia@desk.example', 'escalated']]);
    expect(biaWrites({ text: '#escalate', ticket: supportTicket({ escalatedAt: NOW }) }).changes).toEqual([]);
  });

  test("#macro puts its text before the agent's own, with the ticket's values", () => {
    const macro = {
      name: 'ola',
      text: ({ firstName, number }: { firstName: string | null; number: string }) =>
        `Olá ${firstName}, sobre ${number}.`,
    };
    const desk = agentsDesk({ macros: new Map([['ola', macro as never]]) });
    const decision = biaWrites({ text: '#macro ola\nAté já.', desk });
    expect(toCustomers(decision)[0]?.values).toMatchObject({ answer: 'Olá Ana, sobre BLIP-1003.\n\nAté já.' });
  });

  test('on no ticket only #status and #help are answered', () => {
    const named = [supportTicket({ id: 9, number: 'BLIP-1009' })];
    const card = biaWrites({ text: '#status 1009', thread: null, facts: { named } });
    expect(card.disposition).toBe('agent-command');
    expect(lettersOf(card, 'agent-ticket')[0]?.values).toMatchObject({
      occasion: 'status',
      card: { number: 'BLIP-1009' },
    });
    expect(lettersOf(biaWrites({ text: '#help', thread: null }), 'agent-help')).toHaveLength(1);
    expect(biaWrites({ text: '#solved', thread: null }).disposition).toBe('waiting');
  });

  test('a receipt goes to who wants one', () => {
    const wants = agentsDesk({ agents: [{ ...BIA, receipts: true }, RUI] });
    const done = lettersOf(biaWrites({ text: '#solved\nPronto.', desk: wants }), 'agent-receipt')[0];
    expect(done?.values).toMatchObject({
      done: [{ did: 'answered', to: ['ana@acme.example'] }, { did: 'state', to: 'solved' }, { did: 'assignee' }],
    });
    expect(lettersOf(biaWrites({ text: 'Oi' }), 'agent-receipt')).toEqual([]);
  });
});

describe('commands beside an answer', () => {
  const ticket = supportTicket({ people: TWO, participants: TWO.map((one) => one.address) });
  const LEO = { name: 'Leo Dias', address: 'leo@acme.example' };
  const leo = {
    memberships: [{ contract: contract(), user: user({ name: LEO.name, email: LEO.address }) }],
    domainContracts: [],
  };

  test('#uncc takes the person off before it goes out', () => {
    const decision = biaWrites({ text: '#uncc davi@acme.example\nSó para Ana.', ticket });
    expect(toCustomers(decision).map(({ to, visible }) => [to.address, visible?.cc])).toEqual([
      ['ana@acme.example', []],
    ]);
  });

  test('#cc brings the person on before it goes out', () => {
    const decision = biaWrites({
      text: `#cc ${LEO.address}\nSegue.`,
      ticket,
      facts: { people: { [LEO.address]: leo } },
    });
    expect(toCustomers(decision).map(({ to }) => to.address)).toEqual([...TWO.map((one) => one.address), LEO.address]);
  });

  test('#queue and #escalate are told to all whom each concerns', () => {
    const decision = biaWrites({ text: '#queue billing #escalate', ticket: supportTicket({ assignee: 'rui' }) });
    expect(
      lettersOf(decision, 'agent-ticket').map(({ to, values }) => [
        to.address,
        (values as { occasion: string }).occasion,
      ]),
    ).toEqual([['teo@desk.example', 'escalated']]);
    expect(decision.letters.map(({ to }) => to.address)).not.toContain('lia@desk.example');
  });

  test('#take #escalate without a lead is told to the others of the queue', () => {
    const queues = [
      { id: 'support', members: ['bia', 'rui'], lead: null, strategy: 'none', sameAgent: false } as const,
    ];
    const desk = agentsDesk({ queues: queues.map((queue) => ({ ...queue, members: [...queue.members] })) });
    expect(lettersOf(biaWrites({ text: '#take #escalate', desk }), 'agent-ticket').map(({ to }) => to.address)).toEqual(
      ['rui@desk.example'],
    );
  });

  test('#take stays with who takes it, whatever the queue would do', () => {
    const decision = biaWrites({ text: '#take #queue billing' });
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([
      { assignee: 'bia' },
      { state: 'open', holdUntil: null },
      { queue: 'billing' },
    ]);
  });

  test('#queue #status brings the card of the ticket that went', () => {
    const decision = biaWrites({ text: '#queue billing #status' });
    expect(lettersOf(decision, 'agent-ticket').map(({ to }) => to.address)).toContain('bia@desk.example');
  });
});

describe('what looks like a machine', () => {
  test('the same words a second time are held, and the agent is asked', () => {
    const recent = [said(), said({ id: 30, direction: 'out', agent: 'bia', text: 'Estou fora até segunda.' })];
    const decision = biaWrites({ text: 'Estou fora até segunda.', ticket: supportTicket({ recent }) });
    expect(decision.disposition).toBe('waiting');
    expect(toCustomers(decision)).toEqual([]);
    expect(lettersOf(decision, 'agent-held')[0]?.values).toMatchObject({ moved: [{ what: 'repeated' }] });
  });

  test('ten answers within an hour are enough', () => {
    const events = Array.from({ length: 10 }, (_, i) => ({
      at: NOW - i * 60_000,
      kind: 'answered' as const,
      agent: 'bia',
    }));
    expect(biaWrites({ text: 'Mais uma.', ticket: supportTicket({ events }) }).disposition).toBe('waiting');
    expect(biaWrites({ text: 'Mais uma.', ticket: supportTicket({ events: events.slice(1) }) }).disposition).toBe(
      'agent-reply',
    );
  });
});

describe('a ticket that moved since the letter', () => {
  const byRui = said({ id: 20, at: NOW - 60_000, direction: 'out', agent: 'rui', name: 'Rui', text: 'Já respondi.' });
  const byAna = said({ id: 21, at: NOW - 60_000, text: 'Deu certo agora!' });

  test('holds the answer where a colleague answered, and asks', () => {
    const decision = biaWrites({ text: 'Oi', thread: { since: [byRui] } });
    expect(decision.disposition).toBe('waiting');
    expect(decision.changes).toEqual([]);
    expect(toCustomers(decision)).toEqual([]);
    expect(lettersOf(decision, 'agent-held')[0]?.values).toMatchObject({ moved: [{ what: 'answered' }], answer: 'Oi' });
    expect(decision.retryAt).toBeGreaterThan(NOW);
  });

  test('sends and tells where the customer wrote', () => {
    const decision = biaWrites({ text: 'Oi', thread: { since: [byAna] } });
    expect(toCustomers(decision)).toHaveLength(1);
    expect(lettersOf(decision, 'agent-notice').map(({ values }) => values)).toContainEqual(
      expect.objectContaining({ notice: 'sent-though-moved' }),
    );
  });

  test('sends once the agent says so, and only then', () => {
    const release = {
      at: NOW,
      by: 'bia',
      as: null,
      why: null,
      was: 'waiting',
      meant: { do: 'send', knowing: NOW },
    } as const;
    const sent = biaWrites({ text: 'Oi', thread: { since: [byRui] }, about: { releases: 1, release } });
    expect(toCustomers(sent)).toHaveLength(1);
    const silent = biaWrites({ text: 'Oi', thread: { since: [byRui] }, facts: { agentAsked: true } });
    expect(silent.disposition).toBe('quarantined');
    expect(toCustomers(silent)).toEqual([]);
  });

  test('#send and #drop decide about the mail that waits, and about no other', () => {
    const letter = {
      template: 'agent-held',
      mail: { id: 5, disposition: 'waiting', from: 'bia@desk.example' },
    } as const;
    expect(changesOf(biaWrites({ text: '#send', thread: { letter } }), 'meant')).toEqual([
      { do: 'meant', mailId: 5, meant: { do: 'send', knowing: NOW - 3_600_000 }, by: 'bia' },
    ]);
    expect(changesOf(biaWrites({ text: '#descartar', thread: { letter } }), 'meant')[0]?.meant).toEqual({ do: 'drop' });
    const settled = { ...letter, mail: { ...letter.mail, disposition: 'agent-reply' } } as const;
    for (const other of [
      settled,
      { ...letter, template: 'agent-ticket' },
      { ...letter, mail: { ...letter.mail, from: 'rui@desk.example' } },
    ]) {
      const decision = biaWrites({ text: '#send', thread: { letter: other } });
      expect(changesOf(decision, 'meant')).toEqual([]);
      expect(lettersOf(decision, 'agent-problem')[0]?.values).toMatchObject({ troubles: [{ what: 'nothing-waits' }] });
    }
  });

  test('#send covers what the agent was told of, and asks anew about what came after', () => {
    const release = {
      at: NOW,
      by: 'bia',
      as: null,
      why: null,
      was: 'waiting',
      meant: { do: 'send', knowing: NOW - 120_000 },
    } as const;
    const decision = biaWrites({ text: 'Oi', thread: { since: [byRui] }, about: { releases: 1, release } });
    expect(decision.disposition).toBe('waiting');
    expect(lettersOf(decision, 'agent-held')).toHaveLength(1);
  });

  test('#take is held where a colleague has taken it meanwhile', () => {
    const events = [{ at: NOW - 60_000, kind: 'assignee' as const, to: 'rui' }];
    const decision = biaWrites({ text: '#take', ticket: supportTicket({ assignee: 'rui', events }) });
    expect(decision.disposition).toBe('waiting');
    expect(decision.changes).toEqual([]);
    const before = [{ at: NOW - 7_200_000, kind: 'assignee' as const, to: 'rui' }];
    expect(biaWrites({ text: '#take', ticket: supportTicket({ assignee: 'rui', events: before }) }).disposition).toBe(
      'agent-command',
    );
  });

  test('where the agent did not say, they and the lead hear that it was given up', () => {
    const decision = biaWrites({ text: 'Oi', thread: { since: [byRui] }, facts: { agentAsked: true } });
    expect(decision.letters.map(({ to, values }) => [to.address, (values as { notice: string }).notice])).toEqual([
      ['bia@desk.example', 'not-said'],
      ['lia@desk.example', 'not-said'],
    ]);
    expect(decision.letters.map(({ values }) => 'yours' in values && values.yours)).toEqual([true, false]);
  });

  test('a question is answered by whose mail it is, a collision by whether to send', () => {
    const mail = { id: 5, disposition: 'waiting', from: 'bia@desk.example' } as const;
    const held = { template: 'agent-held', mail } as const;
    const asked = { template: 'agent-question', mail } as const;
    expect(changesOf(biaWrites({ text: '#for ana@acme.example', thread: { letter: held } }), 'meant')).toEqual([]);
    expect(changesOf(biaWrites({ text: '#send', ticket: null, thread: { letter: asked } }), 'meant')).toEqual([]);
    expect(
      changesOf(biaWrites({ text: '#for ana@acme.example', ticket: null, thread: { letter: asked } }), 'meant')[0]
        ?.meant,
    ).toEqual({
      do: 'for',
      address: 'ana@acme.example',
    });
  });

  test('a new answer stands in place of the one that waits', () => {
    const letter = {
      template: 'agent-held',
      mail: { id: 5, disposition: 'waiting', from: 'bia@desk.example' },
    } as const;
    const decision = biaWrites({ text: 'Melhor assim.', thread: { letter } });
    expect(toCustomers(decision)).toHaveLength(1);
    expect(changesOf(decision, 'meant')).toEqual([{ do: 'meant', mailId: 5, meant: { do: 'drop' }, by: 'bia' }]);
  });
});
