/**
 * Is everything that the soaked desk wrote right? Goes over its database when all is over: each notice and letter, with the
 * ticket as it was at that moment. Shares no code with what decided on them.
 */
import Database from 'better-sqlite3';
import { checkTicket } from './check-ticket.ts';
import type { EventRow } from './history.ts';
import { type Hours, reckonHours } from './hours.ts';
import type { InForce, SoakConfig } from './rules.ts';

export interface NoticeRow {
  ticketId: number;
  kind: string;
  anchor: number;
  ordinal: number;
  at: number;
  outcome: 'sent' | 'skipped';
}

export interface LetterRow {
  ticketId: number;
  template: string;
  to: string;
  createdAt: number;
  /** What it says of a clock: which one, and its deadline; to agents also the one on the card beside that. */
  metric: string | null;
  dueAt: number | null;
  onCard: number | null;
}

export interface ClockRow {
  ticketId: number;
  metric: string;
  startedAt: number;
  dueAt: number;
  metAt: number | null;
  breachedAt: number | null;
}

export interface TicketRow {
  id: number;
  number: number;
  state: string;
  policy: string;
  requester: string;
}

/** What the checks of a ticket know and tell. */
export interface Checking {
  ticket: TicketRow;
  events: EventRow[];
  notices: NoticeRow[];
  /** To customers and agents, in the order in which they were written. */
  letters: LetterRow[];
  /** As they are stored in the end. */
  clocks: ClockRow[];
  /** The configs that may have been in force at an instant. */
  configs(at: number): SoakConfig[];
  everyConfig: readonly SoakConfig[];
  hours: ReadonlyMap<string, Hours>;
  /** By address: the event from which on it was known to give mail back. */
  bounced: ReadonlyMap<string, number>;
  to: number;
  count(what: string): void;
  wrong(what: string, about: string): void;
}

export const CHECKS = {
  once: 'notices, each once by ticket, kind, event and ordinal',
  skipped: 'of them left out, as no longer true or overtaken',
  again: 'things told of, each as often as the rules say',
  ids: 'letters, each Message-ID once',
  letters: 'notices to customers, each with its letters, and no letter without one',
  hours: 'follow-ups to customers, within the hours',
  apart: 'pairs of follow-ups on a ticket, far enough apart',
  stale: 'notices sent, true when they were written',
  deadline: 'letters inside about a clock, with one deadline for it',
  clocks: 'clocks that were late, by the deadline that was missed first',
  missed: 'letters of a missed promise, with the deadline that held then',
  unheard: 'notices inside that nobody was there to hear',
  reachable: 'follow-ups to addresses that take mail and are not all auto-reply',
  closed: 'closings by silence, each announced before, or its address gives mail back',
  owed: 'things that called for a notice, and have it',
  state: 'tickets in the state that their history says',
} as const;

const HOUR = 3_600_000;
/** The desk's clock is wrong by no more: so near to a change of config both may have been in force. */
const UNSURE = HOUR + 5 * 60_000;

