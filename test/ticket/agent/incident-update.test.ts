/** What the lead writes on an incident: whom it reaches, what becomes of their tickets, and what never leaves the desk. */
import { describe, expect, test } from 'vitest';
import { writeLetter } from '../../../src/letters/write.ts';
import { loadTemplates } from '../../../src/templates.ts';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { SHIPPED } from '../../letters/drafts.ts';
import { FAIL, NONE, NOW, said } from '../../support/facts.ts';
import { agentsDesk, changesOf, LIA, lettersOf, RUI, toCustomers } from './agents-desk.ts';
import { ALL, ana, eva, incident, john, liaWrites, onIncident } from './incident-desk.ts';

const WORDS = 'Encontramos a causa e estamos corrigindo.';
const { templates } = await loadTemplates(SHIPPED, null);

const troublesOf = (decision: ReturnType<typeof liaWrites>) => {
  const values = lettersOf(decision, 'agent-problem')[0]?.values;
  return values?.kind === 'agent-problem' ? values.troubles : [];
};

describe('words on an incident', () => {
  test('go to everybody on its tickets, on their own ticket, in their language, as an answer to their own mail', () => {
    const decision = liaWrites({ text: WORDS });
    expect(decision).toMatchObject({ disposition: 'agent-reply', ticket: 'BLIP-2000' });
    const letters = toCustomers(decision);
    expect(letters.map(({ to, language, inReplyTo }) => [to.address, language, inReplyTo])).toEqual([
      ['ana@acme.example', 'pt-BR', '<m1@acme.example>'],
      ['john@globex.example', 'en', '<j1@globex.example>'],
      ['mary@globex.example', 'en', '<j1@globex.example>'],
      ['eva@initech.example', 'es', '<e1@initech.example>'],
    ]);
    for (const letter of letters)
      expect(letter).toMatchObject({
        template: 'incident-update',
        byPerson: true,
        fromName: 'Lia (Desk)',
        values: { kind: 'incident-update', answer: WORDS, agentName: 'Lia', state: 'open' },
      });
    expect(letters.map(({ messageId }) => tokenOfMessageId(messageId, agentsDesk())?.number)).toEqual([
      1003, 1004, 1004, 1005,
    ]);
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(4);
  });

  test('stay on each ticket under the id of the letter to its requester, and on the incident under none', () => {
    const decision = liaWrites({ text: WORDS });
    const ids = toCustomers(decision).map(({ messageId }) => messageId);
    expect(
      changesOf(decision, 'say').map(({ ticketId, message, agent }) => [
        ticketId,
        message.messageId,
        message.text,
        agent,
      ]),
    ).toEqual([
      [50, null, WORDS, 'lia'],
      [3, ids[0], WORDS, 'lia'],
      [4, ids[1], WORDS, 'lia'],
      [5, ids[3], WORDS, 'lia'],
    ]);
    expect(changesOf(decision, 'say').every(({ message }) => message.direction === 'out')).toBe(true);
  });

  test('open what was new, and leave every other state as it is', () => {
    const parts = [ana(), john({ state: 'pending' }), eva({ state: 'on-hold', holdUntil: NOW + 1 })];
    const decision = liaWrites({ text: WORDS, facts: { parts } });
    expect(changesOf(decision, 'set').map(({ ticketId, set, event }) => [ticketId, set.state, event.kind])).toEqual([
      [50, 'open', 'state'],
      [3, 'open', 'state'],
    ]);
    expect(toCustomers(decision).map(({ values }) => 'state' in values && values.state)).toEqual([
      'open',
      'pending',
      'pending',
      'on-hold',
    ]);
  });

  test('make the incident that of whoever writes them, where nobody had it', () => {
    const decision = liaWrites({ text: WORDS, ticket: incident({ assignee: null }) });
    expect(
      changesOf(decision, 'set')
        .filter(({ ticketId }) => ticketId === 50)
        .map(({ set }) => set),
    ).toEqual([{ assignee: 'lia' }, { state: 'open', holdUntil: null }]);
    const taken = changesOf(decision, 'set').filter(({ set }) => set.assignee !== undefined);
    expect(taken.map(({ ticketId }) => ticketId)).toEqual([50]);
  });

  test('are told once to each colleague who has some of the tickets, and to the writer by a receipt', () => {
    const parts = [ana({ assignee: 'rui' }), john({ assignee: 'rui' }), eva({ assignee: 'lia' })];
    const lia = { ...LIA, receipts: true };
    const desk = agentsDesk({ agents: [lia, ...agentsDesk().agents.filter(({ id }) => id !== 'lia')] });
    const decision = liaWrites({ text: WORDS, facts: { parts }, desk });
    expect(lettersOf(decision, 'agent-notice').map(({ to, values }) => [to.address, values])).toEqual([
      [
        'rui@desk.example',
        {
          kind: 'agent-notice',
          notice: 'incident-update',
          number: 'BLIP-2000',
          subject: 'Mensagens paradas desde cedo',
          onIncident: true,
          by: 'Lia Luz',
          incident: 'BLIP-2000',
          tickets: ['BLIP-1003', 'BLIP-1004'],
          state: 'open',
        },
      ],
    ]);
    expect(lettersOf(decision, 'agent-receipt')[0]?.values).toMatchObject({
      done: [
        { did: 'updated', tickets: 3 },
        { did: 'state', to: 'open' },
      ],
    });
  });

  test('are told on no ticket to a colleague who may not see the incident, and only once to who hears that it is taken', () => {
    const parts = [ana({ assignee: 'teo' }), john({ assignee: 'rui' })];
    const decision = liaWrites({ text: WORDS, ticket: incident({ assignee: null }), facts: { parts } });
    const told = lettersOf(decision, 'agent-notice').map(({ to, values, messageId }) => [
      to.address,
      'notice' in values && values.notice,
      tokenOfMessageId(messageId, agentsDesk())?.number,
    ]);
    expect(told).toEqual([
      ['teo@desk.example', 'incident-update', 0],
      ['rui@desk.example', 'incident-update', 2000],
      ['bia@desk.example', 'taken', 2000],
    ]);
  });

  test('take files along to all of them, and no picture of a quoted line', () => {
    const file = (sha256: string, contentId?: string) => ({
      filename: `${sha256}.png`,
      contentType: 'image/png',
      size: 10,
      sha256,
      inline: contentId !== undefined,
      ...(contentId === undefined ? {} : { contentId }),
    });
    const text = 'Veja o mapa:\n[cid:map]\n> [cid:print]\n> Nada é entregue desde as oito.\nAté já.';
    const decision = liaWrites({
      text,
      over: { attachments: [file('a'), file('b', 'map'), file('c', 'print'), file('d', 'logo')] },
    });
    for (const { values, files } of toCustomers(decision)) {
      expect(values).toMatchObject({ answer: 'Veja o mapa:\n[cid:map]\nAté já.' });
      expect(files?.map(({ sha256, contentId }) => [sha256, contentId])).toEqual([
        ['a', null],
        ['b', 'map'],
      ]);
    }
    for (const { message } of changesOf(decision, 'say'))
      expect(message.attachments.map(({ sha256 }) => sha256)).toEqual(['a', 'b']);
  });

  test('quote nobody: what one customer wrote is not for the others', () => {
    const text = '> Our customers get no answers.\nJá voltou.';
    const recent = [said({ text: 'Our customers get no answers.' })];
    const decision = liaWrites({ text, ticket: incident({ recent }) });
    for (const { values } of toCustomers(decision)) expect(values).toMatchObject({ answer: 'Já voltou.' });
  });

  test('that two thousand tickets wait for reach each of them once', () => {
    const parts = Array.from({ length: 2_000 }, (_, i) =>
      ana({ id: 100 + i, number: `BLIP-${3000 + i}`, assignee: i % 2 === 0 ? 'rui' : null }),
    );
    const decision = liaWrites({ text: WORDS, facts: { parts } });
    expect(new Set(toCustomers(decision).map(({ messageId }) => messageId)).size).toBe(2_000);
    expect(changesOf(decision, 'say')).toHaveLength(2_001);
    const [notice, ...more] = lettersOf(decision, 'agent-notice');
    expect(more).toEqual([]);
    expect(notice?.values).toMatchObject({ tickets: expect.objectContaining({ length: 1_000 }) });
  });
});

