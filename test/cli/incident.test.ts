/** What `tickets` and `ticket` show of an incident that gathers tickets, and of the tickets in it. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { act } from '../support/changes.ts';
import { type DeskFolder, makeDeskFolder } from '../support/desk-folder.ts';
import { partOf, withIncident } from '../support/incidents.ts';

// Each command is a process, and others may need the machine as well.
vi.setConfig({ testTimeout: 60_000 });

/** BLIP-1003 is the incident of BLIP-1001; BLIP-1002 has left it. */
async function openDesk(): Promise<DeskFolder> {
  const { settling } = await withIncident(2);
  await act(settling, [partOf(1002, null, 'bia')]);
  const desk = await makeDeskFolder({ store: { path: settling.path } });
  onTestFinished(() => desk.remove());
  return desk;
}

test('a list shows an incident as that, and nowhere as a ticket of somebody', async () => {
  const desk = await openDesk();
  const { stdout } = await desk.run('tickets');
  const line = (number: string) => stdout.split('\n').find((one) => one.startsWith(number)) ?? '';
  expect(line('BLIP-1003')).toContain('(incident of 1 ticket)');
  expect(line('BLIP-1003')).not.toContain('@');
  expect(line('BLIP-1001')).toContain('ana@acme.example');
});

test('of an incident its tickets are listed, of a ticket the incident that it is part of', async () => {
  const desk = await openDesk();
  const whole = (await desk.run('ticket', '1003')).stdout;
  expect(whole).toContain('new · incident · high · the incident of 1 ticket');
  expect(whole).toMatch(/gathers +incidents with the tag "whatsapp"/);
  expect(whole).toMatch(/Parts\n +NUMBER.*\n +BLIP-1001 +new +Organization 1001 +ana@acme\.example +Ajuda com o bot/);
  expect(whole).not.toMatch(/requester|suporte@/);
  expect(whole).toMatch(/desk: takes in BLIP-1001/);
  expect((await desk.run('ticket', '1001')).stdout).toMatch(
    /^ {2}part of +BLIP-1003, the incident of several customers/m,
  );
  expect((await desk.run('ticket', '1002')).stdout).not.toMatch(/^ {2}part of/m);
});

test('as JSON a ticket has its parent and its parts; in a list, where it has any', async () => {
  const desk = await openDesk();
  const lines = (await desk.run('tickets', '--json')).json();
  const told = new Map(lines.map(({ number, gathers, parent, parts }) => [number, { gathers, parent, parts }]));
  expect(told.get('BLIP-1003')).toEqual({ gathers: 'whatsapp', parts: ['BLIP-1001'] });
  expect(told.get('BLIP-1001')).toEqual({ parent: 'BLIP-1003' });
  expect(told.get('BLIP-1002')).toEqual({});
  const whole = async (number: string) => (await desk.run('ticket', number, '--json')).json();
  expect(await whole('1003')).toMatchObject([{ gathers: 'whatsapp', parent: null, parts: ['BLIP-1001'] }]);
  expect(await whole('1001')).toMatchObject([{ gathers: null, parent: 'BLIP-1003', parts: [] }]);
});
