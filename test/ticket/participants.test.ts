import { expect, test } from 'vitest';
import { type Adding, peopleAdded } from '../../src/ticket/participants.ts';
import { contract, message, user } from '../support/facts.ts';

const RUI = { name: 'Rui Alves', address: 'rui@acme.example' };
const adding = (over: Partial<Adding> = {}): Adding => ({
  message: message({ cc: [{ name: 'R.', address: RUI.address }] }),
  from: 'ana@acme.example',
  verified: true,
  requester: 'ana@acme.example',
  participants: ['ana@acme.example'],
  contract: contract({ users: [user(), user({ name: RUI.name, email: RUI.address })] }),
  ...over,
});

test('the requester brings users of the contract by Cc, under the directory’s name', () => {
  expect(peopleAdded(adding(), { customersAdd: true })).toEqual([RUI]);
});

test('nobody is brought where the desk does not let customers do it', () => {
  expect(peopleAdded(adding(), { customersAdd: false })).toEqual([]);
});

test.each<[string, Partial<Adding>]>([
  ['is not proven', { verified: false }],
  ['is of another participant', { from: 'eva@acme.example', participants: ['ana@acme.example', 'eva@acme.example'] }],
  ['names nobody of the contract', { message: message({ cc: [{ name: '', address: 'x@stranger.example' }] }) }],
  ['is on a ticket without contract', { contract: null }],
])('nobody is brought by a mail that %s', (_, over) => {
  expect(peopleAdded(adding(over), { customersAdd: true })).toEqual([]);
});
