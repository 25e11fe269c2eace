/** What an agent asks the desk itself: the card of a ticket, and how commands are written. */
import type { Trouble } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { Command } from '../commands/command.ts';
import type { Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Agent, TicketFacts } from '../ticket.ts';
import { plainNumber } from '../token.ts';
import { type Announcing, ticketLetter } from './announce.ts';
import { toAgent } from './letters.ts';
import { mayWorkOn } from './permitted.ts';
import type { AgentsMail } from './tell.ts';

/**
 * The cards that `#status` asks for, one a ticket.
 * @param ticket the one that the mail is about, as it is after the other commands; null: none
 */
export function statusLetters(
  asking: {
    agent: Agent;
    mail: InboundMail;
    commands: readonly Command[];
    ticket: TicketFacts | null;
    facts: Pick<Facts, 'named' | 'parts'>;
  },
  desk: Desk,
): { letters: LetterDraft[]; troubles: Trouble[] } {
  const { agent, mail, commands, ticket, facts } = asking;
  const letters = new Map<string, LetterDraft>();
  const troubles: Trouble[] = [];
  for (const command of commands) {
    if (command.do !== 'status') continue;
    const { number, written } = command;
    const own = ticket !== null && (number === null || plainNumber(ticket.number) === number) ? ticket : null;
    const named = facts.named.find((one) => plainNumber(one.number) === number);
    // Of one that was merged, the one that lives on is meant.
    const found = own ?? (named?.mergedInto ? facts.named.find((one) => one.number === named.mergedInto) : named);
    if (found && (found === own || mayWorkOn(agent, found, desk))) {
      const card: Announcing = {
        ticket: found,
        occasion: 'status',
        by: null,
        mail,
        message: null,
        verified: true,
        because: [],
        // They are those of the one that the mail is about.
        ...(found === own ? { parts: facts.parts } : {}),
      };
      letters.set(found.number, ticketLetter(agent, card, desk));
    } else {
      // Whether there is one that they may not see is not told.
      troubles.push({ what: 'no-such-ticket', command: written, number: `${desk.ticketPrefix}-${number ?? '?'}` });
    }
  }
  return { letters: [...letters.values()], troubles };
}

/** All commands, explained. */
export function helpLetter(
  { agent, mail, message, ticket }: AgentsMail & { ticket: Pick<TicketFacts, 'number' | 'subject'> | null },
  desk: Desk,
): LetterDraft {
  return toAgent(
    {
      agent,
      ticket,
      on: mail,
      template: 'agent-help',
      values: { kind: 'agent-help', number: ticket?.number ?? null, subject: ticket?.subject ?? message.subject },
      answers: message.messageId,
      because: `${agent.name} asks for help`,
    },
    desk,
  );
}
