/** Replies find their ticket with real servers: over a rotation of the secret while the worker runs, and by the address alone. */
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { reloadOnChange } from '../../src/reload.ts';
import { openStore } from '../../src/store/store.ts';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { mailOf, startDesk, startWorker, type TestDesk, until, untilInboxIsEmpty, untilSent } from '../support/desk.ts';

const FIRST = 'the first secret of this desk, which is long';
const SECOND = 'the second secret of this desk, long as well';
const ANA = 'ana@acme.example';
/** Nothing but a token can tell where it belongs: its sender is not proven. */
const UNPROVEN = { from: ANA, authentication: null };

async function lettersOf(desk: TestDesk, count: number) {
  return Promise.all((await untilSent(desk, count)).map(({ raw }) => simpleParser(raw)));
}

const ledger = (desk: TestDesk) =>
  desk.look((store) =>
    store.reads
      .mail({}, 20)
      .map(({ disposition, ticket }) => [disposition, ticket])
      .reverse(),
  );

async function untilSettled(desk: TestDesk, count: number): Promise<void> {
  const settled = async () => {
    const rows = await ledger(desk);
    return rows.length === count && rows.every(([disposition]) => disposition !== 'waiting');
  };
  await until(`${count} mails are settled`, settled, undefined, 100);
}

describeWithDovecot('threading', { timeout: 60_000 }, () => {
  test('a secret is rotated while the worker runs: old letters still find their ticket until it is gone', async () => {
    const desk = await startDesk({ config: { 'desk.secret': FIRST, 'authentication.checkSignatures': false } });
    const setup = await desk.setup();
    const run = await startWorker(desk, { setup });
    const watching = reloadOnChange(setup, { env: {}, secrets: 'required' }, run.log, (next) => run.worker.use(next));
    onTestFinished(() => watching.stop());
    await run.line('reading');
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    const [old] = await lettersOf(desk, 1);

    const rotate = async (secret: string[]) => {
      const seen = run.lines.length;
      desk.change({ 'desk.secret': secret });
      await run.line('configuration reloaded', seen);
    };
    await rotate([SECOND, FIRST]);
    await desk.dovecot.deliver(mailOf({ ...UNPROVEN, headers: [`In-Reply-To: ${old?.messageId}`] }));
    await untilSettled(desk, 2);
    await desk.dovecot.deliver(mailOf({ from: ANA, subject: 'Outro assunto' }));
    const [, fresh] = await lettersOf(desk, 2);

    await rotate([SECOND]);
    await desk.dovecot.deliver(mailOf({ ...UNPROVEN, headers: [`References: <a@b.example> ${fresh?.messageId}`] }));
    await untilSettled(desk, 4);
    await desk.dovecot.deliver(mailOf({ ...UNPROVEN, headers: [`In-Reply-To: ${old?.messageId}`] }));
    await untilSettled(desk, 5);
    expect(await ledger(desk)).toEqual([
      ['opened', 'BLIP-1001'],
      ['appended', 'BLIP-1001'],
      ['opened', 'BLIP-1002'],
      ['appended', 'BLIP-1002'],
      ['opened', 'BLIP-1003'],
    ]);
  });

  test('a reply that kept nothing but the address it goes to finds its ticket', async () => {
    const desk = await startDesk({ config: { 'desk.plusAddress': true, 'authentication.checkSignatures': false } });
    const run = await startWorker(desk);
    await run.line('reading');
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    const [letter] = await lettersOf(desk, 1);
    const replyTo = letter?.replyTo?.value[0]?.address;
    expect(replyTo).toMatch(/^suporte\+blip-1001\./);
    for (const name of ['Cc', 'Delivered-To', 'X-Original-To'])
      await desk.dovecot.deliver(mailOf({ ...UNPROVEN, subject: '', headers: [`${name}: ${replyTo}`] }));
    await untilSettled(desk, 4);
    expect((await ledger(desk)).slice(1)).toEqual(Array(3).fill(['appended', 'BLIP-1001']));
  });

  test('a mail that is released while the worker runs is taken at its next look', async () => {
    const desk = await startDesk({
      config: {
        'authentication.unverified': 'hold',
        'authentication.checkSignatures': false,
        'mailbox.poll': '* * * * * *',
      },
    });
    const run = await startWorker(desk);
    await run.line('reading');
    await desk.dovecot.deliver(mailOf(UNPROVEN));
    await untilInboxIsEmpty(desk);
    const store = await openStore({ path: desk.database, ticketPrefix: 'BLIP', mode: 'change' });
    onTestFinished(() => store.close());
    const order = { from: ['quarantined'] as const, as: null, by: 'rita', why: null };
    expect(await store.release(1, order, Date.now())).toEqual({ outcome: 'released' });
    const [letter] = await lettersOf(desk, 1);
    expect(letter?.subject).toContain('[BLIP-1001]');
    expect(await ledger(desk)).toEqual([['opened', 'BLIP-1001']]);
  });
});
