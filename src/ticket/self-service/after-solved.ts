/**
 * A customer says that a ticket is not solved after all, or how they were served: what that does, and who of the desk hears
 * of it. Which ticket it is about is asked before.
 */
import type { Notice } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { Message } from '../../mail/message.ts';
import { afterEvents } from '../after-events.ts';
import { announce, audienceOf } from '../agent/announce.ts';
import { notice } from '../agent/tell.ts';
import type { Change } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Score, TicketFacts } from '../ticket.ts';
import type { Asking } from './serve.ts';

/** A ticket as it is then, how it becomes that, and the letters to agents. */
interface Outcome {
  ticket: TicketFacts;
  changes: Change[];
  letters: LetterDraft[];
}

/** @returns null where there is nothing to open again: it is open, or was closed for too long, and is a mail as any other */
export function reopenTicket({ wish, mail, message, from, facts, now }: Asking, was: TicketFacts, desk: Desk) {
  if (!isOver(was)) return null;
  const late = was.state === 'closed' && was.closedAt !== null && mail.receivedAt > was.closedAt + desk.reopenWindow;
  if (late) return null;
  const ticket = afterEvents(
    was,
    [
      { at: mail.receivedAt, kind: 'wrote' },
      { at: mail.receivedAt, kind: 'state', to: 'open', until: null },
    ],
    { state: 'open', solvedAt: null, closedAt: null, holdUntil: null },
    desk.sla,
    now,
  );
  const because = [wish.because, `it was ${was.state}, and is open again`];
  const told = { ticket, occasion: 'reopened', by: null, mail, message: spoken(message), verified: true } as const;
  const outcome: Outcome = {
    ticket,
    changes: [
      {
        do: 'set',
        ticketId: was.id,
        set: { state: 'open', holdUntil: null },
        event: { kind: 'state', to: 'open', until: null },
        what: 'is open',
        by: from,
        because: wish.because,
      },
    ],
    letters: announce({ ...told, because }, facts, desk, now),
  };
  return outcome;
}

export interface Rating {
  score: Score;
  /** There are words beside the score, which a person is to read. */
  commented: boolean;
  /** Who rates, as agents are told. */
  by: string;
}

/** @returns null where it is not solved yet */
export function rateTicket(
  { wish, mail, message, from, facts, now }: Asking,
  { score, commented, by }: Rating,
  ticket: TicketFacts,
  desk: Desk,
): Outcome | null {
  if (!isOver(ticket)) return null;
  const words = commented ? message.replyText.trim() || (message.ownText ?? '').trim() : '';
  const told = heard(score, by, words);
  return {
    ticket,
    changes: [{ do: 'rate', ticketId: ticket.id, score, by: from, because: wish.because }],
    letters: told ? audienceOf(ticket, facts, desk, now).map((agent) => notice(agent, told, ticket, mail, desk)) : [],
  };
}

/** A bad score is always heard of; a better one where there is something to read. */
function heard(score: Score, by: string, words: string): Notice | null {
  if (score === 1) return { notice: 'rated-badly', by, words: words === '' ? null : words };
  return words === '' ? null : { notice: 'rated-in-words', by, words };
}

function isOver({ state }: TicketFacts): boolean {
  return state === 'solved' || state === 'closed';
}

/** Whoever follows our link says it in the subject alone. */
function spoken(message: Message): Message {
  return message.replyText.trim() === '' ? { ...message, replyText: message.subject } : message;
}
