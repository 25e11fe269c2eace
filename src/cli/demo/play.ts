/** Did each sample become what it is meant to? Sends them one after another, as customers would, and compares. */
import { createTransport } from 'nodemailer';
import { Failure } from '../command.ts';
import type { Outcome } from './desk.ts';
import type { Sample, Sent } from './sample.ts';
import { DESK } from './sample-mime.ts';

/** A sample with what became of it. */
export interface Played {
  sample: Sample;
  outcome: Outcome;
  /** What is not as it should be, in words; empty: nothing. */
  wrong: string[];
}

/** How long the desk may take for one mail (ms). */
const PATIENCE = 30_000;

/**
 * @param outcomeOf waits for what became of the mail that was delivered under this name
 * @param onPlayed told of each one
 * @throws Failure where the host or the desk does not take a mail
 */
export async function playSamples(
  samples: Sample[],
  port: number,
  outcomeOf: (uid: string) => Promise<Outcome>,
  onPlayed: (played: Played) => void,
): Promise<Played[]> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 1 });
  const mimes = new Map<string, Buffer>();
  const all: Played[] = [];
  const sent: Sent = {
    mime: (name) => found(mimes.get(name), name),
    letter: (name, to) =>
      found(
        playedAs(all, name)?.outcome.letters.find((one) => one.to === to),
        name,
      ),
  };
  try {
    for (const sample of samples) {
      const raw = await sample.mime(sent);
      mimes.set(sample.name, raw);
      const { response } = await transport.sendMail({ envelope: { from: sample.mailFrom, to: DESK }, raw });
      const outcome = await within(PATIENCE, outcomeOf(response.slice(response.lastIndexOf(' ') + 1)), sample.name);
      const played = { sample, outcome, wrong: differences(sample, outcome, all) };
      all.push(played);
      onPlayed(played);
    }
    return all;
  } finally {
    transport.close();
  }
}

function differences({ becomes }: Sample, outcome: Outcome, before: Played[]): string[] {
  const { disposition, type, ticketOf, letters } = becomes;
  const joined = ticketOf === undefined ? null : playedAs(before, ticketOf)?.outcome.ticket;
  const ticket = disposition === 'opened' ? (outcome.ticket ?? 'one of its own') : (joined ?? null);
  const compared: [string, string, string][] = [
    ['what became of it', disposition, outcome.disposition],
    ['ticket', ticket ?? 'none', outcome.ticket ?? 'none'],
    ['type', type ?? 'none', outcome.classification?.type ?? 'none'],
    [
      'letters',
      letters.map(([to, template, language]) => `${template} (${language}) to ${to}`).join(', ') || 'none',
      outcome.letters.map(({ to, template, language }) => `${template} (${language}) to ${to}`).join(', ') || 'none',
    ],
  ];
  return compared.flatMap(([what, meant, is]) => (meant === is ? [] : [`${what}: ${is}, meant to be ${meant}`]));
}

function playedAs(played: Played[], name: string): Played | undefined {
  return played.find(({ sample }) => sample.name === name);
}

function found<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined)
    throw new Failure(`the sample "${name}" had no letter, so those that answer it can't be sent`);
  return value;
}

function within<Value>(ms: number, promise: Promise<Value>, name: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Failure(`the sample "${name}" was not settled within ${ms / 1_000} s`)),
      ms,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
