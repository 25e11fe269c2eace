import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FollowUp } from '../../../src/ticket/follow-up/act.ts';
import { isOpen } from '../../../src/ticket/sla/calendar.ts';
import { dueAt } from '../../../src/ticket/sla/sla.ts';
import { anyHappenings, anyLife, anyRules, DAYS, type Happening, letHappen, START, STEP } from './lives.ts';
import { type Life, look, rulesWith, story } from './ticket-in-time.ts';

type Rules = ReturnType<typeof rulesWith>;
type Seen = (found: FollowUp, now: number) => void;

const END = START + (DAYS + 20) * 24 * 60 * 60_000;

/** Looks until nothing more is to be done at an instant. */
function settle(life: Life, rules: Rules, now: number, seen: Seen = () => undefined): number | null {
  for (let looks = 0; looks < 20; looks++) {
    const found = look(life, rules, now);
    const { lookAt } = found;
    seen(found, now);
    if (lookAt === null || lookAt > now) return lookAt;
  }
  throw new Error('it never comes to rest');
}

/** Looks when something happens, and when the last look said so. */
function byLookAt(life: Life, happenings: readonly Happening[], rules: Rules, end = END, seen?: Seen): void {
  let lookAt = settle(life, rules, START, seen);
  for (const { step, what } of [...happenings, { step: (end - START) / STEP, what: null }]) {
    const then = START + step * STEP;
    while (lookAt !== null && lookAt < then) lookAt = settle(life, rules, lookAt, seen);
    if (what === null) continue;
    letHappen(life, then, what);
    lookAt = settle(life, rules, then, seen);
  }
}

/** Looks at each step. */
function byStep(life: Life, happenings: readonly Happening[], rules: Rules, end: number): void {
  const left = [...happenings];
  for (let now = START; now < end; now += STEP) {
    let happened = false;
    for (let next = left[0]; next && START + next.step * STEP <= now; next = left[0]) {
      left.shift();
      letHappen(life, now, next.what);
      settle(life, rules, now);
      happened = true;
    }
    if (!happened) settle(life, rules, now);
  }
}

test('looking at each step and looking when it says so do the same, at the same instants', () => {
  const end = START + (DAYS + 3) * 24 * 60 * 60_000;
  fc.assert(
    fc.property(anyLife, anyHappenings, anyRules, (life, happenings, written) => {
      const rules = rulesWith(written);
      const [one, other] = [life(), life()];
      byLookAt(one, happenings, rules, end);
      byStep(other, happenings, rules, end);
      expect(story(one)).toEqual(story(other));
      expect(one.ticket.events).toEqual(other.ticket.events);
    }),
    { numRuns: 25 },
  );
});

test('looking twice does nothing twice', () => {
  fc.assert(
    fc.property(anyLife, anyHappenings, anyRules, (life, happenings, written) => {
      const rules = rulesWith(written);
      const one = life();
      byLookAt(one, happenings, rules);
      const before = one.done.length;
      for (const now of [END, START, END - 1, START + 1]) expect(look(one, rules, now).acts).toEqual([]);
      expect(one.done).toHaveLength(before);
      expect(new Set(identities(one)).size).toBe(before);
    }),
    { numRuns: 150 },
  );
});

test('a clock that jumps back and forth, restarts, and rules that are renamed and reordered send nothing twice', () => {
  const jumps = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(anyLife, anyHappenings, anyRules, jumps, (life, happenings, written, stepsOn) => {
      const one = life();
      let now = START;
      for (const [i, steps] of stepsOn.entries()) {
        now = Math.max(START - 100 * STEP, now + steps * STEP);
        const what = happenings[i]?.what;
        if (what) letHappen(one, now, what);
        const named = written.rules.map((rule, n) => ({ ...rule, name: `${i} ${n}` }));
        look(one, rulesWith({ ...written, rules: i % 2 === 0 ? named : named.toReversed() }), now);
        // A restart: all that is left is what was stored.
        one.ticket = structuredClone(one.ticket);
      }
      expect(new Set(identities(one)).size).toBe(one.done.length);
    }),
    { numRuns: 100 },
  );
});

test('what a look found missed every later one finds missed, by the same deadline, whatever changes', () => {
  fc.assert(
    fc.property(anyLife, anyHappenings, anyRules, (life, happenings, written) => {
      const missed = new Map<string, number>();
      byLookAt(life(), happenings, rulesWith(written), END, ({ clocks }, at) => {
        const now = new Map(clocks.map((clock) => [`${clock.metric} ${clock.startedAt}`, clock]));
        for (const [key, dueAt] of missed) expect(now.get(key)).toMatchObject({ dueAt, breachedAt: dueAt });
        for (const [key, { dueAt, breachedAt, promisedAt }] of now) {
          // One that a change put to its own instant was promised to nobody: a further change may make it good. And who
          // answers at the very instant of a deadline is in time, after a look at that instant too.
          if (breachedAt === dueAt && promisedAt < dueAt && dueAt < at) missed.set(key, dueAt);
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('customers are written to in their hours, apart, where they can be reached, and of what is true', () => {
  fc.assert(
    fc.property(anyLife, anyHappenings, anyRules, (life, happenings, written) => {
      const rules = rulesWith(written);
      const one = life();
      byLookAt(one, happenings, rules);
      let last = Number.NEGATIVE_INFINITY;
      for (const { at, act, state, reachable } of one.done) {
        if (act.outcome === 'skipped' || !(act.what.do === 'write' || act.what.do === 'close')) continue;
        const kind = act.kind.split(':')[0];
        if (kind === 'quiet') expect(['new', 'open']).toContain(state);
        else if (kind !== 'missed') expect(state).toBe(kind);
        if (act.what.letter === null) continue;
        expect(isOpen(rules.followUps.hours, at)).toBe(true);
        expect(at - last).toBeGreaterThanOrEqual(rules.followUps.apart);
        expect(reachable).toBe(true);
        last = at;
      }
    }),
    { numRuns: 150 },
  );
});

test('nobody is closed on who was not told so long before, unless nobody could tell them', () => {
  fc.assert(
    fc.property(anyLife, anyHappenings, anyRules, (life, happenings, written) => {
      const rules = rulesWith(written);
      const one = life();
      byLookAt(one, happenings, rules);
      const close = one.done.find(({ act }) => act.kind.endsWith(':close') && act.outcome === 'sent');
      if (!close || close.act.outcome === 'skipped' || close.act.what.do !== 'close') return;
      const { act } = close;
      const state = act.kind === 'solved:close' ? 'solved' : 'pending';
      const rule = rules.followUps.states.get(state)?.close;
      const told = one.done.find(
        (other) =>
          other.act.kind === rule?.notice.kind && other.act.anchor === act.anchor && other.act.outcome === 'sent',
      );
      if (!told || !rule) {
        expect(close.act.what).toEqual({ do: 'close', letter: null, announced: false, tell: ['assignee'] });
        expect(one.ticket.unreachable).toBe(true);
        return;
      }
      const policy = rules.sla.policies.get(one.ticket.facts.policy);
      expect(close.act.what.announced).toBe(true);
      if (told.act.outcome === 'sent' && told.act.what.do === 'write')
        expect(close.at).toBeGreaterThanOrEqual(told.act.what.closesAt ?? 0);
      if (policy) expect(close.at).toBeGreaterThanOrEqual(dueAt(policy.calendar, told.at, rule.notice.distance));
    }),
    { numRuns: 150 },
  );
});

function identities(life: Life): string[] {
  return life.done.map(({ act: { kind, anchor, ordinal } }) => `${kind} ${anchor} ${ordinal}`);
}
