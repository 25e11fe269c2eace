import { describe, expect, test } from 'vitest';
import {
  answered,
  at,
  happens,
  live,
  look,
  opened,
  rulesWith,
  state,
  story,
  toAgents,
  toCustomer,
  when,
  wrote,
} from './ticket-in-time.ts';

const QUIET = toCustomer('quiet', { quiet: '2h' }, 'follow-up-quiet', { atMost: 3 });
const MISSED = toCustomer('missed', { missed: '*' }, 'follow-up-missed');
const PENDING = [
  toCustomer('reminder', { state: 'pending', for: '2bd' }, 'follow-up-reminder'),
  toCustomer('second reminder', { state: 'pending', for: '5bd' }, 'follow-up-reminder'),
  toCustomer('notice', { state: 'pending', for: '8bd' }, 'follow-up-closing'),
  toCustomer('closing', { state: 'pending', for: '10bd' }, 'follow-up-closed', { do: 'close' }),
];
const SOLVED = [
  toCustomer('solved?', { state: 'solved', for: '0m' }, 'follow-up-solved'),
  { name: 'closed after', when: { state: 'solved', for: '5bd' }, do: 'close' },
];

describe('who hears nothing gets a word', () => {
  const rules = rulesWith({ apart: '1h', rules: [QUIET, MISSED] });

  test('after each such time, so often as the rule says', () => {
    const life = opened('1 09:00');
    happens(life, at('1 09:30'), answered);
    expect(live(life, rules, at('1 09:30'), at('3 09:00'))).not.toBeNull();
    expect(story(life)).toEqual(['1 11:30 quiet#1', '1 13:30 quiet#2', '1 15:30 quiet#3']);
  });

  test('but not once a promise is late: then the honest letter goes, and no word after it', () => {
    const life = opened('1 09:00');
    live(life, rules, at('1 09:00'), at('3 09:00'));
    expect(story(life)).toEqual(['1 11:00 quiet#1', '1 13:00 missed:firstResponse#1']);
  });

  test('what waited for the morning does not go if it is late by then, whoever tells of that', () => {
    const life = opened('1 17:00', 'premium');
    live(life, rulesWith({ rules: [QUIET] }), at('1 17:00'), at('3 12:00'));
    // The second is due as it gets late.
    expect(story(life)).toEqual(['1 21:00 -quiet#1']);
    expect(life.done[0]?.act.because).toBe('rule "quiet": not sent, what was promised is late');
  });

  test('an answer begins it anew; writing again does not', () => {
    const life = opened('1 09:00');
    live(life, rules, at('1 09:00'), at('1 10:00'));
    happens(life, at('1 10:00'), answered);
    live(life, rules, at('1 10:00'), at('1 11:30'));
    happens(life, at('1 11:30'), wrote);
    live(life, rules, at('1 11:30'), at('1 12:00'));
    expect(story(life)).toEqual(['1 12:00 quiet#1']);
    expect(life.done[0]?.act.anchor).toBe(2);
  });

  test('another follow-up counts as a word', () => {
    const life = opened('1 09:00');
    life.ticket.lastToCustomer = at('1 10:00');
    expect(when(look(life, rules, at('1 11:00')).lookAt ?? 0)).toBe('1 12:00');
    live(life, rules, at('1 11:00'), at('1 12:30'));
    expect(story(life)).toEqual(['1 12:00 quiet#1']);
  });

  test('nothing while the desk waits for them', () => {
    const life = opened('1 09:00');
    happens(life, at('1 09:30'), answered, state('pending'));
    expect(live(life, rules, at('1 09:30'), at('20 09:00'))).toBeNull();
    expect(story(life)).toEqual([]);
  });
});

