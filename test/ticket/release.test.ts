import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Facts, Release } from '../../src/ticket/decision.ts';
import type { Desk } from '../../src/ticket/desk.ts';
import { desk, FAIL, facts, mail, NONE, NOW, PASS, STRANGER, ticket, UNKNOWN } from '../support/facts.ts';

/** A week later: whatever it waited for is over. */
const LATER = NOW + 7 * 86_400_000;

function release(as: Release['as'], over: Partial<Message>, known: Partial<Facts> = {}, rules: Partial<Desk> = {}) {
  const order: Release = { at: LATER, by: 'rita', as, why: null, was: 'quarantined (held)' };
  return decide(mail(over, { releases: 1, release: order }), facts(known), desk(rules), LATER);
}
const from = (address: string) => ({ from: { name: '', address } });
const on: Partial<Facts> = { tickets: { byToken: [ticket()], byMessageId: [], byNumber: [] } };
const byNumber: Partial<Facts> = { tickets: { byToken: [], byMessageId: [], byNumber: [ticket()] } };
const list: Partial<Message> = { automatic: { kind: 'auto-reply', because: 'Auto-Submitted', bounce: null } };
const bia = from('bia@desk.example');

describe('what a release by a person changes', () => {
  test.each<[string, Partial<Message>, Partial<Facts>, Partial<Desk>, string, string]>([
    ['an unverified contact that is held', { authentication: NONE }, {}, { unverified: 'hold' }, 'opened', 'opened'],
    [
      'an unverified stranger that is held',
      { ...from('x@else.example'), authentication: NONE },
      { directory: STRANGER },
      { unverified: 'hold' },
      'refused',
      'refused',
    ],
    ['a colleague that is held', from('leo@acme.example'), on, { colleagues: 'hold' }, 'appended', 'appended'],
    ['a stranger with a token', from('x@else.example'), { ...on, directory: STRANGER }, {}, 'refused', 'refused'],
    ['a forged sender', { authentication: FAIL }, {}, {}, 'quarantined', 'opened'],
    [
      'a forged sender, where the unverified are held',
      { authentication: FAIL },
      {},
      { unverified: 'hold' },
      'quarantined',
      'opened',
    ],
    ['what is automatic', list, {}, {}, 'ignored', 'opened'],
    ['what is automatic on a ticket', list, on, {}, 'noted', 'appended'],
    [
      'a claim to be an agent',
      { ...bia, authentication: NONE },
      { directory: STRANGER },
      {},
      'quarantined',
      'quarantined',
    ],
    ['a forged agent', { ...bia, authentication: FAIL }, { directory: STRANGER }, {}, 'quarantined', 'quarantined'],
    ['two From headers', { defect: '2 From headers' }, {}, {}, 'quarantined', 'quarantined'],
    ['a sender who could be checked meanwhile', { authentication: PASS }, {}, {}, 'opened', 'opened'],
  ])('%s', (_what, over, known, rules, plain, human) => {
    expect(release(null, over, known, rules).disposition).toBe(plain);
    expect(release('human', over, known, rules).disposition).toBe(human);
  });

  test('no release lets a stranger onto a ticket', () => {
    for (const as of [null, 'human'] as const) {
      expect(release(as, from('x@else.example'), { ...on, directory: STRANGER }).changes).toEqual([]);
    }
  });

  test('who was vouched for stays unverified: no words of theirs go out, and only a token joins', () => {
    const opened = release('human', { authentication: FAIL, subject: 'CANARY [BLIP-1003]' }, byNumber);
    const theirs = opened.letters.filter(({ to }) => to.address === 'ana@acme.example');
    expect(opened.disposition).toBe('opened');
    expect(theirs).toMatchObject([{ values: { subject: null } }]);
    expect(JSON.stringify(theirs)).not.toContain('CANARY');
    expect(release('human', { authentication: FAIL }, on).disposition).toBe('appended');
    expect(
      release('human', { ...from('x@else.example'), authentication: FAIL }, { directory: STRANGER }),
    ).toMatchObject({ disposition: 'refused', letters: [] });
  });

  test('a mail that is held again says what would let it through', () => {
    expect(release(null, { authentication: FAIL }).because.join()).toContain('--as human');
  });

  test('a mail that nobody can read in one way stays held, and says what to do', () => {
    const again = release('human', { defect: '2 Subject headers' });
    expect(again.disposition).toBe('quarantined');
    expect(again.because.join()).toContain('answer it by hand');
  });

  test('a check that can not be made is waited for from the release on', () => {
    expect(release(null, { authentication: UNKNOWN })).toMatchObject({
      disposition: 'waiting',
      retryAt: LATER + 600_000,
    });
  });

  test('a mail whose copy reached a ticket meanwhile is a duplicate', () => {
    const copy = { duplicateOf: { id: 99, because: 'mail 99 is the same mail' } };
    expect(release(null, {}, copy)).toMatchObject({ disposition: 'duplicate', changes: [], letters: [] });
    expect(release(null, {}, { duplicateOf: { id: 7, because: 'itself' } }).disposition).toBe('opened');
  });

  test('our own mail that came back and is released is refused without a letter to ourselves', () => {
    const own = {
      ...from('suporte@desk.example'),
      automatic: { kind: 'loop' as const, because: 'own header', bounce: null },
    };
    expect(release('human', own, { directory: STRANGER })).toMatchObject({ disposition: 'refused', letters: [] });
  });
});
