/** Who works on tickets and how, as the pure core gets it; what is wrong in it is told in load.test.ts. */
import { expect, test } from 'vitest';
import { compileDesk } from '../../src/config/compile.ts';
import { loadConfig } from '../../src/config/load.ts';
import { changed, ENV, EXAMPLE } from './example.ts';

test('agents and queues are as the config has them', async () => {
  const { config, document } = await loadConfig(EXAMPLE, { env: ENV, secrets: 'required' });
  const { agents, queues, phone, sla } = compileDesk(config, document).desk;
  expect(agents.map(({ id, languages }) => [id, languages])).toEqual([
    ['bia', ['pt-BR', 'es']],
    ['diego', ['es', 'pt-BR']],
    ['emma', ['en', 'pt-BR']],
  ]);
  expect(agents[1]).toEqual({
    id: 'diego',
    name: 'Diego Rivas',
    publicName: 'Diego',
    addresses: ['diego@blip.example'],
    active: true,
    languages: ['es', 'pt-BR'],
    skills: ['billing'],
    away: [{ from: '2026-12-21', to: '2027-01-03' }],
    hours: sla.calendars.get('business'),
    receipts: false,
  });
  expect(agents[0]?.hours).toBeNull();
  expect(queues).toEqual([
    { id: 'support', members: ['bia', 'diego', 'emma'], lead: 'bia', strategy: 'round-robin', sameAgent: true },
    { id: 'incidents', members: ['bia', 'emma'], lead: 'emma', strategy: 'least-open', sameAgent: false },
  ]);
  expect(phone).toBe('+55 31 0000-0000');
});

test('a member who is named twice is one, and a queue may have no lead', async () => {
  const path = changed(['"members": ["bia", "emma"],\n      "lead": "emma",', '"members": ["emma", "emma"],']);
  const { config, document } = await loadConfig(path, { env: ENV, secrets: 'required' });
  const { desk, problems } = compileDesk(config, document);
  expect(problems).toEqual([]);
  expect(desk.queues[1]).toMatchObject({ members: ['emma'], lead: null });
});

test('answers and customers are as the config says', async () => {
  const path = changed(
    ['"state": "pending"', '"state": "open"'],
    ['"customerWrote": "send"', '"customerWrote": "hold"'],
    ['"filesToAgents": "10MB"', '"filesToAgents": "0B"'],
    ['"awayAfterAutoReply": "3d"', '"awayAfterAutoReply": "12h"'],
    ['"addByCc": true, "selfService": true', '"addByCc": false, "selfService": false'],
  );
  const { config, document } = await loadConfig(path, { env: ENV, secrets: 'required' });
  expect(compileDesk(config, document).desk).toMatchObject({
    answers: { state: 'open', collisions: { customerWrote: 'hold' } },
    awayAfterAutoReply: 12 * 3_600_000,
    agentFilesUpTo: 0,
    customersAdd: false,
    selfService: false,
  });
});