/** @param span of the whole time; after it nothing was written */
export function check(
  database: string,
  inForce: readonly InForce[],
  { from, to }: { from: number; to: number },
): { rows: { what: string; count: string; wrong: number | null }[]; examples: string[] } {
  const counts = new Map<string, number>(Object.values(CHECKS).map((what) => [what, 0]));
  const wrongs = new Map<string, number>();
  const examples: string[] = [];
  const count = (what: string, by = 1) => counts.set(what, (counts.get(what) ?? 0) + by);
  const wrong = (what: string, about: string) => {
    const n = (wrongs.get(what) ?? 0) + 1;
    wrongs.set(what, n);
    if (n <= 5) examples.push(`${what}: ${about}`);
  };

  const db = new Database(database, { readonly: true });
  const all = <Row>(sql: string) => db.prepare(sql).all() as Row[];
  const one = (sql: string) => db.prepare(sql).pluck().get() as number;
  count(CHECKS.once, one('SELECT count(*) FROM notices'));
  count(CHECKS.skipped, one("SELECT count(*) FROM notices WHERE outcome = 'skipped'"));
  for (const { n, ticketId, kind } of all<{ n: number; ticketId: number; kind: string }>(
    'SELECT ticket_id AS ticketId, kind, count(*) AS n FROM notices GROUP BY ticket_id, kind, anchor, ordinal HAVING n > 1',
  ))
    wrong(CHECKS.once, `ticket ${ticketId}: ${kind} ${n} times`);
  count(CHECKS.ids, one('SELECT count(*) FROM outbox'));
  for (const { id, n } of all<{ id: string; n: number }>(
    'SELECT message_id AS id, count(*) AS n FROM outbox GROUP BY message_id HAVING n > 1',
  ))
    wrong(CHECKS.ids, `${id} ${n} times`);

  const events = all<Omit<EventRow, 'fact'> & { fact: string | null }>(
    'SELECT id, ticket_id AS ticketId, at, by, what, because, fact FROM events ORDER BY id',
  ).map((row): EventRow => ({ ...row, fact: row.fact === null ? null : JSON.parse(row.fact) }));
  const bounced = new Map<string, number>();
  for (const { id, what, because } of events) {
    const address = what === 'letter bounced' ? because.slice(0, because.indexOf(': ')) : null;
    if (address !== null && !bounced.has(address)) bounced.set(address, id);
  }
  const eventsOf = Map.groupBy(events, ({ ticketId }) => ticketId);
  const noticesOf = Map.groupBy(
    all<NoticeRow>('SELECT ticket_id AS ticketId, kind, anchor, ordinal, at, outcome FROM notices ORDER BY at'),
    ({ ticketId }) => ticketId,
  );
  const lettersOf = Map.groupBy(
    all<LetterRow>(
      `SELECT ticket_id AS ticketId, template, to_address AS "to", created_at AS createdAt,
         coalesce(draft ->> '$.values.missed', draft ->> '$.values.about.metric') AS metric,
         coalesce(draft ->> '$.values.promisedFor', draft ->> '$.values.about.dueAt') AS dueAt,
         (SELECT value ->> 'dueAt' FROM json_each(draft, '$.values.card.clocks')
          WHERE value ->> 'metric' = draft ->> '$.values.about.metric') AS onCard FROM outbox
       WHERE template LIKE 'follow-up-%' OR template = 'agent-due' ORDER BY id`,
    ),
    ({ ticketId }) => ticketId,
  );
  const clocksOf = Map.groupBy(
    all<ClockRow>(
      `SELECT ticket_id AS ticketId, metric, started_at AS startedAt, due_at AS dueAt, met_at AS metAt, breached_at AS breachedAt
       FROM clocks`,
    ),
    ({ ticketId }) => ticketId,
  );
  const everyConfig = inForce.map(({ config }) => config);
  const calendars = Object.entries(everyConfig[0]?.sla.calendars ?? {});
  const hours = new Map(calendars.map(([name, one]) => [name, reckonHours(one, from - 2 * HOUR, to + 2 * HOUR)]));
  const configs = (at: number) =>
    inForce
      .filter((one, i) => one.from <= at + UNSURE && (inForce[i + 1]?.from ?? Number.POSITIVE_INFINITY) > at - UNSURE)
      .map(({ config }) => config);

  for (const ticket of all<TicketRow>('SELECT id, number, state, policy, requester FROM tickets ORDER BY id')) {
    checkTicket({
      ticket,
      events: eventsOf.get(ticket.id) ?? [],
      notices: noticesOf.get(ticket.id) ?? [],
      letters: lettersOf.get(ticket.id) ?? [],
      clocks: clocksOf.get(ticket.id) ?? [],
      configs,
      everyConfig,
      hours,
      bounced,
      to,
      count,
      wrong,
    });
  }
  db.close();
  const untold: string[] = [CHECKS.skipped, CHECKS.unheard];
  return {
    rows: [...counts].map(([what, n]) => ({
      what,
      count: String(n),
      wrong: untold.includes(what) ? null : (wrongs.get(what) ?? 0),
    })),
    examples,
  };
}
