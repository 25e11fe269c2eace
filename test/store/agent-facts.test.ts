/** What the store tells a decision of agents: the letters that their mails answer, who is away, and whose turn it is. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { agentSamples } from '../../src/letters/agent-samples.ts';
import type { LetterDraft } from '../../src/letters/letter.ts';
import { openStore } from '../../src/store/store.ts';
import type { Change, Facts } from '../../src/ticket/decision.ts';
import { ends } from '../../src/ticket/outcome.ts';
import { messageIdFor, replyAddressFor, type Token } from '../../src/ticket/token.ts';
import { act, answers, letter, newTicket, openOne, says, withTickets } from '../support/changes.ts';
import { agent, DAY, desk, NOW, queue } from '../support/facts.ts';
import { partOf, reported, withIncident } from '../support/incidents.ts';
import { by, DIRECTORY, LEO, openSettling, question, type Settling } from '../support/settling.ts';

const HOUR = 3_600_000;
const TO_BIA: Token = { number: 1001, party: 'a-bia', serial: '1' };
const BIA = by('bia@desk.example');
const id = (token: Token) => messageIdFor(token, desk());
/** The facts for a mail that answers letters of ours. */
const answering = (settling: Settling, ...tokens: Token[]) =>
  act(settling, [], { disposition: 'noted' }, { mail: { ...BIA, inReplyTo: tokens.map(id) } });
const wrote = (text: string, ticketId = 1): Change => ({
  do: 'append',
  ticketId,
  message: says({ text }),
  state: null,
  what: 'wrote',
  adds: [],
  because: 'our token',
});
const answered = (text: string, direction: 'out' | 'note' = 'out'): Change => ({
  do: 'say',
  ticketId: 1,
  agent: 'rui',
  message: answers({ text, direction }),
  because: 'their answer',
});
const texts = (said: { text: string }[] | undefined) => said?.map(({ text }) => text);

describe('the letter that an agent’s mail answers', () => {
  test('tells its ticket, its mail, and all that was said since it was written', async () => {
    const settling = await withTickets(1);
    const letters = [letter(TO_BIA)];
    await act(settling, [wrote('E o horário?')], { letters, disposition: 'appended', ticket: 'BLIP-1001' });
    await act(settling, [answered('No editor.'), answered('Ver o log.', 'note')]);
    await act(settling, [wrote('Achei.')]);
    const [thread, ...more] = (await answering(settling, TO_BIA)).agentThreads;
    expect(more).toEqual([]);
    expect(thread).toMatchObject({
      agent: 'bia',
      letter: { template: 'agent-ticket', mail: { id: 2, disposition: 'appended', from: 'ana@acme.example' } },
      ticket: { number: 'BLIP-1001', assignee: null },
      mergedFrom: null,
      writtenAt: NOW,
      since: [
        { direction: 'out', agent: 'rui', text: 'No editor.' },
        { direction: 'note', agent: 'rui', text: 'Ver o log.' },
        { direction: 'in', agent: null, text: 'Achei.' },
      ],
    });
  });

  test('about a ticket that was merged since is about the other one, with what was said on both', async () => {
    const settling = await withTickets(2);
    await act(settling, [], { letters: [letter(TO_BIA)] });
    await act(settling, [wrote('no primeiro')]);
    const merge = { do: 'merge', ticketId: 1, intoId: 2, number: 'BLIP-1001', into: 'BLIP-1002', by: 'rui' } as const;
    await act(settling, [merge]);
    await act(settling, [wrote('no segundo', 2)]);
    const [thread] = (await answering(settling, TO_BIA)).agentThreads;
    expect(thread).toMatchObject({ ticket: { number: 'BLIP-1002' }, mergedFrom: 'BLIP-1001' });
    expect(texts(thread?.since)).toEqual(['no primeiro', 'no segundo']);
  });

  test('that is no longer known proves its ticket still; as far as anybody knows nothing of it was read', async () => {
    const settling = await withTickets(1);
    await act(settling, [answered('No editor.')]);
    const [thread] = (await answering(settling, TO_BIA)).agentThreads;
    expect(thread).toMatchObject({ agent: 'bia', letter: null, ticket: { number: 'BLIP-1001' }, writtenAt: 0 });
    expect(texts(thread?.since)).toEqual(['Como altero o menu?', 'No editor.']);
  });

  test('of which the program kept only the root proves its ticket too', async () => {
    const settling = await withTickets(1);
    await act(settling, [], { letters: [letter(TO_BIA)] });
    const root = { ...TO_BIA, serial: '0' };
    expect((await answering(settling, root)).agentThreads).toMatchObject([{ letter: null, ticket: { id: 1 } }]);
    expect((await answering(settling, root, TO_BIA)).agentThreads).toMatchObject([
      { letter: { template: 'agent-ticket' } },
    ]);
  });

  test('is found by the address that the reply went to', async () => {
    const settling = await withTickets(1);
    await act(settling, [], { letters: [letter(TO_BIA)] });
    const mail = { ...BIA, recipients: [String(replyAddressFor(TO_BIA, desk()))] };
    const { agentThreads } = await act(settling, [], { disposition: 'noted' }, { mail });
    expect(agentThreads).toMatchObject([{ letter: { template: 'agent-ticket' }, since: [] }]);
  });

  test('about no ticket has none; one that asks about a mail tells what that one waits for', async () => {
    const settling = await withTickets(1);
    const token: Token = { number: 0, party: 'a-bia', serial: '1' };
    const letters = [letter(token, { template: 'agent-question' })];
    const waits = { disposition: 'waiting', retryAt: NOW + DAY, letters } as const;
    await act(settling, [], waits, { mail: { ...BIA, messageId: '<q@desk.example>' } });
    const reply = { ...BIA, inReplyTo: [id(token)], references: ['<q@desk.example>'] };
    const facts = await act(settling, [], { disposition: 'noted' }, { mail: reply });
    expect(facts.agentThreads).toMatchObject([
      { letter: { mail: { id: 2, disposition: 'waiting', from: 'bia@desk.example' } }, ticket: null, since: [] },
    ]);
    // It would wait for itself to be told.
    expect(facts.answersWaiting).toBe(false);
  });

  test('tells at most twenty messages, the oldest, and of each no more than its first 4,000 characters', async () => {
    const settling = await withTickets(1);
    await act(settling, [], { letters: [letter(TO_BIA)] });
    await act(
      settling,
      Array.from({ length: 30 }, (_, i) => wrote(`${i} ${'é'.repeat(5_000)}`)),
    );
    const [thread] = (await answering(settling, TO_BIA)).agentThreads;
    expect(texts(thread?.since)?.map((text) => [text.split(' ')[0], text.length])).toEqual(
      Array.from({ length: 20 }, (_, i) => [String(i), 4_000]),
    );
    expect(texts(thread?.ticket?.recent)?.map((text) => text.split(' ')[0])).toEqual(
      Array.from({ length: 10 }, (_, i) => String(20 + i)),
    );
  });
});