describe('the end of an incident', () => {
  test.each([
    ['#solved', 'solved'],
    ['#resolvido', 'solved'],
    ['#Resuelto', 'solved'],
    ['#close', 'closed'],
    ['#fechar', 'closed'],
    ['#cerrar', 'closed'],
  ] as const)('%s with words is that of all its tickets, and its customers read so', (command, state) => {
    const decision = liaWrites({ text: `${command}\nVoltou ao normal.` });
    expect(changesOf(decision, 'set').map(({ ticketId, set, event }) => [ticketId, set.state, event])).toEqual(
      [50, 3, 4, 5].map((id) => [id, state, { kind: 'state', to: state, until: null }]),
    );
    expect(toCustomers(decision)).toHaveLength(4);
    for (const { values } of toCustomers(decision))
      expect(values).toMatchObject({ state, answer: 'Voltou ao normal.' });
  });

  test('without words solves all the tickets in silence, and tells those who have them', () => {
    const parts = [ana({ assignee: 'rui' }), eva({ state: 'on-hold', holdUntil: NOW + 1 })];
    const decision = liaWrites({ text: '#solved', facts: { parts } });
    expect(decision.disposition).toBe('agent-command');
    expect(toCustomers(decision)).toEqual([]);
    expect(changesOf(decision, 'say')).toEqual([]);
    expect(changesOf(decision, 'set').map(({ ticketId, set }) => [ticketId, set])).toEqual([
      [50, { state: 'solved', holdUntil: null }],
      [3, { state: 'solved', holdUntil: null }],
      [5, { state: 'solved', holdUntil: null }],
    ]);
    expect(lettersOf(decision, 'agent-notice').map(({ to, values }) => [to.address, values])).toEqual([
      ['rui@desk.example', expect.objectContaining({ notice: 'incident-update', state: 'solved' })],
    ]);
  });

  test('is said again of tickets that customers opened anew', () => {
    const decision = liaWrites({ text: '#solved', ticket: incident({ state: 'solved' }), facts: { parts: [eva()] } });
    expect(changesOf(decision, 'set').map(({ ticketId, set }) => [ticketId, set.state])).toEqual([[5, 'solved']]);
  });

  test('is taken back by #open for the incident alone', () => {
    const decision = liaWrites({ text: '#reabrir', ticket: incident({ state: 'solved' }) });
    expect(changesOf(decision, 'set').map(({ ticketId, set }) => [ticketId, set.state])).toEqual([[50, 'open']]);
    expect(decision.letters).toEqual([]);
  });
});

