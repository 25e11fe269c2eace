/** Everything that a decision may know of the database, read for one mail within the transaction that settles it. */

import type { TemplateName } from '../letters/letter.ts';
import type { Facts, IncidentFacts, RoutingFacts, ThreadKeys } from '../ticket/decision.ts';
import type { MonthQuestion } from '../ticket/report/asked.ts';
import { type DirectoryAnswer, FIRST_NUMBER, type TicketFacts } from '../ticket/ticket.ts';
import { prepareAgentFacts } from './agent-facts.ts';
import { prepareMonths } from './contract-month.ts';
import { and, asc, eq, gt, inArray, lt, ne, sql } from './drizzle.ts';
import { type IncidentQuestion, prepareIncidentFacts } from './incident-facts.ts';
import { prepareLetterFacts } from './letter-facts.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { inbound, tickets } from './schema.ts';
import { outbox } from './schema-outgoing.ts';
import { prepareTicketFacts, type TicketLookUp } from './ticket-facts.ts';

/** What is asked about one mail. */
export interface Question {
  /** The mail's row in the ledger. */
  id: number;
  /** An earlier mail with the same bytes. */
  twin: number | null;
  /** Equal for one mail that was delivered twice; null where it could not be read. */
  fingerprint: string | null;
  /** A person let it go through again: then only a copy that reached a ticket is a reason not to. */
  released: boolean;
  /** The address, lower case, of whose matter it is: the sender, or whom an agent sends it on for. */
  from: string | null;
  keys: ThreadKeys;
  directory: DirectoryAnswer;
  /** Which contracts' tickets of a month are counted; null: none. */
  month: MonthQuestion | null;
  /** How far back refusals to this sender count (ms). */
  refusalInterval: number;
  /** So many letters within a day are the desk's fill. */
  lettersPerDeskDay: number;
  /** Null: the desk has no agents. */
  agents: AgentQuestion | null;
  /** Null: the desk has no rule by which tickets are one incident. */
  incidents: IncidentQuestion | null;
}

/** What is asked where the desk has agents. */
export interface AgentQuestion {
  /** The id of the agent whose address the sender's is; null: no agent's. */
  fromAgent: string | null;
  /** Whom, and since when, the desk may have asked about this mail; null: its sender is no agent. */
  asked: { address: string; since: number } | null;
  /** What the directory knows of whom the agent's commands name. */
  people: Record<string, DirectoryAnswer>;
  /** Agents, by id, whose open tickets a queue goes by. */
  counted: string[];
  /** Some queue gives the tickets of a contract to whoever had the last one. */
  keepers: boolean;
}

const NO_INCIDENTS: IncidentFacts = { open: [], recent: [] };
const NO_MONTHS: Facts['months'] = new Map();
const NO_ROUTING: RoutingFacts = { away: {}, turns: {}, open: {}, keepers: {} };
/** So many contracts of one mail's people are asked about. */
const MOST_CONTRACTS = 10;

