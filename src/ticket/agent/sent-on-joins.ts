/**
 * A customer's mail that an agent sends on belongs to a ticket that there is: what the agent's commands and words do to it,
 * and who hears of that. Whether they may be done is asked before.
 */
import type { Done, Notice } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { Message } from '../../mail/message.ts';
import { afterEvents } from '../after-events.ts';
import type { Change, Decision } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { whoIsThere } from '../routing.ts';
import type { TicketEvent, TicketFacts } from '../ticket.ts';
import { announce } from './announce.ts';
import { agentName } from './card.ts';
import type { SendingOn, SentOn } from './on-behalf.ts';
import type { Ordered } from './orders.ts';
import { notice, receipt } from './tell.ts';

export type Appended = Extract<Change, { do: 'append' }>;

export interface SentOnMail extends SendingOn {
  /** The mail as the customer's own. */
  theirs: Message;
  sentOn: SentOn;
}

/** The ticket as it is once the customer's mail is on it. @throws where the mail joins a ticket that no fact names */
export function afterJoining({ mail, facts, now }: SentOnMail, appended: Appended, desk: Desk): TicketFacts {
  const { byToken, byMessageId, byNumber } = facts.tickets;
  const ticket = [...byToken, ...byMessageId.flat(), ...byNumber].find(({ id }) => id === appended.ticketId);
  if (!ticket) throw new Error(`the mail joins ticket ${appended.ticketId}, which nothing in it names`);
  const { state, adds, what } = appended;
  const people = [...ticket.people, ...adds];
  const happened: TicketEvent[] = [
    ...(what === 'wrote' ? [{ kind: 'wrote' as const }] : []),
    ...(state === null ? [] : [{ kind: 'state' as const, to: state, until: null }]),
  ];
  return afterEvents(
    ticket,
    happened.map((event) => ({ at: mail.receivedAt, ...event })),
    {
      people,
      participants: people.map(({ address }) => address),
      ...(state === null ? {} : { state, holdUntil: null, solvedAt: null, closedAt: null }),
    },
    desk.sla,
    now,
  );
}

/**
 * @param joining what the customer's mail does by itself
 * @param joined the ticket after that
 * @param ordered what the commands do to it then
 */
export function withOrders(
  from: SentOnMail,
  joining: Decision,
  joined: TicketFacts,
  ordered: Ordered,
  desk: Desk,
): Decision {
  const { agent, sentOn, read, mail, message } = from;
  const because = `agent "${agent.id}" sent the mail on`;
  const said: Change[] =
    sentOn.note === null ? [] : [{ do: 'say', ticketId: joined.id, message: sentOn.note, agent: agent.id, because }];
  const done: Done[] = [...(sentOn.note === null ? [] : [{ did: 'noted' as const }]), ...ordered.done];
  const commands = read.commands.map(({ written }) => written).join(' ');
  return {
    ...joining,
    because: commands === '' ? joining.because : [...joining.because, `agent "${agent.id}" orders: ${commands}`],
    changes: [...joining.changes, ...said, ...ordered.changes],
    letters: [
      ...joining.letters,
      ...handedOver(from, joining, joined, ordered, desk),
      ...receipt({ agent, mail, message }, joined, done, desk),
    ],
  };
}

/** Who has it from now on gets it as it is then, also the agent: they hold no letter to work on it from. */
function handedOver(
  { agent, mail, theirs, facts, now }: SentOnMail,
  joining: Decision,
  was: TicketFacts,
  { ticket, changes }: Ordered,
  desk: Desk,
): LetterDraft[] {
  if (ticket.assignee === was.assignee && ticket.queue === was.queue) return [];
  const events = changes.flatMap((change) => (change.do === 'set' ? [{ at: mail.receivedAt, ...change.event }] : []));
  const is = afterEvents(ticket, events, {}, desk.sla, now);
  const hear = { ticket: is, occasion: 'handed-over', by: agent.name, mail, message: theirs, verified: true } as const;
  const known = joining.letters.map(({ to }) => to.address);
  const knowing = desk.agents.filter(({ addresses }) => known.includes(addresses[0])).map(({ id }) => id);
  const handed = announce({ ...hear, because: [] }, facts, desk, now, knowing);
  const toldNow = handed.map(({ to }) => to.address);

  const to = agentName(is.assignee, desk.agents) ?? is.queue ?? '';
  const taken = is.assignee === agent.id;
  const told: Notice = taken ? { notice: 'taken', by: agent.name } : { notice: 'handed-over', by: agent.name, to };
  const before =
    taken && was.assignee === null
      ? whoIsThere(was.queue, desk, facts.routing, now)
      : desk.agents.filter(({ id, active }) => active && id === was.assignee && id !== is.assignee);
  const notices = before
    .filter(({ id, addresses }) => id !== agent.id && !toldNow.includes(addresses[0]))
    .map((other) => notice(other, told, was, mail, desk));
  return [...handed, ...notices];
}