describe('a missed promise is told honestly', () => {
  const rules = rulesWith({ apart: '20h', rules: [MISSED] });

  test('in their hours: a breach at night is told in the morning', () => {
    const life = opened('1 16:00', 'premium');
    live(life, rules, at('1 16:00'), at('2 10:00'));
    expect(story(life)).toEqual(['2 09:00 missed:firstResponse#1']);
    expect(life.done[0]?.act).toMatchObject({
      due: at('1 20:00'),
      what: { do: 'write', letter: 'follow-up-missed', about: { metric: 'firstResponse', dueAt: at('1 20:00') } },
    });
  });

  test('who was answered before the morning is not told any more; that is recorded', () => {
    const life = opened('1 16:00', 'premium');
    live(life, rules, at('1 16:00'), at('2 08:00'));
    happens(life, at('2 08:00'), answered);
    live(life, rules, at('2 08:00'), at('2 12:00'));
    expect(story(life)).toEqual(['2 08:00 -missed:firstResponse#1']);
    expect(life.done[0]?.act.because).toBe('rule "missed": not sent, nobody waits for the first response any more');
  });

  test('in the morning too where the ticket was escalated in the night, with the deadline that was promised', () => {
    const escalating = rulesWith({
      hours: 'office',
      rules: [MISSED, toAgents('late', 100, 'lead', { do: 'escalate' })],
    });
    const life = opened('1 16:00', 'premium');
    happens(life, at('1 16:00'), { kind: 'priority', to: 'high' });
    live(life, escalating, at('1 16:00'), at('2 10:00'));
    expect(life.ticket.facts.priority).toBe('urgent');
    expect(story(life).filter((line) => line.includes('missed'))).toEqual(['2 09:00 missed:firstResponse#1']);
    expect(life.done.find(({ act }) => act.kind === 'missed:firstResponse')?.act).toMatchObject({
      due: at('1 20:00'),
      what: { about: { metric: 'firstResponse', dueAt: at('1 20:00') } },
    });
  });

  test('also where a change gives more time, once it was missed: not where that came before', () => {
    const calmed = (time: string) => {
      const life = opened('1 16:00', 'premium');
      happens(life, at('1 16:00'), { kind: 'priority', to: 'urgent' });
      happens(life, at(time), { kind: 'priority', to: 'low' });
      live(life, rules, at(time), at('2 09:30'));
      return life.done.map(({ at: told, act }) => [when(told), act.outcome === 'sent' && act.what]);
    };
    const missed = (dueAt: string) => ({
      do: 'write',
      letter: 'follow-up-missed',
      about: { metric: 'firstResponse', dueAt: at(dueAt) },
      closesAt: null,
    });
    expect(calmed('1 18:00')).toEqual([['2 09:00', missed('1 17:00')]]);
    expect(calmed('1 16:59')).toEqual([['2 09:00', missed('1 20:00')]]);
  });

  test('not one that a change put into the past, which was promised to nobody: what was promised before is', () => {
    const tellings = (life: ReturnType<typeof opened>) =>
      life.done.map(({ at: told, act }) => [
        when(told),
        act.outcome === 'sent' && 'about' in act.what && act.what.about,
      ]);
    const promised = { metric: 'firstResponse', dueAt: at('1 13:00') };
    for (const changed of ['1 12:00', '1 10:00']) {
      const life = opened('1 09:00');
      happens(life, at(changed), { kind: 'priority', to: 'urgent' });
      live(life, rules, at(changed), at('1 16:00'));
      expect(tellings(life)).toEqual([['1 13:00', promised]]);
    }
    const calmed = opened('1 09:00');
    happens(calmed, at('1 12:00'), { kind: 'priority', to: 'urgent' });
    live(calmed, rules, at('1 12:00'), at('1 14:00'));
    happens(calmed, at('1 14:00'), { kind: 'priority', to: 'normal' });
    live(calmed, rules, at('1 14:00'), at('1 16:00'));
    expect(tellings(calmed)).toEqual([['1 13:00', promised]]);
    // Solved before it, and opened again: what is missed then is told.
    const reopened = opened('1 09:00');
    happens(reopened, at('1 11:00'), { kind: 'priority', to: 'urgent' });
    happens(reopened, at('1 11:30'), { kind: 'state', to: 'solved', until: null });
    live(reopened, rules, at('1 11:30'), at('2 10:00'));
    expect(story(reopened).filter((line) => line.includes('missed'))).toEqual([]);
    happens(reopened, at('2 10:00'), wrote, { kind: 'state', to: 'open', until: null });
    happens(reopened, at('2 10:00'), { kind: 'priority', to: 'normal' });
    live(reopened, rules, at('2 10:00'), at('2 16:00'));
    expect(story(reopened).filter((line) => line.includes('missed:firstResponse'))).toHaveLength(1);
    const answeredInTime = opened('1 09:00');
    happens(answeredInTime, at('1 12:00'), { kind: 'priority', to: 'urgent' });
    live(answeredInTime, rules, at('1 12:00'), at('1 12:30'));
    happens(answeredInTime, at('1 12:30'), answered);
    live(answeredInTime, rules, at('1 12:30'), at('1 16:00'));
    expect(answeredInTime.done).toEqual([]);
    const early = opened('1 09:00');
    happens(early, at('1 09:30'), { kind: 'priority', to: 'urgent' });
    live(early, rules, at('1 09:30'), at('1 16:00'));
    expect(story(early)).toEqual(['1 10:00 missed:firstResponse#1']);
  });

  test('each next response hangs on the mail that asked', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered);
    happens(life, at('1 11:00'), wrote, wrote);
    live(life, rules, at('1 11:00'), at('2 12:00'));
    happens(life, at('2 12:00'), answered);
    happens(life, at('3 11:00'), wrote);
    live(life, rules, at('3 11:00'), at('4 12:00'));
    expect(story(life)).toEqual(['2 10:00 missed:nextResponse#1', '4 10:00 missed:nextResponse#1']);
    expect(life.done.map(({ act }) => act.anchor)).toEqual([3, 6]);
  });
});

