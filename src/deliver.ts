/**
 * The outbox on its way out: takes the letters that are due, makes each a mail once, sends it, and records what the
 * server said. A letter whose outcome nobody knows is held and never sent again by itself.
 */
import { setImmediate } from 'node:timers/promises';
import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { type Composing, composeLetter, LetterError } from './compose.ts';
import { groupCommit } from './group-commit.ts';
import type { Log } from './log.ts';
import type { Outgoing, SendResult } from './outgoing/outgoing.ts';
import type { Attempt, DueLetter } from './store/outbox.ts';
import { toldOfUndelivered } from './ticket/agent/undelivered.ts';

export interface Delivering extends Composing {
  outgoing: Outgoing;
  clock: Clock;
  log: Log;
  /** limits.lettersPerDeskHour */
  lettersPerDeskHour: () => number;
}

/** How often a letter that the server defers is tried again (ms after each attempt); after the last it has failed. */
const DELAYS = [1, 5, 15, 30, 60, 120, 240, 240, 240, 480, 480, 480, 720, 720].map((minutes) => minutes * 60_000);
/** Letters on their way at a time; more are taken from the outbox when half of them are done. */
const MOST_AT_ONCE = 50;
/** ms that the end of an attempt may wait for the beginning of the next one, so that both cost one write to the disk. */
const LATEST_RECORD = 10;
/** ms that a beginning waits for those of other connections: a hundred mails then cost 39 commits in all, and else 63. */
const GATHER_RECORDS = 1;
/** While letters are on their way, new ones are looked for so often (ms). */
const LOOK_AGAIN = 500;
const HOUR = 3_600_000;

/**
 * What one delivery came to. `down`: the server could not be used, so the letters wait for it.
 * `capped`: the desk has written its share of this hour, so the rest waits.
 */
export interface Delivered {
  sent: number;
  down: { error: string; login: boolean } | null;
  capped: boolean;
}

/**
 * Sends everything that is due now. Ends early when the signal aborts (letters under way are finished first), when the
 * server can't be reached, or when the desk's hourly cap is reached.
 */
export async function deliverDue(context: Delivering, signal: AbortSignal): Promise<Delivered> {
  const { store, clock } = context;
  const write = recorder(context);
  const total: Delivered = { sent: 0, down: null, capped: false };
  const underWay = new Set<Promise<void>>();
  /** A letter with files is in memory, from its making to its end. */
  let withFiles = false;
  const failures: unknown[] = [];
  // Of those that were held at the start, or that the last process had no time to tell of.
  await tellUndelivered(context);
  try {
    while (goesOn()) {
      await untilAtMost(MOST_AT_ONCE / 2);
      if (!goesOn()) break;
      // Counted before those that are sent: one that is done in between counts twice, and never not at all.
      const unfinished = underWay.size;
      const room = context.lettersPerDeskHour() - (await store.outbox.sentSince(clock.now() - HOUR)) - unfinished;
      const due = await store.outbox.due(clock.now(), Math.min(MOST_AT_ONCE - unfinished, Math.max(1, room)));
      const light = due.filter((letter) => !hasFiles(letter));
      const heavy = withFiles ? undefined : due.find(hasFiles);
      if (room > 0 && (light.length > 0 || heavy)) {
        for (const { letter, mime } of await claimed(light)) send(letter, mime);
        if (heavy) await sendAlone(heavy);
      } else if (unfinished > 0) {
        // What becomes of these may make something due, or leave room. Not waited for to the end: a server may take ten
        // minutes over one letter, and others come meanwhile.
        await untilFewerThan(unfinished);
      } else {
        total.capped = due.length > 0;
        break;
      }
    }
  } finally {
    // Nothing may be under way any more that another delivery could meet.
    await untilAtMost(0);
  }
  if (failures.length > 0) throw failures[0];
  return total;

  function goesOn(): boolean {
    return !signal.aborted && total.down === null && failures.length === 0;
  }

  async function untilFewerThan(count: number): Promise<void> {
    if (underWay.size < count) return;
    const over = new AbortController();
    await Promise.race([...underWay, clock.sleep(LOOK_AGAIN, AbortSignal.any([signal, over.signal]))]);
    over.abort();
  }

  async function untilAtMost(count: number): Promise<void> {
    while (underWay.size > count) await Promise.race(underWay);
  }

  /**
   * Letters with files may have 35 MB each, so there is one at a time. It is made when the others are on their way: mail of
   * persons is taken apart for it.
   */
  async function sendAlone(heavy: DueLetter): Promise<void> {
    withFiles = true;
    const [made] = await claimed([heavy]);
    if (made) send(made.letter, made.mime);
    else withFiles = false;
  }

  function send(letter: DueLetter, mime: Buffer): void {
    const sending = sendOne(letter, mime)
      .catch((error) => {
        failures.push(error);
      })
      .finally(() => {
        underWay.delete(sending);
        if (hasFiles(letter)) withFiles = false;
      });
    underWay.add(sending);
  }

  async function claimed(due: DueLetter[]): Promise<{ letter: DueLetter; mime: Buffer }[]> {
    const finished: { letter: DueLetter; mime: Buffer }[] = [];
    for (const letter of due) {
      const composed = await compose(letter);
      if (composed) finished.push(composed);
      // Writing many letters takes a while, and nothing else would go on meanwhile: mail that is read waits for its next.
      await setImmediate();
    }
    // Asked again after all the waiting. What is claimed is sent, whatever comes then.
    if (!goesOn()) return [];
    const ids = new Set(await store.outbox.claim(finished.map(({ letter, mime }) => ({ id: letter.id, mime }))));
    return finished.filter(({ letter }) => ids.has(letter.id));
  }

  /** A letter that can't be made is held by itself; the others go on. */
  async function compose(letter: DueLetter): Promise<{ letter: DueLetter; mime: Buffer } | null> {
    try {
      const made = letter.mime ?? (hasFiles(letter) ? await store.outbox.mime(letter.id) : null);
      return { letter, mime: made ?? (await composeLetter(context, letter)) };
    } catch (error) {
      if (!(error instanceof LetterError)) throw error;
      context.log.error({ letter: letter.id }, error.message);
      await record({ id: letter.id, state: 'held', error: error.message });
      return null;
    }
  }

  async function sendOne(letter: DueLetter, mime: Buffer): Promise<void> {
    const parcel = {
      id: letter.id,
      messageId: letter.messageId,
      from: context.desk().address,
      recipients: [letter.to],
      mime,
    };
    const result = await context.outgoing.send(parcel, () => write(letter.id));
    // Told before it is written down, so that nothing more is taken from the outbox meanwhile.
    if (result.outcome === 'not-begun') total.down = { error: result.error, login: result.login };
    const attempt = attemptOf(letter, result, clock.now());
    await record(attempt);
    if (attempt.state === 'sent') total.sent++;
    logAttempt(context.log, letter, attempt);
  }

  /**
   * Writes down what became of a letter, however long the disk is full: only this process knows, and a letter whose end
   * is not recorded would stay "sending" until the next start, which could only hold it.
   */
  async function record(attempt: Attempt): Promise<void> {
    const delay = backoff(100, 10_000);
    for (;;) {
      try {
        await write(attempt);
        if (attempt.state === 'failed' || attempt.state === 'held') await tellUndelivered(context);
        return;
      } catch (error) {
        if (signal.aborted) throw error;
        const again = delay.next();
        const err = (error as Error).message;
        context.log.error({ letter: attempt.id, again, err }, 'what became of a letter is not recorded; tried again');
        await clock.sleep(again, signal);
      }
    }
  }
}