test('a bounce tells whether the letter went to an agent, about which ticket, and whether it came back before', async () => {
  const settling = await withTickets(1);
  await act(settling, [], { letters: [letter(TO_BIA)] });
  const bounced = async () =>
    (await act(settling, [], { disposition: 'ignored' }, { mail: { inReplyTo: [id(TO_BIA)] } })).bouncedLetter;
  expect(await bounced()).toMatchObject({ agent: 'bia', about: { number: 'BLIP-1001' }, bouncedBefore: false });
  await act(settling, [{ do: 'bounce', letterId: 1, ticketId: 1, recipients: [], because: 'bounce' }]);
  expect(await bounced()).toMatchObject({ agent: 'bia', bouncedBefore: true });
});

describe('where tickets are asked for', () => {
  test('a customer’s own are those that they are on and that are not closed, newest first', async () => {
    const settling = await withTickets(2);
    await openOne(settling, 1003, { requester: { name: 'Léo', address: 'leo@acme.example' } });
    await openOne(settling, 1004, {
      requester: { name: 'Léo', address: 'leo@acme.example' },
      participants: [{ name: 'Ana', address: 'ana@acme.example' }],
    });
    const close: Change = {
      do: 'set',
      ticketId: 1,
      set: { state: 'closed' },
      event: { kind: 'state', to: 'closed', until: null },
      what: 'is closed',
      by: 'bia',
      because: '#close',
    };
    await act(settling, [close]);
    // What says that it asks for them is not the store's to know.
    const asking = { subject: 'meus chamados', replyText: 'meus chamados' };
    const { ownTickets } = await act(settling, [], { disposition: 'answered' }, { mail: asking });
    expect(ownTickets.map(({ number }) => number)).toEqual(['BLIP-1004', 'BLIP-1002']);
    const { ownTickets: none } = await act(settling, [], { disposition: 'noted' });
    expect(none).toEqual([]);
  });
});

describe('the people that an agent’s commands name', () => {
  test('are looked up, for an agent alone', async () => {
    const settling = await openSettling();
    const mail = { ownText: `#cc ${LEO.email}, X@else.example\nBom dia` };
    const { people } = await act(settling, [], { disposition: 'noted' }, { mail: { ...BIA, ...mail } });
    expect(people).toEqual({
      [LEO.email]: DIRECTORY.lookUp(LEO.email),
      'x@else.example': DIRECTORY.lookUp('x@else.example'),
    });
    expect((await act(settling, [], { disposition: 'noted' }, { mail })).people).toEqual({});
  });
});

