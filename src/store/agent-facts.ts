/** What a decision knows of the desk's agents: which letter of theirs a mail answers, who is away, and whose turn it is. */
import type { AgentThread, RoutingFacts, ThreadKeys } from '../ticket/decision.ts';
import { and, eq, gt, isNotNull, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { agents, inbound, turns } from './schema.ts';
import { outbox } from './schema-outgoing.ts';
import type { Followed, TicketLookUp } from './ticket-facts.ts';

/** What the giving of tickets to agents may ask for. */
export interface RoutingQuestion {
  /** Agents, by id, whose open tickets are counted. */
  counted: readonly string[];
  /** Contracts, by id, whose last agent is asked for. */
  contracts: readonly string[];
}

/** Nobody needs to know of more: by then the agent has had enough. */
const MOST_COUNTED = 1_000;
/** Whoever had none of the last hundred tickets of a contract is no longer the one for it. */
const LAST_TICKETS = 100;

/** Prepares the reads. What it returns is for use within the caller's transaction. */
export function prepareAgentFacts(db: Db) {
  const letterByMessageId = prepared(
    db
      .select({
        template: outbox.template,
        createdAt: outbox.createdAt,
        seen: outbox.seen,
        mailId: inbound.id,
        disposition: inbound.disposition,
        from: inbound.fromAddress,
      })
      .from(outbox)
      .leftJoin(inbound, eq(inbound.id, outbox.inboundId))
      .where(eq(outbox.messageId, sql.placeholder('messageId'))),
  );
  const awayNow = prepared(
    db
      .select({ id: agents.id, until: agents.awayUntil })
      .from(agents)
      .where(and(isNotNull(agents.awayUntil), gt(agents.awayUntil, sql.placeholder('now')))),
  );
  const allTurns = prepared(db.select().from(turns));
  // An incident is the work of one, however many tickets are part of it.
  const openOf = prepared(
    db
      .select({ n: sql<number>`count(*)` })
      .from(
        sql`(SELECT 1 FROM tickets WHERE assignee = ${sql.placeholder('agent')} AND state IN ('new', 'open', 'pending', 'on-hold') AND parent_id IS NULL AND gathers IS NULL LIMIT ${sql.raw(String(MOST_COUNTED))})`,
      ),
  );
  // Whoever has a contract's ticket because they have its incident does not know the contract for that.
  const keeperOf = prepared(
    db
      .select({ agent: sql<string>`assignee` })
      .from(
        sql`(SELECT id, assignee, parent_id, gathers FROM tickets WHERE contract = ${sql.placeholder('contract')} ORDER BY id DESC LIMIT ${sql.raw(String(LAST_TICKETS))})`,
      )
      .where(sql`assignee IS NOT NULL AND parent_id IS NULL AND gathers IS NULL`)
      .orderBy(sql`id DESC`)
      .limit(1),
  );

  return { threads, routing };

  /** The letters to agents that a mail answers; nearest first. */
  function threads(letters: ThreadKeys['agentLetters'], look: TicketLookUp): AgentThread[] {
    return letters.map(({ number, agent, messageId }): AgentThread => {
      const row = letterByMessageId.get({ messageId });
      const followed = number === 0 ? null : look.byNumber(number);
      return {
        agent,
        letter: row ? { template: row.template, mail: mailOf(row) } : null,
        ticket: followed?.living ?? null,
        mergedFrom: followed && followed.named.id !== followed.living.id ? followed.named.number : null,
        since: followed ? since(followed, row?.seen ?? null, look) : [],
        // Of a letter that is not known any more, nobody knows what its reader had seen.
        writtenAt: row?.createdAt ?? 0,
      };
    });
  }

  function mailOf({
    mailId,
    disposition,
    from,
  }: NonNullable<ReturnType<typeof letterByMessageId.get>>): NonNullable<AgentThread['letter']>['mail'] {
    return mailId === null ? null : { id: mailId, disposition: disposition ?? 'waiting', from };
  }

  function since(followed: Followed, seen: number | null, look: TicketLookUp): AgentThread['since'] {
    return seen === null ? followed.living.recent : look.since(followed, seen);
  }

  function routing({ counted, contracts }: RoutingQuestion, now: number): RoutingFacts {
    const given = Map.groupBy(allTurns.all(), ({ queue }) => queue);
    return {
      away: Object.fromEntries(awayNow.all({ now }).map(({ id, until }) => [id, until ?? 0])),
      turns: Object.fromEntries(
        [...given].map(([queue, rows]) => [queue, Object.fromEntries(rows.map(({ agent, turn }) => [agent, turn]))]),
      ),
      open: Object.fromEntries(counted.map((agent) => [agent, openOf.get({ agent })?.n ?? 0])),
      keepers: Object.fromEntries(
        contracts.flatMap((contract) => {
          const keeper = keeperOf.get({ contract });
          return keeper ? [[contract, keeper.agent]] : [];
        }),
      ),
    };
  }
}
