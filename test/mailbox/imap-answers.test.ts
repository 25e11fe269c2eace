/** The IMAP mailbox and a server that answers wrongly: never "no mail", never a mail passed over. */
import { afterEach, expect, test } from 'vitest';
import { ImapMailbox, probeImap } from '../../src/mailbox/imap.ts';
import { clientOptions, type ImapOptions } from '../../src/mailbox/imap-connection.ts';
import { failure, fetchAll } from './mails.ts';
import { type Script, type ScriptedImap, startScriptedImap } from './scripted-imap.ts';

const LISTED = { 'UID SEARCH': ['* SEARCH 10 11', '% OK found'] };
const SIZES = [
  '* 1 FETCH (UID 10 RFC822.SIZE 5 INTERNALDATE "02-Mar-2026 12:34:56 +0000")',
  '* 2 FETCH (UID 11 RFC822.SIZE 5 INTERNALDATE "02-Mar-2026 12:34:56 +0000")',
  '% OK fetched',
];
const running: { server: ScriptedImap; reader: ImapMailbox }[] = [];

afterEach(async () => {
  for (const { server, reader } of running.splice(0)) {
    await reader.close();
    await server.stop();
  }
});

async function scripted(script: Script, greeting?: string): Promise<{ server: ScriptedImap; reader: ImapMailbox }> {
  const server = await startScriptedImap(script, greeting);
  const reader = new ImapMailbox(options(server.port));
  running.push({ server, reader });
  return { server, reader };
}

function options(port: number): ImapOptions {
  const account = { user: 'suporte', password: 'secret', folder: 'INBOX', done: 'Processed' };
  return { host: '127.0.0.1', port, secure: false, ...account, idle: true, socketTimeoutMs: 2_000 };
}

/** Sizes to a FETCH of sizes; to one of bodies, what the test wants. */
function bodies(...lines: string[]): Script {
  return { ...LISTED, 'UID FETCH': (args) => (args.includes('BODY') ? lines : SIZES) };
}

test('NO to SEARCH is an error, not an empty mailbox', async () => {
  const { reader } = await scripted({ 'UID SEARCH': ['% NO [SERVERBUG] index is broken'] });
  await reader.open();
  const error = await failure(reader.list());
  expect(error.kind).toBe('away');
  expect(error.message).toContain('refused SEARCH; [SERVERBUG] index is broken; the server is there');
});

test('OK to a FETCH of sizes without rows is an error where the mails are still there', async () => {
  const { reader } = await scripted({ ...LISTED, 'UID FETCH': ['% OK fetched'] });
  await reader.open();
  expect((await failure(reader.list())).message).toContain('lists mail 10 but does not give it');
});

test('OK to a FETCH of bodies without rows is an error where the mails are still there', async () => {
  const { reader } = await scripted(bodies('% OK fetched'));
  await reader.open();
  const error = await failure(fetchAll(reader, await reader.list()));
  expect(error.kind).toBe('away');
  expect(error.message).toContain('lists mail 10 but does not give it');
});

test('rows without a body are not empty mails: those mails are asked for again', async () => {
  let asked = 0;
  const { reader } = await scripted({
    ...LISTED,
    'UID FETCH': (args) => {
      if (!args.includes('BODY')) return SIZES;
      asked += 1;
      const flags = '* 1 FETCH (UID 10 FLAGS (\\Seen))';
      const second = '* 2 FETCH (UID 11 RFC822.SIZE 5 BODY[] "fghij")';
      if (asked === 1) return [flags, second, '% OK fetched'];
      return ['* 1 FETCH (UID 10 RFC822.SIZE 5 BODY[] "abcde")', '% OK fetched'];
    },
  });
  await reader.open();
  const fetched = await fetchAll(reader, await reader.list());
  expect(fetched.map((each) => each.raw?.toString())).toEqual(['abcde', 'fghij']);
});

test('a mail that the server gives no more and no longer lists is gone', async () => {
  let searches = 0;
  const { reader } = await scripted({
    ...bodies('* 2 FETCH (UID 11 RFC822.SIZE 5 BODY[] "fghij")', '% NO [EXPUNGEISSUED] some are gone'),
    'UID SEARCH': () => {
      searches += 1;
      return [searches === 1 ? '* SEARCH 10 11' : '* SEARCH', '% OK found'];
    },
  });
  await reader.open();
  const fetched = await fetchAll(reader, await reader.list());
  expect(fetched.map((each) => each.raw?.toString() ?? null)).toEqual([null, 'fghij']);
});

test('a server without UIDVALIDITY can not be used', async () => {
  const { reader } = await scripted({ EXAMINE: ['* 2 EXISTS', '% OK [READ-ONLY] selected'] });
  const error = await failure(reader.open());
  expect(error.kind).toBe('protocol');
  expect(error.message).toContain('UIDVALIDITY');
});

