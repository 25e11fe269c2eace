/** A mail goes through again because a person says so: what `quarantine release` and `mail release` share. */
import { userInfo } from 'node:os';
import { Option } from 'commander';
import type { ReleaseOutcome } from '../store/release.ts';
import type { Disposition } from '../ticket/ticket.ts';
import { type CommonOptions, Failure, print, printJson, withStore } from './command.ts';
import { iso } from './times.ts';

export interface ReleaseOptions {
  as?: 'human';
  because?: string;
}

/** The dispositions that a command lets through again. */
const RELEASED_BY = {
  quarantine: ['quarantined'],
  mail: ['ignored', 'noted', 'refused'],
} as const satisfies Record<string, Disposition[]>;

/** `--as human`. */
export function asOption(): Option {
  return new Option('--as <what>', 'what it really is, where the desk was wrong').choices(['human']);
}

/** `--because WHY`, at most 500 characters of it. */
export function becauseOption(): Option {
  return new Option('--because <why>', 'why, for the ledger and the ticket').argParser((text) => text.slice(0, 500));
}

/** Marks the mail as waiting; the worker, or `once`, settles it. @throws Failure where it can't go through again */
export async function releaseFrom(
  command: keyof typeof RELEASED_BY,
  id: number,
  { as, because }: ReleaseOptions,
  options: CommonOptions,
): Promise<void> {
  await withStore(options, 'change', async (store) => {
    const row = store.reads.mail({ id }, 1)[0];
    const kept = row && (await store.raw(id));
    // Damage shows only where the bytes are unpacked.
    if (row && kept && 'lost' in kept && kept.damaged)
      throw new Failure(`mail ${id} can't go through again: ${kept.lost}`);
    const order = { from: RELEASED_BY[command], as: as ?? null, by: whoAmI(), why: because?.trim() || null };
    const outcome = await store.release(id, order, Date.now());
    const { disposition, said } = told(id, command, outcome);
    if (options.json) printJson({ id, disposition });
    else print(said);
  });
}

/** @throws Failure */
function told(
  id: number,
  command: keyof typeof RELEASED_BY,
  outcome: ReleaseOutcome,
): { disposition: Disposition; said: string } {
  switch (outcome.outcome) {
    case 'released':
      return { disposition: 'waiting', said: `mail ${id} goes through again: ${WHEN}` };
    case 'already': {
      const { disposition, release } = outcome;
      const then = disposition === 'waiting' ? `it waits: ${WHEN}` : `it is ${disposition}`;
      return { disposition, said: `mail ${id} was released already, by ${release.by} at ${iso(release.at)}; ${then}` };
    }
    case 'unknown':
      throw new Failure(`there is no mail ${id}: "chamado mail" lists them`);
    case 'lost':
      throw new Failure(`mail ${id} can't go through again: ${outcome.because}`);
    case 'not-held':
      throw new Failure(`mail ${id} is ${outcome.disposition}: ${instead(id, command, outcome.disposition)}`);
  }
}

const WHEN = 'a running worker takes it at its next look at the mailbox; where none runs, "chamado once" does';

function instead(id: number, command: keyof typeof RELEASED_BY, disposition: Disposition): string {
  if (disposition === 'waiting') return 'it goes through by itself';
  if (disposition === 'quarantined') return `"chamado quarantine release ${id}" lets it through`;
  if (RELEASED_BY.mail.some((one) => one === disposition))
    return `it is not in quarantine; "chamado mail release ${id} --as human" lets it through`;
  return command === 'quarantine'
    ? 'it is not in quarantine'
    : 'only what was ignored, noted or refused can go through again';
}

/** The person behind the command, for the record. */
function whoAmI(): string {
  if (process.env.SUDO_USER) return process.env.SUDO_USER;
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user that has no name.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