function hasFiles({ draft }: DueLetter): boolean {
  return (draft.files?.length ?? 0) > 0;
}

/** Queues letters to those who should know of letters that did not arrive, or may not have. */
async function tellUndelivered({ store, desk, clock, log }: Delivering): Promise<void> {
  const now = clock.now();
  const { failed } = await store.tellUndelivered(
    (letter, ticket, facts) => toldOfUndelivered(letter, ticket, facts, desk(), now),
    now,
  );
  for (const { id, error } of failed) log.error({ letter: id, err: error.message }, 'nobody could be told of a letter');
}

/** Records that a letter's body is about to go out (its id), or what became of an attempt: many in one transaction. */
function recorder({ store: { outbox }, clock }: Delivering): (entry: number | Attempt) => Promise<void> {
  return groupCommit<number | Attempt>(
    (entries) =>
      outbox.record(
        entries.filter((entry) => typeof entry === 'number'),
        entries.filter((entry) => typeof entry !== 'number'),
        clock.now(),
      ),
    { mayWait: (entry) => typeof entry !== 'number', ms: LATEST_RECORD, gatherMs: GATHER_RECORDS },
  );
}

/** What an attempt's result means for its letter. Every letter has one recipient. */
export function attemptOf(letter: Pick<DueLetter, 'id' | 'attempts'>, result: SendResult, now: number): Attempt {
  const { id } = letter;
  switch (result.outcome) {
    case 'not-begun':
      // The server is away, not the letter wrong: it goes out when the server is back, without losing a try for it.
      return { id, state: 'queued', again: now, error: result.error, answered: false };
    case 'unknown':
      return { id, state: 'held', error: `it may have arrived: ${result.error}` };
    case 'settled': {
      const refused = result.refused[0];
      if (refused) return { id, state: 'failed', error: refused.response, addressRefused: refused.named };
      const deferred = result.deferred[0];
      if (!deferred) return { id, state: 'sent' };
      const delay = DELAYS[letter.attempts];
      if (delay === undefined)
        return {
          id,
          state: 'failed',
          error: `given up after ${letter.attempts + 1} attempts: ${deferred.response}`,
          addressRefused: false,
        };
      return { id, state: 'queued', again: now + delay, error: deferred.response, answered: true };
    }
  }
}

function logAttempt(log: Log, letter: DueLetter, attempt: Attempt): void {
  const line = { letter: letter.id, template: letter.draft.template, to: letter.to, state: attempt.state };
  if (attempt.state === 'sent') log.info(line, 'letter sent');
  else log.warn({ ...line, error: attempt.error }, 'letter not sent');
}