describe('routing', () => {
  const AGENTS = [agent(), agent({ id: 'rui', addresses: ['rui@desk.example'] })];
  const QUEUES = [
    queue({ members: ['bia', 'rui'], strategy: 'least-open', sameAgent: true }),
    queue({ id: 'billing' }),
  ];
  const rules = desk({ agents: AGENTS, queues: QUEUES });
  const routing = async (settling: Settling, now = NOW) =>
    (await act(settling, [], { disposition: 'noted' }, { now, rules })).routing;

  test('turns, absences, open tickets and who had a contract’s last ticket survive a restart', async () => {
    const settling = await withTickets(3, { assignee: 'bia' });
    await openOne(settling, 1004, { assignee: 'rui' });
    await openOne(settling, 1005, { contract: 'other', assignee: 'bia' });
    await openOne(settling, 1006);
    const turn = (ofQueue: string, to: string): Change => ({ do: 'turn', queue: ofQueue, agent: to });
    await act(settling, [
      turn('support', 'bia'),
      turn('support', 'rui'),
      turn('support', 'bia'),
      turn('billing', 'bia'),
    ]);
    const solved: Change = {
      do: 'set',
      ticketId: 1,
      set: { state: 'solved' },
      event: { kind: 'state', to: 'solved', until: null },
      what: 'is solved',
      by: 'bia',
      because: '#solved',
    };
    await act(settling, [solved]);
    await act(settling, [
      { do: 'away', agent: 'rui', until: NOW + DAY, because: 'their auto-reply' },
      { do: 'away', agent: 'bia', until: NOW + HOUR, because: 'their auto-reply' },
    ]);
    settling.store.close();

    const store = await openStore({ path: settling.path, ticketPrefix: 'BLIP', mode: 'work' });
    const again: Facts['routing'][] = [];
    const agents = { asked: null, fromAgent: null, people: {}, counted: ['bia', 'rui'], keepers: true };
    const note = { messageId: null, fingerprint: null, from: null, subject: null };
    const understood = { unreadable: 'x' };
    const mail = { id: 1, receivedAt: NOW, understood, silent: false, releases: 0, release: null };
    await store.consider(
      { mail, question: question({ agents }), note },
      (_, { routing: seen }) => {
        again.push(seen);
        return ends('ignored', 'it was only asked');
      },
      NOW + 2 * HOUR,
    );
    store.close();
    expect(again).toEqual([
      {
        away: { rui: NOW + DAY },
        turns: { support: { bia: 3, rui: 2 }, billing: { bia: 1 } },
        open: { bia: 3, rui: 1 },
        keepers: { 'acme-2026': 'rui' },
      },
    ]);
  });

  test('an agent who is back is there; the next turn comes after all before', async () => {
    const settling = await openSettling();
    await act(settling, [{ do: 'away', agent: 'bia', until: NOW + DAY, because: 'their auto-reply' }]);
    expect((await routing(settling)).away).toEqual({ bia: NOW + DAY });
    expect((await routing(settling, NOW + DAY)).away).toEqual({});
    await act(settling, [{ do: 'away', agent: 'bia', until: null, because: 'wrote again' }]);
    expect((await routing(settling)).away).toEqual({});
  });

  test('nobody is counted for a queue that takes turns, and a desk without agents asks nothing', async () => {
    const settling = await withTickets(2, { assignee: 'bia' });
    await act(settling, [{ do: 'turn', queue: 'support', agent: 'bia' }]);
    const turns = { support: { bia: 1 } };
    const plain = desk({ agents: AGENTS, queues: [queue()] });
    expect((await act(settling, [], {}, { rules: plain })).routing).toEqual({ away: {}, turns, open: {}, keepers: {} });
    const none = desk({ agents: [] });
    expect(await act(settling, [], {}, { rules: none })).toMatchObject({ routing: { turns: {} }, leadNotices: {} });
  });

  test('an incident counts for nobody, nor do its tickets: who has these is not for that the one for their contracts', async () => {
    const { settling, number } = await withIncident(2);
    await openOne(settling, 1004, { number: 1004, assignee: 'rui' });
    await openOne(settling, 1005, reported(1005, { contract: 'acme-2026', assignee: 'bia' }));
    expect(await routing(settling)).toMatchObject({
      open: { bia: 1, rui: 1 },
      keepers: { 'acme-2026': 'bia' },
    });
    await act(settling, [partOf(1005, number)]);
    expect(await routing(settling)).toMatchObject({
      open: { bia: 0, rui: 1 },
      keepers: { 'acme-2026': 'rui' },
    });
  });

  test('open tickets are counted up to a thousand', async () => {
    const settling = await withTickets(1, { assignee: 'bia' });
    const other = new Database(settling.path);
    other.exec(`
      WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
      INSERT INTO tickets SELECT i, 1000 + i, subject, type, priority, state, tags, queue, assignee, plan, contract,
        organization, language, requester_name, requester, policy, follows, created_at, updated_at, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL FROM n, tickets`);
    other.close();
    expect((await routing(settling)).open).toEqual({ bia: 1_000, rui: 0 });
  });
});