describe('nothing of the inside gets to a customer:', () => {
  test.each(['', '#solved\n', '#close\n', '#take #priority urgent #tag massiva #link 1004\n'])(
    'each reads of their own ticket alone, after %j',
    (commands) => {
      const decision = liaWrites({
        text: `${commands}${WORDS}`,
        facts: { named: [john()] },
        over: {
          attachments: [{ filename: 'mapa.pdf', contentType: 'application/pdf', size: 9, sha256: 'f', inline: false }],
        },
      });
      const letters = toCustomers(decision);
      expect(letters).toHaveLength(4);
      for (const letter of letters) {
        const own = ALL.find(({ participants }) => participants.includes(letter.to.address));
        const others = ALL.filter(({ number }) => number !== own?.number);
        const inside = [
          ...['BLIP-2000', 'Mensagens paradas', 'canal-azul', 'massiva', 'Lia Luz', 'l1@desk.example', '"support"'],
          ...agentsDesk().agents.flatMap(({ addresses }) => addresses),
          ...others.flatMap(({ number, organization, subject, people }) => [
            ...[number, organization, subject],
            ...people.flatMap(({ name, address }) => [name, address]),
          ]),
          ...others.flatMap(({ recent }) => recent.flatMap(({ messageId, text }) => [messageId ?? text, text])),
        ];
        // Why it was written stays at the desk.
        const { because: _, ...sent } = letter;
        const { subject, text, html } = writeLetter(templates, letter, agentsDesk());
        const all = [JSON.stringify(sent), subject, text, html].join('\n').toLowerCase();
        expect(inside.filter((word) => all.includes(word.toLowerCase()))).toEqual([]);
        expect(all).toContain(own?.number.toLowerCase());
      }
    },
  );

  test('what a note says', () => {
    const decision = onIncident({ text: '#nota o fornecedor caiu de novo', ticket: incident({ assignee: null }) });
    expect(decision.disposition).toBe('agent-note');
    expect(changesOf(decision, 'say').map(({ ticketId, message }) => [ticketId, message.direction])).toEqual([
      [50, 'note'],
    ]);
    expect(decision.letters).toEqual([]);
  });

  test.each([
    ['the number of one of the tickets', 'Também o blip\u20111004 volta agora.', 'blip\u20111004'],
    ['the number of the incident', 'Acompanhem pelo BLIP-2000.', 'BLIP-2000'],
    ['the address of a customer', 'Avisei mary@globex.example. Obrigada.', 'mary@globex.example.'],
  ])('%s, which the lead may not write to all', (_, text, written) => {
    const decision = liaWrites({ text });
    expect(troublesOf(decision)).toEqual([{ what: 'not-for-all', written }]);
    expect(toCustomers(decision)).toEqual([]);
    expect(decision.changes).toEqual([]);
  });

  test.each([
    ['an address of an agent', { ownText: 'Escrevam a Rui@Desk.example.' }, 'agents-address'],
    ['a piece of our letter', { ownText: 'Oi\n[-- Responda acima desta linha --]\nCliente' }, 'quotes-our-letter'],
    ['a forward', { forwarded: { from: null, subject: null, text: 'x', date: null } }, 'forward'],
    ['a mail as a file', { attachments: [mailAsFile()] }, 'forward'],
  ])('%s', (_, over, what) => {
    const decision = liaWrites({ text: WORDS, over });
    expect(troublesOf(decision)).toMatchObject([{ what }]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('an address that is nobody of theirs may stand there', () => {
    expect(toCustomers(liaWrites({ text: 'Dúvidas: status@desk-status.example. O Blip-360 vai bem.' }))).toHaveLength(
      4,
    );
  });
});

function mailAsFile() {
  return { filename: 'acordo.eml', contentType: 'message/rfc822', size: 9, sha256: 'e', inline: false };
}

describe('who may write to all', () => {
  const noLead = agentsDesk({ agents: agentsDesk().agents.map((one) => ({ ...one, active: one.id !== 'lia' })) });

  test.each([
    ['words', WORDS],
    ['#solved', '#solved'],
    ['#close with words', '#fechar\nVoltou.'],
    ['#open', '#abrir'],
  ])('a member of the queue may not (%s): the lead does', (_, text) => {
    const decision = onIncident({ text });
    expect(troublesOf(decision)).toEqual([{ what: 'not-yours-to-update', lead: 'Lia Luz' }]);
    expect(decision.changes).toEqual([]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('who has the incident may, and who takes it with the same mail', () => {
    const bias = incident({ assignee: 'bia' });
    expect(toCustomers(onIncident({ text: WORDS, ticket: bias }))).toHaveLength(4);
    expect(toCustomers(onIncident({ text: `#pegar\n${WORDS}` }))).toHaveLength(4);
    expect(toCustomers(liaWrites({ text: WORDS, ticket: bias }))).toHaveLength(4);
    expect(toCustomers(liaWrites({ text: `#assign Bia\n${WORDS}` }))).toHaveLength(4);
  });

  test('without a lead it has to be taken first, or it is for who has it', () => {
    const nobodys = onIncident({ text: WORDS, ticket: incident({ assignee: null }), desk: noLead });
    expect(troublesOf(nobodys)).toEqual([{ what: 'not-yours-to-update', lead: null }]);
    const ruis = onIncident({ text: WORDS, ticket: incident({ assignee: 'rui' }), desk: noLead });
    expect(troublesOf(ruis)).toEqual([{ what: 'not-yours-to-update', lead: RUI.name }]);
    const gone = onIncident({ text: WORDS, ticket: incident({ assignee: 'lia' }), desk: noLead });
    expect(troublesOf(gone)).toEqual([{ what: 'not-yours-to-update', lead: null }]);
  });

  test.each([
    ['fails authentication', { over: { authentication: FAIL } }],
    ['is not authenticated', { over: { authentication: NONE } }],
    ['carries the token of a colleague', { thread: { agent: 'bia' } }],
  ])('nobody does with a mail that %s', (_, writing) => {
    const decision = liaWrites({ text: WORDS, ...writing });
    expect(decision.disposition).toMatch(/^(quarantined|waiting)$/);
    expect(toCustomers(decision)).toEqual([]);
    expect(decision.changes).toEqual([]);
  });

  test('who hands it to a third may not', () => {
    expect(troublesOf(onIncident({ text: `#assign Rui\n${WORDS}` }))).toMatchObject([{ what: 'not-yours-to-update' }]);
  });

  test('words for nobody are told of, and not lost', () => {
    const decision = liaWrites({ text: WORDS, ticket: incident({ state: 'solved' }), facts: { parts: [] } });
    expect(troublesOf(decision)).toEqual([{ what: 'nobody-to-update' }]);
    expect(decision.changes).toEqual([]);
  });
});

describe('what is too much for so many', () => {
  const file = (size: number) => ({
    filename: 'video.mp4',
    contentType: 'video/mp4',
    size,
    sha256: 'f',
    inline: false,
  });
  const parts = Array.from({ length: 100 }, (_, i) => ana({ id: 100 + i, number: `BLIP-${3000 + i}` }));

  test.each([
    ['a long text', { text: 'log '.repeat(6_000) }],
    ['files that would be stored a hundred times', { text: WORDS, over: { attachments: [file(6_000_000)] } }],
  ])('%s is told of, and sent to nobody', (_, writing) => {
    const decision = liaWrites({ ...writing, facts: { parts } });
    expect(troublesOf(decision)).toEqual([{ what: 'too-much-for-all' }]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('for a few it may be more', () => {
    expect(toCustomers(liaWrites({ text: WORDS, over: { attachments: [file(20_000_000)] } }))).toHaveLength(4);
  });
});

describe('an incident that moved since the letter', () => {
  const since = [said({ id: 30, at: NOW - 60_000, direction: 'out', agent: 'bia', name: 'Bia', text: 'Já vimos.' })];

  test('holds the words where a colleague wrote to all, and sends them to those who wait by then once the lead says so', () => {
    const held = liaWrites({ text: WORDS, thread: { since } });
    expect(held.disposition).toBe('waiting');
    expect(held.changes).toEqual([]);
    expect(held.letters.map(({ template, to }) => [template, to.address])).toEqual([
      ['agent-held', 'lia@desk.example'],
    ]);
    const release = {
      at: NOW,
      by: 'lia',
      as: null,
      why: null,
      was: 'waiting',
      meant: { do: 'send', knowing: NOW },
    } as const;
    const sent = liaWrites({
      text: WORDS,
      thread: { since },
      about: { releases: 1, release },
      facts: { parts: [eva()], agentAsked: true },
    });
    expect(sent.disposition).toBe('agent-reply');
    expect(toCustomers(sent).map(({ to }) => to.address)).toEqual(['eva@initech.example']);
  });

  test('holds the same words a second time, and what a program may write', () => {
    const recent = [said({ direction: 'out', agent: 'lia', text: WORDS })];
    const twice = liaWrites({ text: WORDS, ticket: incident({ recent }) });
    expect(lettersOf(twice, 'agent-held')[0]?.values).toMatchObject({ moved: [{ what: 'repeated' }] });
    const events = Array.from({ length: 10 }, (_, i) => ({
      at: NOW - i * 60_000,
      kind: 'answered' as const,
      agent: 'lia',
    }));
    const many = liaWrites({ text: WORDS, ticket: incident({ events }) });
    expect(lettersOf(many, 'agent-held')[0]?.values).toMatchObject({ moved: [{ what: 'too-many' }] });
    expect([...toCustomers(twice), ...toCustomers(many)]).toEqual([]);
  });
});
