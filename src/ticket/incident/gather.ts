/**
 * Does a new incident ticket belong to an incident that the desk knows of, or does it make one, together with others that
 * came shortly before? By the rules of the config alone, and only with tickets of its own queue: agents see all parts of an
 * incident, and answer them. What the incident is then, and what becomes of the ticket, is asked elsewhere
 * (`new-incident.ts`, `belonging.ts`).
 */
import type { IncidentFacts, OpenIncident, RecentIncident } from '../decision.ts';
import { fold } from '../fold.ts';
import type { IncidentRule, IncidentRules } from './rules.ts';

export type Gathering =
  | { how: 'joins'; incident: OpenIncident; because: string }
  /** `parts`: the new ticket and the others, oldest first. */
  | { how: 'makes'; tag: string; parts: RecentIncident[]; because: string };

/**
 * @param ticket the new one, as others will see it; it is no part of `recent`
 * @returns null where it stays by itself
 */
export function gatheringOf(
  ticket: RecentIncident,
  { open, recent }: IncidentFacts,
  { rules, joinsFor }: IncidentRules,
): Gathering | null {
  if (rules.length === 0) return null;
  const joined = joins(ticket, open, joinsFor);
  if (joined) return joined;
  // Who may work on the one might not see the others.
  const tagged = byTag(recent.filter(({ queue }) => queue === ticket.queue));
  for (const rule of rules) {
    const names = rule.tags && new Set(rule.tags.map(fold));
    for (const tag of ticket.tags) {
      const folded = fold(tag);
      if (names && !names.has(folded)) continue;
      const made = makes(ticket, tag, [...(tagged.get(folded) ?? [])], rule);
      if (made) return made;
    }
  }
  return null;
}

/**
 * Goes by when the mail came, not by when it is looked at: one that was held for days is not about what is broken today,
 * and what came in while the desk stood still is about what was broken then.
 */
function joins(
  { tags, queue, createdAt }: RecentIncident,
  open: readonly OpenIncident[],
  joinsFor: number,
): (Gathering & { how: 'joins' }) | null {
  const own = new Set(tags.map(fold));
  const incident = open.find(
    ({ tag, queues, startedAt, lastAt }) =>
      own.has(fold(tag)) &&
      queues.includes(queue) &&
      createdAt >= startedAt - joinsFor &&
      createdAt <= lastAt + joinsFor,
  );
  if (!incident) return null;
  const since = Math.max(0, createdAt - incident.lastAt);
  const last = since < MINUTE ? 'just before' : `${inMinutes(since)} before`;
  const because = `tag "${incident.tag}" is that of the open incident ${incident.number}, on which something happened ${last} (incidents.joinsFor: ${inMinutes(joinsFor)})`;
  return { how: 'joins', incident, because };
}

/** By folded tag. The same few stand on all of them, so each is folded once. */
function byTag(recent: readonly RecentIncident[]): Map<string, Set<RecentIncident>> {
  const found = new Map<string, Set<RecentIncident>>();
  const known = new Map<string, Set<RecentIncident>>();
  for (const one of recent) for (const tag of one.tags) (known.get(tag) ?? begun(tag)).add(one);
  return found;

  function begun(tag: string): Set<RecentIncident> {
    const folded = fold(tag);
    const same = found.get(folded) ?? new Set();
    found.set(folded, same);
    known.set(tag, same);
    return same;
  }
}

/** A reason is a line, also where hundreds of tickets are behind it. */
const MOST_NUMBERS = 12;

function makes(
  ticket: RecentIncident,
  tag: string,
  same: readonly RecentIncident[],
  { name, contracts, within }: IncidentRule,
): (Gathering & { how: 'makes' }) | null {
  const all = [...together(ticket, same, within), ticket];
  const different = new Set(all.map(({ contract }) => contract)).size;
  if (different < contracts) return null;
  const parts = all.toSorted((a, b) => a.createdAt - b.createdAt);
  const numbers = parts.slice(0, MOST_NUMBERS).map(({ number }) => number);
  const more = parts.length > MOST_NUMBERS ? ` and ${parts.length - MOST_NUMBERS} more` : '';
  const because = `rule "${name}": tag "${tag}" on ${counted(parts.length, 'ticket')} of ${counted(different, 'contract')} within ${inMinutes(within)}, and ${contracts} make an incident: ${numbers.join(', ')}${more}`;
  return { how: 'makes', tag, parts, because };
}

/** Those that came within so long of each other and of the new one, which is not always the last that came. */
function together({ createdAt }: RecentIncident, same: readonly RecentIncident[], within: number): RecentIncident[] {
  const near = same.filter((one) => Math.abs(one.createdAt - createdAt) <= within);
  const last = near.reduce((latest, one) => Math.max(latest, one.createdAt), createdAt);
  return near.filter((one) => one.createdAt >= last - within);
}

const MINUTE = 60_000;

function inMinutes(ms: number): string {
  return counted(Math.round(ms / MINUTE), 'minute');
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