test('leads’ letters about mail that was held are counted for an hour, each kind apart; those on tickets are not', async () => {
  const settling = await withTickets(1);
  const about = { agent: 'Bia Lima', address: 'bia@desk.example', mailId: 7 };
  const notice = (number: number, serial: string, what: 'not-permitted' | 'inactive-agent') =>
    letter(
      { number, party: 'a-bia', serial },
      {
        template: 'agent-notice',
        values: { kind: 'agent-notice', number: null, subject: null, notice: what, ...about },
      },
    );
  await act(settling, [], {
    letters: [
      notice(0, '1', 'not-permitted'),
      notice(0, '2', 'inactive-agent'),
      notice(0, '3', 'inactive-agent'),
      notice(1001, '4', 'inactive-agent'),
    ],
  });
  expect((await act(settling, [])).leadNotices).toEqual({ 'not-permitted': 1, 'inactive-agent': 2 });
  expect((await act(settling, [], {}, { now: NOW + HOUR })).leadNotices).toEqual({});
});

test('letters that answer an agent’s own mails are counted for an hour; what others did, and other agents’, are not', async () => {
  const settling = await withTickets(1);
  const rules = desk({ agents: [agent({ addresses: ['bia@desk.example', 'bia@home.example'] })] });
  const answer = (serial: string, over: Partial<LetterDraft>) => letter({ number: 1001, party: 'a-bia', serial }, over);
  const card = (occasion: 'status' | 'wrote') => {
    const values = agentSamples('agent-ticket').find((one) => one.kind === 'agent-ticket' && one.occasion === occasion);
    if (!values) throw new Error('no sample');
    return { template: 'agent-ticket', values } as const;
  };
  await act(settling, [], {
    letters: [
      answer('1', { template: 'agent-problem' }),
      answer('2', { template: 'agent-held' }),
      answer('3', card('status')),
      answer('4', card('wrote')),
      answer('5', { template: 'agent-notice' }),
      answer('6', { template: 'agent-problem', to: { name: '', address: 'rui@desk.example' } }),
    ],
  });
  const counted = async (address: string, now = NOW) =>
    (await act(settling, [], {}, { rules, now, mail: by(address) })).answersToAgent;
  expect(await counted('bia@desk.example')).toBe(3);
  expect(await counted('bia@home.example')).toBe(3);
  expect(await counted('ana@acme.example')).toBe(0);
  expect(await counted('bia@desk.example', NOW + HOUR + 1)).toBe(0);
});

test('a customer’s reply to an answer belongs to the ticket by the answer’s Message-ID', async () => {
  const settling = await withTickets(1);
  const messageId = '<their-own@desk.example>';
  await act(settling, [
    { do: 'say', ticketId: 1, agent: 'bia', message: answers({ messageId }), because: 'their answer' },
  ]);
  const { tickets } = await act(settling, [], { disposition: 'noted' }, { mail: { inReplyTo: [messageId] } });
  expect(tickets.byMessageId).toMatchObject([[{ number: 'BLIP-1001', recent: [{ agent: null }, { agent: 'bia' }] }]]);
});

test('what an agent sends on is looked up for the customer', async () => {
  const settling = await openSettling();
  await act(settling, [{ do: 'open', ticket: newTicket({ message: says({ messageId: '<m1@acme.example>' }) }) }]);
  const forwarded = {
    from: { name: 'Ana', address: 'Ana@acme.example' },
    subject: 'Ajuda',
    text: 'Como altero?',
    date: null,
  };
  const mail = { ...BIA, forwarded, references: ['<m1@acme.example>'] };
  const facts = await act(settling, [], { disposition: 'noted' }, { mail });
  expect(facts.directory).toEqual(DIRECTORY.lookUp('ana@acme.example'));
  expect(facts.tickets.byMessageId).toMatchObject([[{ number: 'BLIP-1001' }]]);
  expect(settling.store.reads.mail({}, 1)).toMatchObject([{ from: 'bia@desk.example' }]);
});