describe('a customer who is waited for', () => {
  const rules = rulesWith({ rules: PENDING });

  /** Asked on Monday at ten. */
  const asked = () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered, state('pending'));
    return life;
  };

  test('is reminded twice, told of the closing, and closed on', () => {
    const life = asked();
    expect(live(life, rules, at('1 10:00'), at('60 10:00'))).toBeNull();
    expect(story(life)).toEqual([
      '3 10:00 pending:follow-up-reminder#1',
      '8 10:00 pending:follow-up-reminder#2',
      '11 10:00 pending:follow-up-closing#1',
      '15 10:00 pending:close#1',
    ]);
    expect(life.ticket.facts.state).toBe('closed');
    expect(life.done.map(({ act }) => (act.outcome === 'sent' ? act.what : null))).toEqual([
      { do: 'write', letter: 'follow-up-reminder', about: null, closesAt: at('15 10:00') },
      { do: 'write', letter: 'follow-up-reminder', about: null, closesAt: at('15 10:00') },
      { do: 'write', letter: 'follow-up-closing', about: null, closesAt: at('15 10:00') },
      { do: 'close', letter: 'follow-up-closed', announced: true, tell: [] },
    ]);
    expect(life.done[3]?.act.because).toBe('rule "closing": pending for 10bd, after notice');
  });

  test('is left alone once they wrote', () => {
    const life = asked();
    live(life, rules, at('1 10:00'), at('4 10:00'));
    happens(life, at('4 10:00'), wrote, state('open'));
    expect(live(life, rules, at('4 10:00'), at('60 10:00'))).toBeNull();
    expect(story(life)).toEqual(['3 10:00 pending:follow-up-reminder#1']);
  });

  test('has all the time again when asked again', () => {
    const life = asked();
    live(life, rules, at('1 10:00'), at('5 12:00'));
    happens(life, at('5 12:00'), answered);
    live(life, rules, at('5 12:00'), at('10 12:00'));
    expect(story(life)).toEqual(['3 10:00 pending:follow-up-reminder#1', '9 12:00 pending:follow-up-reminder#1']);
  });

  test('after a long stop of the desk gets the last letter alone, and is closed on only so long after it', () => {
    const life = asked();
    live(life, rules, at('31 14:00'), at('60 10:00'));
    expect(story(life)).toEqual([
      '31 14:00 -pending:follow-up-reminder#1',
      '31 14:00 -pending:follow-up-reminder#2',
      '31 14:00 pending:follow-up-closing#1',
      '33 14:00 pending:close#1',
    ]);
    expect(life.done[2]?.act).toMatchObject({ what: { closesAt: at('33 14:00') } });
  });

  test('is closed on later where the notice had to wait for the morning', () => {
    // Around the clock: the eighth day ends on a Sunday.
    const life = opened('0 09:00', 'premium');
    happens(life, at('0 10:00'), answered, state('pending'));
    const short = rulesWith({
      rules: [
        toCustomer('notice', { state: 'pending', for: '7bd' }, 'follow-up-closing'),
        toCustomer('closing', { state: 'pending', for: '9bd' }, 'follow-up-closed', { do: 'close' }),
      ],
    });
    live(life, short, at('0 10:00'), at('60 10:00'));
    expect(story(life)).toEqual(['8 09:00 pending:follow-up-closing#1', '10 09:00 pending:close#1']);
  });

  test('whose address gives mail back is closed on without notice, which is recorded, and the assignee hears of it', () => {
    const life = asked();
    life.ticket.unreachable = true;
    live(life, rules, at('1 10:00'), at('60 10:00'));
    expect(story(life)).toEqual([
      '8 10:00 -pending:follow-up-reminder#1',
      '11 10:00 -pending:follow-up-reminder#2',
      '15 10:00 pending:close#1',
      '15 10:00 -pending:follow-up-closing#1',
    ]);
    expect(life.done[2]?.act).toMatchObject({
      because: 'rule "closing": pending for 10bd, without notice, as their address gives mail back',
      what: { do: 'close', letter: null, announced: false, tell: ['assignee'] },
    });
  });

  test('who can be reached again is told first, and closed on so long after that', () => {
    const life = asked();
    live(life, rules, at('1 10:00'), at('11 09:00'));
    life.ticket.unreachable = true;
    live(life, rules, at('11 09:00'), at('12 15:00'));
    life.ticket.unreachable = false;
    live(life, rules, at('12 15:00'), at('60 10:00'));
    expect(story(life).slice(2)).toEqual(['12 15:00 pending:follow-up-closing#1', '16 15:00 pending:close#1']);
  });

  test('who was told when is not closed on sooner once their address gives mail back', () => {
    // Around the clock: a day after Friday's notice is a Saturday, when no letter goes; they were told of Monday.
    const life = opened('2 17:00', 'premium');
    happens(life, at('2 18:00'), answered, state('pending'));
    const short = rulesWith({
      rules: [
        toCustomer('notice', { state: 'pending', for: '2bd' }, 'follow-up-closing'),
        toCustomer('closing', { state: 'pending', for: '3bd' }, 'follow-up-closed', { do: 'close' }),
      ],
    });
    live(life, short, at('2 18:00'), at('5 09:15'));
    expect(life.done[0]?.act).toMatchObject({ what: { closesAt: at('8 09:00') } });
    life.ticket.unreachable = true;
    live(life, short, at('5 09:15'), at('60 10:00'));
    expect(story(life)).toEqual(['5 09:00 pending:follow-up-closing#1', '8 09:00 pending:close#1']);
    expect(life.done[1]?.act).toMatchObject({ what: { letter: null, announced: true, tell: ['assignee'] } });
  });

  test('who is away only is neither written to nor closed on', () => {
    const life = asked();
    live(life, rules, at('1 10:00'), at('4 10:00'));
    life.ticket.awayOnly = true;
    expect(live(life, rules, at('4 10:00'), at('60 10:00'))).toBeNull();
    expect(story(life)).toEqual(['3 10:00 pending:follow-up-reminder#1', '11 10:00 -pending:follow-up-reminder#2']);
    expect(life.ticket.facts.state).toBe('pending');
  });
});

