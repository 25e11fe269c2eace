/** A changed config, directory or template is in force for the next mail; a bad one is reported and changes nothing. */
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { reloadOnChange } from '../src/reload.ts';
import { describeWithDovecot } from './support/describe-with-dovecot.ts';
import {
  contractOf,
  mailOf,
  startDesk,
  startRun,
  startWorker,
  type TestDesk,
  untilInboxIsEmpty,
  untilSent,
} from './support/desk.ts';

const SHIPPED = fileURLToPath(new URL('../templates', import.meta.url));
const ANA = 'ana@acme.example';
const QUESTION = { from: ANA, subject: 'Menu', text: 'Como eu altero o texto do menu do nosso bot?' };

const dispositions = (desk: TestDesk) =>
  desk.look((store) =>
    store.reads
      .mail({}, 10)
      .map((mail) => mail.disposition)
      .toReversed(),
  );
const types = (desk: TestDesk) =>
  desk.look((store) =>
    store.reads
      .tickets(null, 10)
      .map((ticket) => [ticket.number, ticket.type])
      .sort(),
  );

/** A worker that reloads as `run` does. */
async function reloading(desk: TestDesk) {
  const setup = await desk.setup();
  const run = await startWorker(desk, { setup });
  const watching = reloadOnChange(setup, { env: {}, secrets: 'required' }, run.log, (next) => run.worker.use(next));
  onTestFinished(() => watching.stop());
  await run.line('reading');
  return run;
}

const EVERYTHING_IS_A_TASK = {
  'classification.rules': [{ name: 'all', when: { subject: ['menu'] }, set: { type: 'task' } }],
};

describeWithDovecot('reloading', { timeout: 60_000 }, () => {
  test('a changed rule is in force for the next mail; a bad config is reported and leaves it so', async () => {
    const desk = await startDesk();
    const run = await reloading(desk);
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 1);

    desk.change(EVERYTHING_IS_A_TASK);
    expect(await run.line('configuration reloaded')).toMatchObject({ why: 'a file changed' });
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 2);

    desk.change({ 'classification.default.type': 'wish' });
    const complaint = await run.line('the last good one stays in force');
    expect(complaint.level).toBe('error');
    expect(JSON.stringify(complaint.problems)).toContain('classification.default.type');
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 3);
    expect(await types(desk)).toEqual([
      ['BLIP-1001', 'doubt'],
      ['BLIP-1002', 'task'],
      ['BLIP-1003', 'task'],
    ]);

    // The next good one is taken again.
    const seen = run.lines.length;
    desk.change({ 'classification.default.type': 'incident', 'classification.rules': [] });
    await run.line('configuration reloaded', seen);
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 4);
    expect((await types(desk)).at(-1)).toEqual(['BLIP-1004', 'incident']);
  });

  test('who is added to the directory is entitled from then on; a directory that does not load changes nothing', async () => {
    const desk = await startDesk();
    const run = await reloading(desk);
    const nina = 'nina@acme.example';
    await desk.dovecot.deliver(mailOf({ from: nina, text: 'Preciso de ajuda.' }));
    await untilInboxIsEmpty(desk);

    desk.setContracts([contractOf([ANA, nina])]);
    expect(await run.line('configuration reloaded')).toMatchObject({ directory: '1 contract, 2 users' });
    await desk.dovecot.deliver(mailOf({ from: nina, text: 'Ainda preciso de ajuda.' }));
    await untilInboxIsEmpty(desk);

    writeFileSync(desk.directoryFile, '{ "contracts": [');
    await run.line('last good one stays in force');
    await desk.dovecot.deliver(mailOf({ from: nina, text: 'E mais uma coisa.' }));
    await untilInboxIsEmpty(desk);
    expect(await dispositions(desk)).toEqual(['refused', 'opened', 'opened']);
  });

  test('a contract that comes under another plan brings its open tickets along', async () => {
    const desk = await startDesk();
    const run = await reloading(desk);
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 1);
    desk.setContracts([contractOf([ANA], { plan: 'Super' })]);
    await run.line('configuration reloaded');
    const ticket = () => desk.look((store) => store.reads.ticket('1001'));
    await vi.waitFor(async () => expect((await ticket())?.plan).toBe('Super'), { timeout: 20_000, interval: 100 });
    const { clocks = [], history = [] } = (await ticket()) ?? {};
    expect(clocks.map(({ because }) => because).join()).not.toContain('policy "standard"');
    expect(history.filter(({ what }) => what === 'is under plan Super: policy premium')).toHaveLength(1);
  });

  test('an own template is used once it is there, and again once it is changed', async () => {
    const desk = await startDesk({ config: { templates: 'own' } });
    const folder = join(desk.folder, 'own', 'pt-BR');
    mkdirSync(folder, { recursive: true });
    const run = await reloading(desk);
    const shipped = readFileSync(join(SHIPPED, 'pt-BR', 'acknowledgement.md'), 'utf8');
    for (const [i, word] of ['Primeira', 'Segunda'].entries()) {
      const seen = run.lines.length;
      writeFileSync(join(folder, 'acknowledgement.md'), shipped.replace('Até breve', `${word} versão`));
      await run.line('configuration reloaded', seen);
      await desk.dovecot.deliver(mailOf(QUESTION));
      const sent = await untilSent(desk, i + 1);
      expect(sent[i]?.raw.toString()).toContain(`${word} vers`);
    }
  });

  test('what a running worker cannot change is said, and waits for the next start', async () => {
    const desk = await startDesk();
    const run = await reloading(desk);
    desk.change({ 'outgoing.port': 1, 'desk.ticketPrefix': 'OTHER', ...EVERYTHING_IS_A_TASK });
    expect(await run.line('at the next start')).toMatchObject({ changed: ['outgoing', 'desk.ticketPrefix'] });
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 1);
    expect((await desk.look((store) => store.reads.ticket('1001')))?.type).toBe('task');
    expect(desk.smtp.received[0]?.raw.toString()).toContain('BLIP-1001');
  });

  test('SIGHUP reloads what the files say, even where nothing tells that they changed', async () => {
    const desk = await startDesk();
    const run = startRun(desk);
    await run.line('reading');
    // As some network file systems do: the same size and time as before.
    const before = new Date(2020, 1, 1);
    utimesSync(desk.directoryFile, before, before);
    await run.line('configuration reloaded');
    const seen = run.lines.length;
    run.child.kill('SIGHUP');
    expect(await run.line('configuration reloaded', seen)).toMatchObject({ why: 'SIGHUP' });

    desk.change(EVERYTHING_IS_A_TASK);
    run.child.kill('SIGHUP');
    await run.line('configuration reloaded', run.lines.length);
    await desk.dovecot.deliver(mailOf(QUESTION));
    await untilSent(desk, 1);
    expect(await run.end('SIGTERM')).toMatchObject({ code: 0 });
    expect(await types(desk)).toEqual([['BLIP-1001', 'task']]);
  });
});
