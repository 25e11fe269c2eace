/**
 * A database of very many open tickets, made by SQL alone: lean rows, but all that a ticket has (its mail in the ledger,
 * people, messages, history, clocks, the letter that went out). Which ones are due is the measurement's question.
 */
import Database from 'better-sqlite3';
import { openStore } from '../../src/store/store.ts';
import { clocksOf, type TimedEvent } from '../../src/ticket/sla/clocks.ts';
import type { SlaRules } from '../../src/ticket/sla/sla.ts';

export interface Filling {
  tickets: number;
  /** What the clocks go by; it has the policy "standard". */
  sla: SlaRules;
  /** Whose look is by these rules: what is equal for equal ones. */
  rules: string;
  /** The instant at which nothing is due. */
  now: number;
}

/** Every so many tickets one is kept for being due. */
export const KEPT = 200;
/** So many tickets each customer has. */
export const TICKETS_EACH = 10;
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** At the latest, and an hour before at the earliest; `kept` on a day off, so that all are due at the same instant. */
const OPENED_AGO = { usual: 4 * HOUR, kept: 4 * DAY };
const ANSWERED_AGO = { usual: 2 * HOUR, kept: 4 * DAY - 4_000_000 };

/** Makes the file. @returns its size in bytes */
export async function fill(path: string, { tickets, sla, rules, now }: Filling): Promise<void> {
  (await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' })).close();
  const db = new Database(path);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -400000');
  // That one grows as a desk's does, what happens to older tickets between the others; made at the end it would be so full
  // that each new entry took another page.
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name <> 'events_ticket'")
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  const given = {
    tickets,
    now,
    // A number of JavaScript's would be a fraction, and all that is divided by it.
    customers: BigInt(Math.ceil(tickets / TICKETS_EACH)),
    clocks: JSON.stringify(clockRows(sla, now)),
  };
  for (const statement of STATEMENTS) db.prepare(WITH + statement).run(given);
  db.prepare('INSERT INTO reviews (id, rules, up_to) VALUES (1, ?, NULL)').run(rules);
  for (const { sql } of indexes) db.exec(sql);
  db.exec('ANALYZE');
  db.pragma('journal_mode = WAL');
  db.close();
}

/**
 * Ticket `i`: its customer, contract and agent, and what it is. Most are pending since an answer some hours ago; of those
 * that are kept for being due one third is new and late, one third pending for days, one third solved.
 */
const WITH = `WITH RECURSIVE
  counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < @tickets),
  t AS (
    SELECT i,
      'cliente' || (i % @customers) || '@firma' || (i % @customers / 6) || '.example' AS customer,
      'contract-' || (i % @customers / 6) AS contract,
      'ag' || (i % 8) AS agent,
      CASE WHEN i % ${KEPT} > 0 THEN 'usual' ELSE
        CASE i / ${KEPT} % 3 WHEN 0 THEN 'late' WHEN 1 THEN 'pending' ELSE 'solved' END END AS fate,
      @now - iif(i % ${KEPT} > 0, ${OPENED_AGO.usual}, ${OPENED_AGO.kept}) - i % ${HOUR} AS opened,
      @now - iif(i % ${KEPT} > 0, ${ANSWERED_AGO.usual}, ${ANSWERED_AGO.kept}) - i % 60000 AS answered
    FROM counted)
`;
const OPENED = `'{"kind":"opened","type":"doubt","priority":"normal","policy":"standard"}'`;
const ANSWERED = `fate <> 'late'`;

const STATEMENTS = [
  `INSERT INTO inbound (id, mailbox, epoch, uid, size, sha256, truncated, received_at, seen_at, silent, released, message_id,
     fingerprint, from_address, subject, disposition, because, ticket_id, settled_at, attempts)
   SELECT i, 'memory:soak', '0', i, 1000, 'sha' || i, 0, opened, opened, 0, '[]', '<m' || i || '@people.example>',
     'fp' || i, customer, 'Horário do bot', 'opened', '["entitled"]', i, opened, 0 FROM t`,
  `INSERT INTO tickets (id, number, subject, type, priority, state, tags, queue, assignee, plan, contract, organization,
     language, requester_name, requester, policy, created_at, updated_at, solved_at, look_at)
   SELECT i, 1000 + i, 'Horário do bot', 'doubt', 'normal',
     CASE fate WHEN 'late' THEN 'new' WHEN 'solved' THEN 'solved' ELSE 'pending' END, '["bot"]', 'support', agent, 'Plus',
     contract, 'Firma', 'pt-BR', 'Cliente', customer, 'standard', opened, answered,
     CASE fate WHEN 'solved' THEN answered END, @now + ${DAY} + i % 1000 * 60000 FROM t`,
  `INSERT INTO participants (ticket_id, address, name, role, added_at)
   SELECT i, customer, 'Cliente', 'requester', opened FROM t`,
  `INSERT INTO messages (ticket_id, inbound_id, at, direction, from_name, from_address, message_id, text, full_text, attachments)
   SELECT i, i, opened, 'in', 'Cliente', customer, '<m' || i || '@people.example>',
     'Bom dia, como configuro o horário de atendimento do bot ' || i || '?', '', '[]' FROM t`,
  `INSERT INTO messages (ticket_id, at, direction, from_name, from_address, message_id, text, full_text, attachments, agent)
   SELECT i, answered, 'out', agent, agent || '@blip.example', '<r' || i || '@blip.example>',
     'Bom dia! Pode nos dizer desde quando isso acontece?', '', '[]', agent FROM t WHERE ${ANSWERED}`,
  `INSERT INTO events (ticket_id, at, by, what, because, fact)
   SELECT i, opened, iif(nth = 1, customer, 'desk'),
     CASE nth WHEN 1 THEN 'opened' WHEN 2 THEN 'is given to ' || agent ELSE 'wrote acknowledgement to ' || customer END,
     CASE nth WHEN 1 THEN 'default: doubt' WHEN 2 THEN 'queue "support"' ELSE 'acknowledges' END,
     CASE nth WHEN 1 THEN ${OPENED} WHEN 2 THEN '{"kind":"assignee","to":"' || agent || '"}' END
   FROM t CROSS JOIN (SELECT 1 AS nth UNION ALL SELECT 2 UNION ALL SELECT 3)`,
  `INSERT INTO events (ticket_id, at, by, what, because, fact)
   SELECT i, answered, agent, iif(nth = 1, 'answered', 'is ' || state), iif(nth = 1, 'mail', 'an agent answered'),
     iif(nth = 1, '{"kind":"answered","agent":"' || agent || '"}', '{"kind":"state","to":"' || state || '","until":null}')
   FROM (SELECT *, iif(fate = 'solved', 'solved', 'pending') AS state FROM t WHERE ${ANSWERED})
     CROSS JOIN (SELECT 1 AS nth UNION ALL SELECT 2)`,
  `INSERT INTO clocks (ticket_id, metric, started_at, due_at, state, because, met_at, paused_since)
   SELECT i, value ->> 'metric', opened, value ->> 'dueAt' - iif(fate = 'usual', i % ${HOUR}, 0), value ->> 'state', replace(value ->> 'because', 'AGENT', agent),
     iif(value ->> 'met', answered, NULL), iif(value ->> 'paused', answered, NULL)
   FROM t CROSS JOIN json_each(@clocks) WHERE value ->> 'fate' = fate`,
  `INSERT INTO outbox (ticket_id, inbound_id, template, to_address, message_id, draft, created_at, state, attempts, sent_at, untold)
   SELECT i, i, 'acknowledgement', customer, '<a' || i || '@blip.example>', '{}', opened, 'sent', 1, opened, 0 FROM t`,
];

/** The clocks of each fate as the desk has stored them: of those that are late as they were opened, nobody looked since. */
function clockRows(sla: SlaRules, now: number) {
  const events = (of: 'usual' | 'kept', to: 'pending' | 'solved' | null): TimedEvent[] => {
    const at = now - ANSWERED_AGO[of];
    return [
      { at: now - OPENED_AGO[of], kind: 'opened', type: 'doubt', priority: 'normal', policy: 'standard' },
      ...(to === null
        ? []
        : [{ at, kind: 'answered', agent: 'AGENT' } as const, { at, kind: 'state', to, until: null } as const]),
    ];
  };
  const fates = {
    usual: events('usual', 'pending'),
    late: events('kept', null),
    pending: events('kept', 'pending'),
    solved: events('kept', 'solved'),
  };
  return Object.entries(fates).flatMap(([fate, happened]) =>
    clocksOf(happened, sla).map(({ metric, dueAt, state, because, metAt, pausedSince }) => {
      return { fate, metric, dueAt, state, because, met: metAt !== null, paused: pausedSince !== null };
    }),
  );
}
