/** An IMAP server that says what a test wants it to say, and the usual things to everything else. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Answers to a command, by its name (`UID FETCH`): lines, of which `%` at the start stands for the command's tag. */
export type Script = Record<string, string[] | ((args: string) => string[])>;

export interface ScriptedImap {
  readonly port: number;
  /** The commands it was given, without tags. */
  readonly asked: string[];
  /** Says something unasked to everybody, such as `* BYE`. */
  say(line: string): void;
  stop(): Promise<void>;
}

const CAPABILITIES = 'IMAP4rev1 IDLE MOVE UIDPLUS';

export async function startScriptedImap(script: Script, greeting = '* OK ready'): Promise<ScriptedImap> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const usual: Script = {
    CAPABILITY: [`* CAPABILITY ${CAPABILITIES}`, '% OK done'],
    LOGIN: ['% OK in'],
    LIST: ['* LIST () "/" INBOX', '* LIST () "/" Processed', '% OK listed'],
    SELECT: selected,
    EXAMINE: selected,
    IDLE: ['+ idling'],
    LOGOUT: ['* BYE', '% OK out'],
  };
  const server = createServer((socket) => {
    let idle = '';
    sockets.add(socket);
    socket.setNoDelay(true).on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.write(`${greeting}\r\n`);
    createInterface({ input: socket }).on('line', (line) => {
      const [, tag = '', rest = ''] = /^(\S+) ?(.*)$/.exec(line) ?? [];
      if (tag === 'DONE') return void socket.write(`${idle} OK done\r\n`);
      if (rest === 'IDLE') idle = tag;
      asked.push(rest);
      const name = /^(UID )?\S+/.exec(rest)?.[0].toUpperCase() ?? '';
      const answer = script[name] ?? usual[name] ?? ['% OK done'];
      const lines = typeof answer === 'function' ? answer(rest.slice(name.length + 1)) : answer;
      socket.write(lines.map((each) => `${each.replace(/^%/, tag)}\r\n`).join(''));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    asked,
    say(line) {
      for (const socket of sockets) socket.write(`${line}\r\n`);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const selected = [
  '* FLAGS (\\Seen \\Deleted)',
  '* OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)] flags',
  '* 2 EXISTS',
  '* OK [UIDVALIDITY 7] epoch',
  '* OK [UIDNEXT 12] next',
  '% OK [READ-WRITE] selected',
];