describe('a solved ticket', () => {
  const rules = rulesWith({ rules: SOLVED });

  test('is asked after at once, and closed without another letter', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered, state('solved'));
    expect(live(life, rules, at('1 10:00'), at('60 10:00'))).toBeNull();
    expect(story(life)).toEqual(['1 10:00 solved:follow-up-solved#1', '8 10:00 solved:close#1']);
    expect(life.done[1]?.act).toMatchObject({ what: { do: 'close', letter: null, announced: true, tell: [] } });
  });

  test('at night is asked after in the morning, and closed so much later', () => {
    const life = opened('1 09:00');
    happens(life, at('5 22:00'), answered, state('solved'));
    live(life, rules, at('5 22:00'), at('60 10:00'));
    expect(story(life)).toEqual(['8 09:00 solved:follow-up-solved#1', '15 09:00 solved:close#1']);
  });

  test('that is opened again is asked after again once it is solved again', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered, state('solved'));
    live(life, rules, at('1 10:00'), at('2 10:00'));
    happens(life, at('2 10:00'), wrote, state('open'));
    live(life, rules, at('2 10:00'), at('3 10:00'));
    happens(life, at('3 10:00'), answered, state('solved'));
    live(life, rules, at('3 10:00'), at('4 10:00'));
    expect(story(life)).toEqual(['1 10:00 solved:follow-up-solved#1', '3 10:00 solved:follow-up-solved#1']);
  });
});

describe('no two letters close to each other', () => {
  test('the second waits, and goes if it is still true', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered, state('pending'));
    life.ticket.lastToCustomer = at('3 09:00');
    const rules = rulesWith({ rules: PENDING });
    live(life, rules, at('3 09:00'), at('4 12:00'));
    expect(story(life)).toEqual(['4 09:00 pending:follow-up-reminder#1']);
  });

  test('two promises that are late at once are told of apart', () => {
    const life = opened('1 09:00');
    const rules = rulesWith({ rules: [MISSED] });
    live(life, rules, at('25 10:00'), at('30 10:00'));
    expect(story(life)).toEqual(['25 10:00 missed:firstResponse#1', '26 09:00 missed:resolution#1']);
  });
});

describe('what is over wants nothing', () => {
  const rules = rulesWith({ rules: [QUIET, MISSED, ...PENDING, ...SOLVED] });

  test.each([
    ['closed', [state('closed')]],
    ['merged', [{ kind: 'merged', into: 'BLIP-1001' } as const]],
  ])('%s', (_what, events) => {
    const life = opened('1 09:00');
    happens(life, at('1 17:00'), ...events);
    expect(look(life, rules, at('20 10:00'))).toMatchObject({ acts: [], lookAt: null });
  });

  test('a ticket of which no event is known', () => {
    const life = opened('1 09:00');
    life.ticket.events = [];
    expect(look(life, rules, at('20 10:00'))).toEqual({ clocks: [], acts: [], lookAt: null });
  });
});
