/**
 * Answers of programs that quote our letter without any mark: nobody can say where the agent's words end, so the customer gets
 * nothing, and the agent is told. Each mail of `fixtures/mail/agent-reply-unmarked/`.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MARKER } from '../../../src/letters/marker.ts';
import { readMail } from '../../../src/mail/read.ts';
import { decide } from '../../../src/ticket/decide.ts';
import { DESK, fixture } from '../../mail/mails.ts';
import { facts, mail, NOW, PASS, said } from '../../support/facts.ts';
import { agentsDesk, BIA, lettersOf, supportTicket, threadOf } from './agents-desk.ts';

const folder = new URL('../../fixtures/mail/agent-reply-unmarked/', import.meta.url);
const NAMES = readdirSync(folder).map((file) => file.slice(0, -4));

const desk = agentsDesk({
  agents: [{ ...BIA, addresses: ['bia@blip.example'] }],
  queues: [],
  address: 'suporte@blip.example',
  identity: DESK,
});

test.each(NAMES)('%s: the line to reply above stays in the words', async (name) => {
  const { ownText } = await readMail(fixture(`agent-reply-unmarked/${name}`), DESK);
  const last = String(ownText).split('\n').at(-1) ?? '';
  expect([last.slice(0, MARKER.begin.length), last.slice(-MARKER.end.length)]).toEqual([MARKER.begin, MARKER.end]);
});

test.each(NAMES)('%s: nothing goes to the customer, and the agent is told', async (name) => {
  const message = { ...(await readMail(fixture(`agent-reply-unmarked/${name}`), DESK)), authentication: PASS };
  const ticket = supportTicket({ queue: null, number: 'BLIP-1024', recent: [said()] });
  const directory = { memberships: [], domainContracts: [] };
  const decision = decide(mail(message), facts({ directory, agentThreads: [threadOf(ticket)] }), desk, NOW);
  expect(decision.letters.map(({ to }) => to.address)).toEqual(['bia@blip.example']);
  expect(lettersOf(decision, 'agent-problem')[0]?.values).toMatchObject({
    troubles: expect.arrayContaining([{ what: 'quotes-our-letter' }]),
  });
  expect(decision.changes).toEqual([]);
});
