/** Has every kind of news to agents a sample? Only with one is it seen that a template has words for it. */
import { expect, test } from 'vitest';
import type { Done, Moved, Notice, Trouble } from '../../src/letters/agent-values.ts';
import { DONE, MOVED, NOTICES, TROUBLES } from '../../src/letters/told-samples.ts';

test('whatever agents are told of has a sample', () => {
  const notices = {
    taken: true,
    'handed-over': true,
    answered: true,
    merged: true,
    'sent-though-moved': true,
    'incident-update': true,
    'closed-by-customer': true,
    'closed-untold': true,
    'rated-badly': true,
    'rated-in-words': true,
    bounced: true,
    unsure: true,
    'not-entitled': true,
    'agent-bounced': true,
    'not-said': true,
    'unproven-agent': true,
    'inactive-agent': true,
    'not-permitted': true,
    'agent-untold': true,
  } satisfies Record<Notice['notice'], true>;
  const troubles = {
    'unknown-command': true,
    'missing-argument': true,
    'wrong-argument': true,
    contradiction: true,
    'command-below': true,
    'no-such-ticket': true,
    'other-contract': true,
    'same-ticket': true,
    'not-a-user': true,
    'not-on-ticket': true,
    'is-requester': true,
    'agent-not-in-queue': true,
    'nothing-to-split': true,
    'no-such-incident': true,
    'on-no-incident': true,
    'not-on-incident': true,
    'not-yours-to-update': true,
    'nobody-to-update': true,
    'too-much-for-all': true,
    'answer-the-card': true,
    'not-for-all': true,
    'nothing-waits': true,
    empty: true,
    'quotes-our-letter': true,
    'agents-address': true,
    'answers-below': true,
    forward: true,
    'not-permitted': true,
  } satisfies Record<Trouble['what'], true>;
  const done = {
    answered: true,
    noted: true,
    state: true,
    assignee: true,
    queue: true,
    priority: true,
    type: true,
    tag: true,
    untag: true,
    cc: true,
    uncc: true,
    merged: true,
    linked: true,
    split: true,
    escalated: true,
    joined: true,
    left: true,
    updated: true,
    'over-with-it': true,
    'left-open': true,
    dropped: true,
    'taken-up': true,
  } satisfies Record<Done['did'], true>;
  const moved = {
    answered: true,
    wrote: true,
    merged: true,
    closed: true,
    'handed-over': true,
    repeated: true,
    'too-many': true,
  } satisfies Record<Moved['what'], true>;
  expect(new Set(NOTICES.map(({ notice }) => notice))).toEqual(new Set(Object.keys(notices)));
  expect(new Set(TROUBLES.map(({ what }) => what))).toEqual(new Set(Object.keys(troubles)));
  expect(new Set(DONE.map(({ did }) => did))).toEqual(new Set(Object.keys(done)));
  expect(new Set(MOVED.map(({ what }) => what))).toEqual(new Set(Object.keys(moved)));
});
