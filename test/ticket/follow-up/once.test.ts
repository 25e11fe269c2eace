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
  wrote,
} from './ticket-in-time.ts';

const FIRST = toCustomer('first', { state: 'pending', for: '2bd' }, 'follow-up-reminder');
const SECOND = toCustomer('second', { state: 'pending', for: '5bd' }, 'follow-up-reminder');
const NOTICE = toCustomer('notice', { state: 'pending', for: '8bd' }, 'follow-up-closing');
const CLOSING = toCustomer('closing', { state: 'pending', for: '10bd' }, 'follow-up-closed', { do: 'close' });
const ALL = [FIRST, SECOND, NOTICE, CLOSING];

const asked = () => {
  const life = opened('1 09:00');
  happens(life, at('1 10:00'), answered, state('pending'));
  return life;
};

describe('a change of the rules sends nothing twice', () => {
  test('other names, in another order', () => {
    const life = asked();
    live(life, rulesWith({ rules: ALL }), at('1 10:00'), at('9 10:00'));
    const renamed = [CLOSING, NOTICE, SECOND, FIRST].map((rule, i) => ({ ...rule, name: `rule ${i}` }));
    live(life, rulesWith({ rules: renamed }), at('9 10:00'), at('11 09:00'));
    expect(story(life)).toEqual(['3 10:00 pending:follow-up-reminder#1', '8 10:00 pending:follow-up-reminder#2']);
  });

  test('a reminder that comes between two that went is left out', () => {
    const life = asked();
    live(life, rulesWith({ rules: ALL }), at('1 10:00'), at('9 10:00'));
    const between = toCustomer('between', { state: 'pending', for: '3bd' }, 'follow-up-reminder');
    live(life, rulesWith({ rules: [...ALL, between] }), at('9 10:00'), at('11 09:00'));
    expect(story(life).slice(2)).toEqual(['9 10:00 -pending:follow-up-reminder#3']);
    expect(life.done[2]?.act.because).toBe('rule "second": not sent, a later one went already');
  });

  test('a reminder that is put off goes no second time', () => {
    const life = asked();
    live(life, rulesWith({ rules: [FIRST] }), at('1 10:00'), at('3 12:00'));
    const later = { ...FIRST, when: { state: 'pending', for: '4bd' } };
    live(life, rulesWith({ rules: [later] }), at('3 12:00'), at('20 10:00'));
    expect(story(life)).toEqual(['3 10:00 pending:follow-up-reminder#1']);
  });

  test('a reminder between the notice and the closing is not needed any more', () => {
    const life = asked();
    live(life, rulesWith({ rules: ALL }), at('1 10:00'), at('11 12:00'));
    const late = toCustomer('late', { state: 'pending', for: '7bd' }, 'follow-up-reminder');
    live(life, rulesWith({ rules: [...ALL, late] }), at('11 12:00'), at('30 10:00'));
    expect(story(life).slice(3)).toEqual(['11 12:00 -pending:follow-up-reminder#3', '15 10:00 pending:close#1']);
  });

  test('one more who is told does not make others be told again', () => {
    const life = opened('1 09:00');
    look(life, rulesWith({ rules: [toAgents('late', 100, 'assignee')] }), at('1 13:00'));
    const more = [toAgents('lead too', 100, 'lead'), toAgents('late', 100, 'assignee')];
    look(life, rulesWith({ rules: more }), at('1 14:00'));
    expect(story(life)).toEqual(['1 13:00 breach:firstResponse#1']);
  });

  test('a closing that comes sooner still waits for its notice', () => {
    const life = asked();
    live(life, rulesWith({ rules: ALL }), at('1 10:00'), at('9 10:00'));
    const sooner = [
      { ...NOTICE, when: { state: 'pending', for: '3bd' } },
      { ...CLOSING, when: { state: 'pending', for: '5bd' } },
    ];
    live(life, rulesWith({ rules: sooner }), at('9 10:00'), at('30 10:00'));
    expect(story(life).slice(2)).toEqual(['9 10:00 pending:follow-up-closing#1', '11 10:00 pending:close#1']);
  });
});

describe('a clock that jumps', () => {
  const rules = rulesWith({ rules: ALL });

  test('back repeats nothing', () => {
    const life = asked();
    live(life, rules, at('1 10:00'), at('3 10:30'));
    live(life, rules, at('3 09:30'), at('3 12:00'));
    expect(story(life)).toEqual(['3 10:00 pending:follow-up-reminder#1']);
  });

  test('forth and back again neither repeats nor forgets', () => {
    const life = asked();
    look(life, rules, at('3 10:30'));
    live(life, rules, at('1 10:30'), at('30 10:00'));
    expect(story(life)).toEqual([
      '3 10:30 pending:follow-up-reminder#1',
      '8 10:00 pending:follow-up-reminder#2',
      '11 10:00 pending:follow-up-closing#1',
      '15 10:00 pending:close#1',
    ]);
  });

  test('behind that of the mail server sends nothing that an answer has made untrue', () => {
    const life = asked();
    happens(life, at('3 10:30'), wrote, state('open'));
    look(life, rules, at('3 10:05'));
    expect(story(life)).toEqual(['3 10:05 -pending:follow-up-reminder#1']);
  });

  test('before all that happened finds nothing to do', () => {
    const life = asked();
    expect(look(life, rules, at('0 10:00'))).toMatchObject({ acts: [], lookAt: at('3 10:00') });
  });
});
