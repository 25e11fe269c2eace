/** The IMAP mailbox when the wire is cut: whatever was not received is not passed over. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ImapMailbox } from '../../src/mailbox/imap.ts';
import type { Fetched } from '../../src/mailbox/mailbox.ts';
import { type Cut, type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { failure, fetchAll, mail } from './mails.ts';

describeWithDovecot('a connection that is cut', () => {
  let dovecot: Dovecot;
  let proxy: CuttingProxy;
  let reader: ImapMailbox;

  beforeEach(async () => {
    dovecot = await startDovecot();
    proxy = await startCuttingProxy(dovecot.port);
    const { host, user, password } = dovecot;
    const folders = { folder: 'INBOX', done: 'Processed' };
    const wire = { host, port: proxy.port, secure: false, user, password, socketTimeoutMs: 1_500 };
    reader = new ImapMailbox({ ...wire, ...folders, idle: true });
  });
  afterEach(async () => {
    proxy.cutAfter(null);
    await reader.close();
    await proxy.stop();
    await dovecot.stop();
  });

  async function fetchUntilCut(large: boolean): Promise<{ got: Fetched[]; listed: number }> {
    await reader.open();
    const listed = await reader.list();
    proxy.cutAfter(large ? 2_500_000 : 40_000, cut);
    const got: Fetched[] = [];
    const fetching = (async () => {
      for await (const each of reader.fetch(listed, 10_000_000)) got.push(each);
    })();
    expect((await failure(fetching)).kind).toBe('away');
    proxy.cutAfter(null);
    return { got, listed: listed.length };
  }

  let cut: Cut;
  for (cut of ['fin', 'rst', 'silence'] as const) {
    const how = cut;
    test(`in the middle of a FETCH (${how}): away; nothing is skipped, and all of it comes after a new open`, async () => {
      cut = how;
      const mails = Array.from({ length: 100 }, (_, index) => mail(index, 1_000));
      for (const each of mails) await dovecot.deliver(each);
      const { got } = await fetchUntilCut(false);
      expect(got.filter((each) => each.raw === null)).toEqual([]);
      await reader.open();
      const fetched = await fetchAll(reader, await reader.list());
      expect(fetched.map((each) => each.raw)).toEqual(mails);
    });

    test(`in the middle of a large mail (${how}): away; what came before it stays good`, async () => {
      cut = how;
      await dovecot.append([mail(1), mail(2, 4_000_000)]);
      const { got } = await fetchUntilCut(true);
      expect(got.map((each) => each.raw)).toEqual([mail(1)]);
      await reader.open();
      const fetched = await fetchAll(reader, await reader.list());
      expect(fetched[1]?.raw?.equals(mail(2, 4_000_000))).toBe(true);
    });

    test(`while waiting for news (${how}): noticed, and rejected as away`, async () => {
      await reader.open();
      await reader.list();
      const news = failure(reader.news(AbortSignal.timeout(10_000)));
      await new Promise((resolve) => setTimeout(resolve, 100));
      proxy.cutAfter(0, how);
      await dovecot.append([mail(1)]);
      expect((await news).kind).toBe('away');
    });
  }

  test('while mail is marked: away, and marking again leaves each mail once', async () => {
    await dovecot.append([mail(1), mail(2)]);
    await reader.open();
    await reader.done([]);
    proxy.cutAfter(600, 'rst');
    expect((await failure(reader.done(['1', '2']))).kind).toBe('away');
    proxy.cutAfter(null);
    await reader.open();
    await reader.done(['1', '2']);
    expect(await reader.list()).toEqual([]);
    expect(await dovecot.mailboxContents('Processed')).toHaveLength(2);
  });
});
