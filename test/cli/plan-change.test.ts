/** A customer's contract is upgraded while a ticket is open: what commands and letters show of it from then on. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { ACME, CONFIG, mailOf, makeDeskFolder } from '../support/desk-folder.ts';

// Each command is a process, and others may need the machine as well.
vi.setConfig({ testTimeout: 60_000 });

const target = (firstResponse: string) => ({ '*': { '*': { firstResponse, resolution: '24h' } } });
const PLANS = {
  plans: {
    Plus: { channels: ['portal', 'email'], sla: 'standard' },
    Super: { channels: ['portal', 'email', 'phone-on-escalation'], sla: 'premium' },
  },
  sla: {
    ...CONFIG.sla,
    policies: {
      standard: { calendar: 'always', targets: target('4h') },
      premium: { calendar: 'always', targets: target('2h') },
    },
  },
};

test('`ticket` tells the plan, the promise and the history; the customer who asks is told the new time', async () => {
  const desk = await makeDeskFolder(PLANS);
  onTestFinished(() => desk.remove());
  await desk.deliver(mailOf());
  await desk.run('once');
  expect((await desk.run('ticket', '1001')).stdout).toMatch(/first response 4h in calendar "always"/);

  await desk.write('directory.json', JSON.stringify({ contracts: [{ ...ACME, plan: 'super' }] }));
  await desk.run('once');
  await desk.run('once');
  const shown = (await desk.run('ticket', '1001')).stdout;
  expect(shown).toMatch(/Super/);
  expect(shown.match(/desk: is under plan Super: policy premium/g)).toHaveLength(1);
  expect(shown).toContain('contract "acme-1" has it now; it was plan Plus: policy standard');
  expect(shown).toMatch(/by policy "premium".*first response 2h in calendar "always"/);
  expect(shown).not.toMatch(/policy "standard"/);
  expect((await desk.run('tickets')).stdout).toMatch(/BLIP-1001.*Super/);
  // The acknowledgement, and nothing because of the upgrade.
  expect(await desk.sent()).toHaveLength(1);

  const [ticket] = (await desk.run('ticket', '1001', '--json')).json<{ clocks: { metric: string; dueAt: string }[] }>();
  const dueAt = ticket?.clocks.find(({ metric }) => metric === 'firstResponse')?.dueAt ?? '';
  await desk.deliver(mailOf({ Subject: 'status BLIP-1001' }, ''));
  await desk.run('once');
  const status = (await desk.sent()).at(-1);
  const time = new Date(dueAt).toLocaleTimeString('pt-BR', {
    timeZone: 'America/Sao_Paulo',
    hour: '2-digit',
    minute: '2-digit',
  });
  expect(status?.text).toContain(time);
});
