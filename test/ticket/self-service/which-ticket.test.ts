import { describe, expect, test } from 'vitest';
import { type Naming, whichTicket } from '../../../src/ticket/self-service/which-ticket.ts';
import { facts, ticket } from '../../support/facts.ts';
import { ANA, inThread } from './asking.ts';

const naming = (over: Partial<Naming>): Naming => ({
  number: null,
  final: false,
  from: ANA,
  thread: null,
  facts: facts(),
  ...over,
});
const found = (over: Partial<Naming>) => {
  const which = whichTicket(naming(over));
  return 'ticket' in which ? which.ticket.number : which.problem;
};

const FIRST = ticket();
const SECOND = ticket({ id: 4, number: 'BLIP-1004' });
const SOLVED = ticket({ id: 5, number: 'BLIP-1005', state: 'solved' });
const OTHERS = ticket({ id: 6, number: 'BLIP-1006', requester: 'rui@x.example', participants: ['rui@x.example'] });

describe('a wish that names a ticket', () => {
  test('is about that one, wherever it stands', () => {
    expect(found({ number: 1004, facts: facts({ named: [FIRST, SECOND] }) })).toBe('BLIP-1004');
    expect(found({ number: 1004, facts: facts({ ownTickets: [FIRST, SECOND] }) })).toBe('BLIP-1004');
    expect(found({ number: 1003, thread: inThread(FIRST) })).toBe('BLIP-1003');
    expect(found({ number: 1004, thread: inThread(FIRST), facts: facts({ named: [SECOND] }) })).toBe('BLIP-1004');
  });

  test('is never about another one of theirs', () => {
    expect(found({ number: 1009, facts: facts({ ownTickets: [FIRST] }) })).toBe('no-such-ticket');
    expect(found({ number: 1009, thread: inThread(FIRST) })).toBe('no-such-ticket');
  });

  test('is about the one that it lives on in, where it was merged, and says so', () => {
    const merged = ticket({ id: 2, number: 'BLIP-1002', state: 'closed', mergedInto: 'BLIP-1003' });
    const which = whichTicket(naming({ number: 1002, facts: facts({ named: [merged, FIRST] }) }));
    expect(which).toEqual({
      ticket: FIRST,
      because: `it names BLIP-1002, which is BLIP-1003 since it was merged, and ${ANA} is on that ticket`,
    });
    const intoOthers = { ...merged, mergedInto: 'BLIP-1006' };
    expect(found({ number: 1002, facts: facts({ named: [intoOthers, OTHERS] }) })).toBe('no-such-ticket');
    expect(found({ number: 1002, facts: facts({ named: [merged] }) })).toBe('no-such-ticket');
  });

  test('is about none where they are not on it', () => {
    expect(found({ number: 1006, facts: facts({ named: [OTHERS] }) })).toBe('no-such-ticket');
    expect(found({ number: 1006, thread: inThread(OTHERS, 'colleague') })).toBe('no-such-ticket');
    expect(found({ number: 1006, thread: inThread(OTHERS, 'stranger') })).toBe('no-such-ticket');
  });
});

describe('a wish that names none', () => {
  test('is about the one in whose conversation it stands', () => {
    expect(found({ thread: inThread(FIRST), facts: facts({ ownTickets: [SECOND] }) })).toBe('BLIP-1003');
  });

  test('is about the only one that they have', () => {
    expect(found({ facts: facts({ ownTickets: [FIRST] }) })).toBe('BLIP-1003');
    expect(found({ facts: facts({ ownTickets: [SOLVED] }), final: true })).toBe('BLIP-1005');
  });

  test('is about the only one that is not solved, unless it closes', () => {
    expect(found({ facts: facts({ ownTickets: [SOLVED, FIRST] }) })).toBe('BLIP-1003');
    expect(found({ facts: facts({ ownTickets: [SOLVED, FIRST] }), final: true })).toBe('which-ticket');
  });

  test('is not guessed of several, or of none', () => {
    expect(found({ facts: facts({ ownTickets: [FIRST, SECOND] }) })).toBe('which-ticket');
    expect(found({})).toBe('which-ticket');
  });

  test('is not about their own where it stands in the conversation of somebody else', () => {
    expect(found({ thread: inThread(OTHERS, 'stranger'), facts: facts({ ownTickets: [FIRST] }) })).toBe('which-ticket');
  });
});
