/**
 * A database of very many open tickets, made by SQL alone: lean rows, but all that a ticket has (its mail in the ledger,
 * people, messages, history, clocks, the letter that went out). Which ones are due is the measurement's question.
 */
import Database from 'better-sqlite3';
import { openStore } from '../../src/store/store.ts';

export interface Filling {
  tickets: number;
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

/** Makes the file. @returns its size in bytes */
export async function fill(path: string, { tickets, rules, now }: Filling): Promise<void> {
  (await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' })).close();
  const db = new Database(path);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -400000');
  const indexes = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  const numbers = { tickets, now, customers: Math.ceil(tickets / TICKETS_EACH) };
  for (const statement of STATEMENTS) db.prepare(WITH + statement).run(numbers);
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
      @now - 4 * ${DAY} - i % 3600000 AS opened,
      @now - (CASE WHEN i % ${KEPT} > 0 THEN 7200000 ELSE 4 * ${DAY} - 4000000 END) - i % 60000 AS answered
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
   SELECT i, opened, customer, 'opened', 'default: doubt', ${OPENED} FROM t
   UNION ALL SELECT i, opened, 'desk', 'is given to ' || agent, 'queue "support"', '{"kind":"assignee","to":"' || agent || '"}' FROM t
   UNION ALL SELECT i, opened, 'desk', 'wrote acknowledgement to ' || customer, 'acknowledges', NULL FROM t`,
  `INSERT INTO events (ticket_id, at, by, what, because, fact)
   SELECT i, answered, agent, 'answered', 'mail', '{"kind":"answered","agent":"' || agent || '"}' FROM t WHERE ${ANSWERED}
   UNION ALL SELECT i, answered, agent, 'is pending', 'an agent answered',
     '{"kind":"state","to":"' || iif(fate = 'solved', 'solved', 'pending') || '","until":null}' FROM t WHERE ${ANSWERED}`,
  `INSERT INTO clocks (ticket_id, metric, started_at, due_at, state, because, met_at)
   SELECT i, 'firstResponse', opened, opened + 14400000, iif(${ANSWERED}, 'met', 'running'), 'policy "standard"',
     iif(${ANSWERED}, answered, NULL) FROM t
   UNION ALL SELECT i, 'resolution', opened, opened + 500000000, iif(${ANSWERED}, 'paused', 'running'), 'policy "standard"',
     NULL FROM t`,
  `INSERT INTO outbox (ticket_id, inbound_id, template, to_address, message_id, draft, created_at, state, attempts, sent_at, untold)
   SELECT i, i, 'acknowledgement', customer, '<a' || i || '@blip.example>', '{}', opened, 'sent', 1, opened, 0 FROM t`,
];
