import { expect, test } from 'vitest';
import { peopleNotes } from '../../src/cli/check-people.ts';
import { loadConfig } from '../../src/config/load.ts';
import { changed, ENV, EXAMPLE } from '../config/example.ts';

async function notesOn(path: string): Promise<string[]> {
  const { config } = await loadConfig(path, { env: ENV, secrets: 'required' });
  return [...peopleNotes(config)].map(({ part, ok, message }) => `${ok ? 'ok' : 'wrong'} ${part}: ${message}`);
}

test('of the shipped config there is nothing to note', async () => {
  expect(await notesOn(EXAMPLE)).toEqual([]);
});

test('a queue that nobody active works on is noted, with who is told instead', async () => {
  const noMember = changed(['"members": ["bia", "emma"],', '"members": [],']);
  expect(await notesOn(noMember)).toEqual([
    'ok queues: note: queue "incidents" has no active member: its lead emma is told of its tickets; add one to queues[].members',
  ]);
  const nobody = changed(
    ['"members": ["bia", "emma"],\n      "lead": "emma",', '"members": ["bia"],'],
    ['"active": true', '"active": false'],
  );
  expect(await notesOn(nobody)).toEqual([
    'ok queues: note: queue "incidents" has no active member: nobody is told; add one to queues[].members',
  ]);
});

test('active agents whom no ticket reaches are noted; a lead is reached', async () => {
  const path = changed(['["bia", "diego", "emma"]', '["emma"]'], ['["bia", "emma"]', '["emma"]']);
  expect(await notesOn(path)).toEqual(['ok agents: note: in no queue, so that no ticket is given to them: diego']);
});

test('plans that promise the phone without a number for it are noted', async () => {
  expect(await notesOn(changed(['"phone": "+55 31 0000-0000"', '"phone": null']))).toEqual([
    'ok plans: note: "Super" and "Enterprise" open the phone with an escalation, but "desk.phone" is null: no number is told',
  ]);
});
