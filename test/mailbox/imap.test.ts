/** The IMAP mailbox against a real Dovecot. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ImapMailbox, type ImapOptions, probeImap } from '../../src/mailbox/imap.ts';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { type Dovecot, type DovecotOptions, startDovecot } from '../support/dovecot.ts';
import { failure, fetchAll, mail } from './mails.ts';

describeWithDovecot('an IMAP mailbox', () => {
  let dovecot: Dovecot;
  const opened: ImapMailbox[] = [];

  beforeEach(async () => {
    dovecot = await startDovecot();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((mailbox) => mailbox.close()));
    await dovecot.stop();
  });

  function options(changes: Partial<ImapOptions> = {}): ImapOptions {
    const { host, port, user, password } = dovecot;
    return { host, port, secure: false, user, password, folder: 'INBOX', done: 'Processed', idle: true, ...changes };
  }
  function mailbox(changes: Partial<ImapOptions> = {}): ImapMailbox {
    const made = new ImapMailbox(options(changes));
    opened.push(made);
    return made;
  }
  async function open(changes: Partial<ImapOptions> = {}): Promise<ImapMailbox> {
    const made = mailbox(changes);
    await made.open();
    return made;
  }
  async function anotherDovecot(changes: DovecotOptions): Promise<void> {
    await dovecot.stop();
    dovecot = await startDovecot(changes);
  }

  test('lists what is there with its size and the time the server took it, fetches it, and moves it when done', async () => {
    const date = new Date('2026-03-02T12:34:56Z');
    await dovecot.append([mail(1), mail(2)], date);
    const reader = await open();
    expect(reader.name).toBe('imap:suporte@blip.example@127.0.0.1/INBOX');

    const listed = await reader.list();
    expect(listed).toEqual([
      { uid: '1', size: mail(1).length, receivedAt: date.getTime() },
      { uid: '2', size: mail(2).length, receivedAt: date.getTime() },
    ]);
    expect(await fetchAll(reader, listed)).toEqual([
      { ...listed[0], raw: mail(1), truncated: false },
      { ...listed[1], raw: mail(2), truncated: false },
    ]);

    await reader.done(['1']);
    expect((await reader.list()).map((each) => each.uid)).toEqual(['2']);
    const processed = await dovecot.mailboxContents('Processed');
    expect(processed.map((each) => each.raw)).toEqual([mail(1)]);
    expect(processed[0]?.receivedAt).toBe(date.getTime());
  });

  test('reading changes nothing: no mail is marked as seen', async () => {
    await dovecot.append([mail(1)]);
    const reader = await open();
    await fetchAll(reader, await reader.list());
    expect((await dovecot.mailboxContents('INBOX'))[0]?.flags).not.toContain('\\Seen');
  });

  test('mails come in order and whole, through several batches and in any order asked for', async () => {
    const mails = Array.from({ length: 420 }, (_, index) => mail(index, index * 20));
    for (const each of mails) await dovecot.deliver(each);
    const reader = await open();
    const listed = await reader.list();
    const fetched = await fetchAll(reader, listed);
    expect(fetched.map((each) => each.uid)).toEqual(listed.map((each) => each.uid));
    expect(Buffer.concat(fetched.map((each) => each.raw ?? Buffer.alloc(0))).equals(Buffer.concat(mails))).toBe(true);

    const backwards = listed.toReversed().slice(0, 50);
    const again = await fetchAll(reader, backwards);
    expect(again.map((each) => each.raw)).toEqual(mails.toReversed().slice(0, 50));

    await reader.done(listed.map((each) => each.uid));
    expect(await reader.list()).toEqual([]);
    expect(await dovecot.mailboxContents('Processed')).toHaveLength(420);
  });

  test('a large mail comes in pieces and whole; of one over the limit only the header comes', async () => {
    const large = mail(1, 5_000_000);
    await dovecot.append([mail(0), large, mail(2)]);
    const reader = await open();
    const listed = await reader.list();
    const whole = await fetchAll(reader, listed);
    expect(whole.map((each) => each.truncated)).toEqual([false, false, false]);
    expect(whole[1]?.raw?.equals(large)).toBe(true);
    expect(whole[2]?.raw).toEqual(mail(2));

    const limited = await fetchAll(reader, listed, 2_000_000);
    expect(limited.map((each) => each.truncated)).toEqual([false, true, false]);
    expect(limited[1]?.size).toBe(large.length);
    expect(limited[1]?.raw).toEqual(large.subarray(0, large.indexOf('\r\n\r\n') + 4));
  });

  test('mails removed by somebody else after they were listed are proven gone, small, large or over the limit', async () => {
    await dovecot.append([mail(1), mail(2), mail(3), mail(4, 3_000_000), mail(5, 4_000_000)]);
    const reader = await open();
    const listed = await reader.list();
    await dovecot.expunge([2, 4, 5]);
    const fetched = await fetchAll(reader, listed, 3_500_000);
    expect(fetched.map((each) => each.raw)).toEqual([mail(1), null, mail(3), null, null]);
    expect(fetched.map((each) => each.truncated)).toEqual([false, false, false, false, false]);
    await reader.done(['2', '3']);
    expect((await reader.list()).map((each) => each.uid)).toEqual(['1']);
  });

  test('news comes within a second of a delivery, again and again', async () => {
    const reader = await open();
    for (let number = 1; number <= 2; number += 1) {
      await reader.list();
      const news = reader.news(AbortSignal.timeout(10_000));
      await new Promise((resolve) => setTimeout(resolve, 50));
      const sent = performance.now();
      await dovecot.append([mail(number)]);
      await news;
      expect(performance.now() - sent).toBeLessThan(1_500);
      expect(await reader.list()).toHaveLength(number);
    }
  });

  test('mail that comes between list and news is news at once', async () => {
    const reader = await open();
    await reader.list();
    await dovecot.append([mail(1)]);
    // The server tells of it with its next answer, whatever that is to.
    await reader.list();
    await dovecot.append([mail(2)]);
    const asked = performance.now();
    await reader.news(AbortSignal.timeout(10_000));
    expect(performance.now() - asked).toBeLessThan(1_500);
    expect(await reader.list()).toHaveLength(2);
  });

  test('without news, waiting ends with its signal, and the mailbox can be used while it waits', async () => {
    const reader = await open();
    await reader.list();
    const over = new AbortController();
    const news = reader.news(over.signal);
    await dovecot.append([mail(1, 2_000_000)]);
    expect(await fetchAll(reader, await reader.list())).toHaveLength(1);
    over.abort();
    await news;

    const silent = await open({ idle: false });
    await silent.list();
    await dovecot.append([mail(2)]);
    const asked = performance.now();
    await silent.news(AbortSignal.timeout(1_200));
    expect(performance.now() - asked).toBeGreaterThan(1_000);
  });

  test('a wrong password is a login error, which says what to check', async () => {
    const error = await failure(mailbox({ password: 'wrong' }).open());
    expect(error.kind).toBe('login');
    expect(error.message).toMatch(/127\.0\.0\.1.*INBOX.*AUTHENTICATIONFAILED.*mailbox\.password/);
  });

  test('a server that is away, a folder that is missing, a server that stops: away, and back after a new open', async () => {
    const reader = await open();
    expect((await failure(mailbox({ folder: 'Nowhere' }).open())).message).toContain('there is no folder "Nowhere"');

    await reader.list();
    const news = failure(reader.news(AbortSignal.timeout(10_000)));
    await dovecot.halt();
    expect((await news).kind).toBe('away');
    expect((await failure(reader.list())).kind).toBe('away');
    expect((await failure(reader.open())).message).toContain('ECONNREFUSED');

    await dovecot.start();
    await dovecot.append([mail(1)]);
    await reader.open();
    expect(await reader.list()).toHaveLength(1);
  });

  test('another UIDVALIDITY is another epoch, and nothing is marked by the UIDs of the last one', async () => {
    await dovecot.append([mail(1), mail(2)]);
    const reader = mailbox();
    const before = await reader.open();
    await reader.done(['1']);
    await dovecot.changeUidValidity();
    expect((await failure(reader.done(['2']))).message).toContain('UIDVALIDITY changed');
    expect(await reader.open()).not.toBe(before);
    expect(await reader.list()).toHaveLength(1);
  });

  test('the done folder is made with the delimiter and the prefix of the server, and found again', async () => {
    await anotherDovecot({ separator: '/', prefix: 'INBOX/' });
    await dovecot.append([mail(1), mail(2)]);
    for (const uid of ['1', '2']) await (await open({ done: 'Suporte/Concluído' })).done([uid]);
    expect(await dovecot.mailboxContents('INBOX/Suporte/Concluído')).toHaveLength(2);
  });

  test('without MOVE, mail is copied and removed by its UID; nothing else that is marked as deleted goes', async () => {
    await anotherDovecot({ capability: 'IMAP4rev1 IDLE UIDPLUS' });
    await dovecot.append([mail(1), mail(2)]);
    await dovecot.withClient(async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageFlagsAdd('2', ['\\Deleted'], { uid: true });
    });
    await (await open()).done(['1']);
    expect((await dovecot.mailboxContents('INBOX')).map((each) => each.raw)).toEqual([mail(2)]);
    expect((await dovecot.mailboxContents('Processed')).map((each) => each.raw)).toEqual([mail(1)]);
  });

  test('without MOVE and UIDPLUS, finished mail stays with a keyword and is not listed again', async () => {
    await anotherDovecot({ capability: 'IMAP4rev1 IDLE' });
    await dovecot.append([mail(1), mail(2)]);
    const said: string[] = [];
    const reader = await open({ log: (sentence) => said.push(sentence) });
    await reader.done(['1', '99']);
    expect((await reader.list()).map((each) => each.uid)).toEqual(['2']);
    expect((await dovecot.mailboxContents('INBOX'))[0]?.flags).toContain('$ChamadoDone');
    expect(said.join()).toContain('neither MOVE nor UIDPLUS');
  });

  test('TLS is used from the start, and demanded by STARTTLS where the host is not loopback', async () => {
    // 0.0.0.0 reaches this machine too, and is not loopback by name.
    const elsewhere = { host: '0.0.0.0' } as const;
    expect((await failure(mailbox(elsewhere).open())).message).toMatch(/STARTTLS/);

    await anotherDovecot({ tls: true });
    const ca = dovecot.certificate;
    expect(await probeImap(options({ ...elsewhere, ca }))).toContain('(TLS)');
    expect(await probeImap(options({ secure: true, port: dovecot.tlsPort, ca }))).toContain('(TLS)');
    expect((await failure(mailbox({ secure: true, port: dovecot.tlsPort }).open())).message).toContain('self-signed');
  });

  test('the probe says how many mails wait and what the server can do', async () => {
    await dovecot.append([mail(1)]);
    expect(await probeImap(options())).toBe(
      'logged in as suporte@blip.example (no TLS); 1 mail waits in INBOX; the server has IDLE, MOVE, UIDPLUS',
    );
  });
});