test('NO to SELECT is away, and says what the server said', async () => {
  const { reader } = await scripted({ EXAMINE: ['% NO [INUSE] being rebuilt'] });
  const error = await failure(reader.open());
  expect(error.kind).toBe('away');
  expect(error.message).toContain('being rebuilt');
});

test('a login refused because the server can not check it is away, not a wrong password', async () => {
  for (const answer of ['[UNAVAILABLE] no database', '[LIMIT] slow down', 'Too many simultaneous connections']) {
    const { reader } = await scripted({ LOGIN: [`% NO ${answer}`] });
    expect((await failure(reader.open())).kind).toBe('away');
  }
  const { reader } = await scripted({ LOGIN: ['% NO LOGIN failed.'] });
  expect((await failure(reader.open())).kind).toBe('login');
});

test('BYE is away: instead of a greeting, and while waiting for news', async () => {
  const refused = await scripted({}, '* BYE [UNAVAILABLE] closed for today');
  const error = await failure(refused.reader.open());
  expect(error.kind).toBe('away');
  expect(error.message).toContain('closed for today');

  const { server, reader } = await scripted(LISTED);
  await reader.open();
  const news = failure(reader.news(AbortSignal.timeout(5_000)));
  setTimeout(() => server.say('* BYE shutting down'), 50);
  expect((await news).message).toContain('shutting down');
});

test('a server that accepts and stays silent is noticed', async () => {
  const { reader } = await scripted({ ...LISTED, 'UID FETCH': [] });
  await reader.open();
  const started = performance.now();
  expect((await failure(reader.list())).kind).toBe('away');
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('news comes within milliseconds of the server telling of it', async () => {
  const { server, reader } = await scripted(bodies());
  await reader.open();
  await reader.list();
  const news = reader.news(AbortSignal.timeout(5_000));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const said = performance.now();
  server.say('* 3 EXISTS');
  await news;
  expect(performance.now() - said).toBeLessThan(50);
});

test('mail told of while the mailbox is listed is news at once', async () => {
  const { reader } = await scripted({
    'UID SEARCH': ['* SEARCH 10', '* 3 EXISTS', '% OK found'],
    'UID FETCH': [SIZES[0] ?? '', '% OK fetched'],
  });
  await reader.open();
  expect(await reader.list()).toHaveLength(1);
  const asked = performance.now();
  await reader.news(AbortSignal.timeout(5_000));
  expect(performance.now() - asked).toBeLessThan(20);
});

test('NO to MOVE gives the mail a keyword instead: a full folder must not keep the desk from new mail', async () => {
  const { server, reader } = await scripted({ ...LISTED, 'UID MOVE': ['% NO [OVERQUOTA] the folder is full'] });
  await reader.open();
  await reader.done(['10']);
  expect(server.asked).toContain('UID STORE 10 +FLAGS.SILENT ($ChamadoDone)');
});

test('where the done folder can not be made, finished mail gets a keyword; where not even that, it is an error', async () => {
  const noFolder: Script = { LIST: ['* LIST () "/" INBOX', '% OK'], CREATE: ['% NO not allowed'] };
  const { server, reader } = await scripted({ ...LISTED, ...noFolder });
  await reader.open();
  await reader.done(['10']);
  expect(server.asked).toContain('UID STORE 10 +FLAGS.SILENT ($ChamadoDone)');

  const select = ['* OK [PERMANENTFLAGS (\\Seen)] few', '* 2 EXISTS', '* OK [UIDVALIDITY 7] epoch', '% OK selected'];
  const rigid = await scripted({ ...LISTED, ...noFolder, SELECT: select });
  await rigid.reader.open();
  expect((await failure(rigid.reader.done(['10']))).kind).toBe('protocol');
});

test('a password never crosses the network in clear: STARTTLS is demanded except on loopback', () => {
  const starttls = (host: string): boolean | undefined => clientOptions({ ...options(143), host }).doSTARTTLS;
  for (const host of ['imap.example.com', '10.0.0.7', '127.evil.example', '128.0.0.1', '::2']) {
    expect(starttls(host)).toBe(true);
  }
  for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '::1']) expect(starttls(host)).toBe(false);
  expect(clientOptions({ ...options(993), secure: true }).secure).toBe(true);
});

test('the probe names what a server lacks', async () => {
  const { server } = await scripted({ ...LISTED, CAPABILITY: ['* CAPABILITY IMAP4rev1', '% OK'] });
  expect(await probeImap(options(server.port))).toContain(
    '2 mails wait in INBOX; the server has no IDLE, no MOVE, no UIDPLUS',
  );
});