/** Prepares the reads. The function it returns is for use within the caller's transaction. */
export function prepareFacts(db: Db, ticketPrefix: string): (question: Question, now: number) => Facts {
  const ticketLookUp = prepareTicketFacts(db, ticketPrefix);
  const letters = prepareLetterFacts(db, ticketPrefix);
  const agentFacts = prepareAgentFacts(db);
  const monthsOf = prepareMonths(db, ticketPrefix);
  const incidentFacts = prepareIncidentFacts(db, ticketPrefix);
  const twinByFingerprint = prepared(
    db
      .select({ id: inbound.id })
      .from(inbound)
      .where(
        and(
          eq(inbound.fingerprint, sql.placeholder('fingerprint')),
          lt(inbound.id, sql.placeholder('id')),
          // A copy that came by a way that broke its proof, and was held, must not swallow the good one.
          sql`coalesce(${inbound.disposition}, '') NOT IN ('quarantined', 'ignored')`,
        ),
      )
      .orderBy(asc(inbound.id))
      .limit(1),
  );
  const actedCopy = prepared(
    db
      .select({ id: inbound.id })
      .from(inbound)
      .where(
        and(
          eq(inbound.fingerprint, sql.placeholder('fingerprint')),
          ne(inbound.id, sql.placeholder('id')),
          inArray(inbound.disposition, [
            'opened',
            'appended',
            'answered',
            'agent-reply',
            'agent-note',
            'agent-command',
          ]),
        ),
      )
      .limit(1),
  );
  const waitingByMessageId = prepared(
    db
      .select({ id: inbound.id })
      .from(inbound)
      .where(
        and(
          eq(inbound.messageId, sql.placeholder('messageId')),
          // The plus keeps SQLite from the index on dispositions: the Message-ID names a mail or two, waiting may be thousands.
          sql`+${inbound.disposition} = 'waiting'`,
          lt(inbound.id, sql.placeholder('id')),
          // Whoever keeps a mail of theirs waiting (by a DNS that does not answer) must not hold up other people's threads.
          sql`substr(${inbound.fromAddress}, instr(${inbound.fromAddress}, '@')) = ${sql.placeholder('domain')}`,
        ),
      )
      .limit(1),
  );
  const questionTo = prepared(
    db
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(
          eq(outbox.toAddress, sql.placeholder('address')),
          gt(outbox.createdAt, sql.placeholder('since')),
          eq(outbox.inboundId, sql.placeholder('id')),
          inArray(outbox.template, ['agent-held', 'agent-question'] satisfies TemplateName[]),
        ),
      )
      .limit(1),
  );
  const highestNumber = prepared(db.select({ n: sql<number | null>`max(${tickets.number})` }).from(tickets));

  return (question, now) => {
    const { keys, from, agents } = question;
    const look = ticketLookUp();
    const agentThreads = agentFacts.threads(keys.agentLetters, look);
    return {
      directory: question.directory,
      duplicateOf: duplicateOf(question),
      tickets: {
        byToken: look.byNumbers(keys.tokenNumbers),
        byMessageId: from === null ? [] : look.byMessageIds(keys.messageIds, from),
        byNumber: look.byNumbers(keys.subjectNumbers),
      },
      bouncedLetter: letters.bounced(keys.bouncedMessageIds, look),
      answersWaiting: answersWaiting(question),
      ...letters.counts(from, { refusalInterval: question.refusalInterval, fill: question.lettersPerDeskDay }, now),
      nextNumber: (highestNumber.get()?.n ?? FIRST_NUMBER - 1) + 1,
      agentThreads,
      agentAsked: agents?.asked ? questionTo.get({ ...agents.asked, id: question.id }) !== undefined : false,
      named: look.asNamed(keys.namedNumbers),
      ownTickets: from === null || !keys.ownTickets ? [] : look.ownOf(from),
      months: question.month === null ? NO_MONTHS : monthsOf(question.month, now),
      people: agents?.people ?? {},
      routing: agents
        ? routing(
            question,
            agents,
            agentThreads.map(({ ticket }) => ticket),
            now,
          )
        : NO_ROUTING,
      answersToAgent: agents?.asked ? letters.answersTo(agents.asked.address, now) : 0,
      incidents: question.incidents ? incidentFacts(question.incidents) : NO_INCIDENTS,
      parts: partsOf(agents?.fromAgent ?? null, agentThreads, look),
      leadNotices: agents ? letters.leadNotices(now) : {},
    };
  };

  function routing(
    { directory }: Question,
    { counted, keepers }: AgentQuestion,
    theirs: (TicketFacts | null)[],
    now: number,
  ): RoutingFacts {
    const contracts = [
      ...directory.memberships.map(({ contract }) => contract.id),
      ...theirs.flatMap((ticket) => ticket?.contract ?? []),
    ];
    const asked = keepers ? [...new Set(contracts)].slice(0, MOST_CONTRACTS) : [];
    return agentFacts.routing({ counted, contracts: asked }, now);
  }

  /** An agent's mail is about the ticket of the nearest letter to them that it answers. */
  function partsOf(sender: string | null, threads: Facts['agentThreads'], look: TicketLookUp): TicketFacts[] {
    const ticket = threads.find(({ agent }) => agent === sender)?.ticket ?? null;
    return ticket === null || ticket.gathers === null ? [] : look.partsOf(ticket.id);
  }

  function answersWaiting({ id, from, keys, agents }: Question): boolean {
    // An agent's mail belongs where a letter of ours says, whatever became of the mails before; one of them may well
    // wait for what this one says of it.
    if (from === null || (agents && agents.fromAgent !== null)) return false;
    const domain = from.slice(from.lastIndexOf('@'));
    return keys.messageIds.some((messageId) => waitingByMessageId.get({ messageId, id, domain }) !== undefined);
  }

  function duplicateOf({ id, twin, fingerprint, released }: Question): Facts['duplicateOf'] {
    if (released) {
      const copy = fingerprint === null ? undefined : actedCopy.get({ fingerprint, id });
      return copy ? { id: copy.id, because: `mail ${copy.id} is the same mail, and reached a ticket` } : null;
    }
    if (twin !== null) return { id: twin, because: `byte for byte the same as mail ${twin}` };
    if (fingerprint === null) return null;
    const same = twinByFingerprint.get({ fingerprint, id });
    return same
      ? { id: same.id, because: `mail ${same.id} delivered a second time: same Message-ID, From, Date and content` }
      : null;
  }
}
