import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/mail/message.ts';
import { peopleNamed, personBehind } from '../../../src/ticket/agent/behalf.ts';
import type { Meant, Release } from '../../../src/ticket/decision.ts';
import { agent, desk, message, NOW } from '../../support/facts.ts';

const rules = desk({
  agents: [
    agent({ addresses: ['bia@desk.example', 'bia@home.example'] }),
    agent({ id: 'rui', addresses: ['rui@desk.example'] }),
  ],
});
const BIA = { from: { name: 'Bia', address: 'Bia@Desk.example' } };
const forwards = (address: string | null): Partial<Message> => ({
  forwarded: {
    from: address === null ? null : { name: '', address },
    subject: 'Ajuda',
    text: 'Como altero?',
    date: null,
  },
});
const told = (meant: Meant): Release => ({ at: NOW, by: 'bia', as: null, meant, why: null, was: 'waiting' });

describe('whose matter a mail is about', () => {
  test.each<[string, Partial<Message>, Release | null, string | null]>([
    ['a customer’s is theirs', {}, null, 'ana@acme.example'],
    ['a customer’s forward is theirs too', forwards('leo@acme.example'), null, 'ana@acme.example'],
    ['a customer’s #for counts for nothing', { ownText: '#for leo@acme.example' }, null, 'ana@acme.example'],
    ['nobody’s is nobody’s', { from: null }, null, null],
    ['an agent’s own is the agent’s', BIA, null, 'bia@desk.example'],
    ['what an agent forwards is the customer’s', { ...BIA, ...forwards('Leo@acme.example') }, null, 'leo@acme.example'],
    ['a forward of nobody knows whom is the agent’s', { ...BIA, ...forwards(null) }, null, 'bia@desk.example'],
    [
      'a letter of ours that an agent forwards',
      { ...BIA, ...forwards('suporte@desk.example') },
      null,
      'bia@desk.example',
    ],
    [
      'a colleague’s mail that an agent forwards',
      { ...BIA, ...forwards('rui@desk.example') },
      null,
      'bia@desk.example',
    ],
    ['#for names them', { ...BIA, ownText: '#for leo@acme.example\nEla ligou.' }, null, 'leo@acme.example'],
    [
      '#para too, before what is forwarded',
      { ...BIA, ...forwards('ana@acme.example'), ownText: '#para leo@acme.example' },
      null,
      'leo@acme.example',
    ],
    [
      'what they said when they were asked',
      { ...BIA, ...forwards(null) },
      told({ do: 'for', address: 'Leo@acme.example' }),
      'leo@acme.example',
    ],
    [
      'what they said before what stands there',
      { ...BIA, ownText: '#for ana@acme.example' },
      told({ do: 'for', address: 'leo@acme.example' }),
      'leo@acme.example',
    ],
    ['that it be sent names nobody', BIA, told({ do: 'send', knowing: 0 }), 'bia@desk.example'],
  ])('%s', (_, over, release, person) => {
    expect(personBehind(message(over), release, rules)).toBe(person);
  });
});

describe('whom commands would put on a ticket', () => {
  test('are those that an agent names, in lower case, as programs write them', () => {
    const ownText = '#cc Leo@acme.example, tina@acme.example<mailto:tina@acme.example>\n\nSegue. otto@other.example';
    expect(peopleNamed(message({ ...BIA, ownText }), rules)).toEqual(['leo@acme.example', 'tina@acme.example']);
  });

  test('are none in a customer’s mail', () => {
    expect(peopleNamed(message({ ownText: '#cc leo@acme.example' }), rules)).toEqual([]);
  });

  test('are found among megabytes in no time, and are twenty at most', () => {
    const many = Array.from({ length: 50 }, (_, i) => `p${i}@acme.example`);
    expect(peopleNamed(message({ ...BIA, ownText: `#cc ${many.join(' ')}` }), rules)).toHaveLength(20);
    expect(peopleNamed(message({ ...BIA, ownText: `#cc ${'a'.repeat(2_000_000)}@` }), rules)).toEqual([]);
    expect(peopleNamed(message({ ...BIA, ownText: '#cc a@'.repeat(400_000) }), rules)).toEqual([]);
  });
});
