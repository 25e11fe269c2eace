/**
 * How long does a customer wait for the acknowledgement? Mails arrive one at a time at a desk that has nothing else to do.
 * Counted twice: from the mail's arrival in the folder, and from the moment the IMAP server announced it to the worker,
 * which is seen on the wire between the two.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDovecot } from '../test/support/dovecot.ts';
import { startDesk } from './desk.ts';
import { generateMail } from './generate.ts';
import { startSink } from './sink.ts';
import { imapMailbox, type Job } from './throughput.ts';

export interface Latency {
  mails: number;
  /** ms from the mail's arrival in the folder to the acknowledgement's being accepted. */
  fromArrival: Quantiles;
  /** The same from the server's announcement (untagged EXISTS). */
  fromAnnouncement: Quantiles;
}

export interface Quantiles {
  p50: number;
  p99: number;
  most: number;
}

/** Not counted: the parsing thread starts, connections are made, code is compiled. */
const WARM_UP = 5;
/** ms between two mails, at random: the server's own rhythm must not be met always at the same point. */
const REST_LEAST = 600;
const REST_MORE = 600;
const MOST_TO_START = 60_000;
const MOST_TO_ANSWER = 30_000;

/** Sends so many mails one by one, of the generated sizes. */
export async function latency(job: Omit<Job, 'mails'>): Promise<Latency> {
  await using stack = new AsyncDisposableStack();
  const dovecot = stack.adopt(await startDovecot(), (server) => server.stop());
  const wire = stack.adopt(await tapWire(dovecot.port), (tap) => tap.stop());
  const sink = stack.adopt(await startSink(), (server) => server.stop());
  const desk = startDesk({
    ...job,
    folder: job.folder(),
    mailbox: imapMailbox(wire.port, dovecot.user, dovecot.password),
    outgoing: { kind: 'smtp', host: '127.0.0.1', port: sink.port },
  });
  stack.defer(() => desk.stop());
  await desk.reading(MOST_TO_START);

  const fromArrival: number[] = [];
  const fromAnnouncement: number[] = [];
  for (let i = 0; i < WARM_UP + job.count; i++) {
    await sleep(REST_LEAST + Math.random() * REST_MORE);
    const { raw } = generateMail(i, { seed: 2 });
    const arrival = now();
    await dovecot.deliver(raw);
    const { at } = await sink.waitFor(i, MOST_TO_ANSWER, desk.gone);
    const announced = wire.firstAnnouncement(arrival);
    if (announced === null) throw new Error('the server announced no mail, yet it was answered');
    if (i < WARM_UP) continue;
    fromArrival.push(at - arrival);
    fromAnnouncement.push(at - announced);
  }
  return { mails: job.count, fromArrival: quantiles(fromArrival), fromAnnouncement: quantiles(fromAnnouncement) };
}

interface Wire {
  readonly port: number;
  /** UTC ms of the first EXISTS that passed after an instant, or null. */
  firstAnnouncement(after: number): number | null;
  stop(): Promise<void>;
}

/** Passes everything on, and notes when the server says that the folder has mail. */
async function tapWire(serverPort: number): Promise<Wire> {
  const announced: number[] = [];
  const sockets = new Set<Socket>();
  const wire = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: serverPort, host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    // Dovecot writes an announcement in one piece. A mail that is fetched may hold anything, but only after it.
    server.on('data', (chunk: Buffer) => {
      if (/^\* \d+ EXISTS\r$/m.test(chunk.toString('latin1', 0, 4_096))) announced.push(now());
    });
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  return {
    port: (wire.address() as AddressInfo).port,
    firstAnnouncement: (after) => announced.find((at) => at >= after) ?? null,
    async stop() {
      wire.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** UTC ms with fractions, the same for all processes. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function quantiles(values: number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}
