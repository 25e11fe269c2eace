/** A letter to an agent: addressed, proven by a token of its own, and threaded so that a ticket is one conversation. */
import type { AgentValues } from '../../letters/agent-values.ts';
import { AGENT_TEMPLATES, type LetterDraft, type LetterFile } from '../../letters/letter.ts';
import type { InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { languageFor } from '../language.ts';
import { serialOf } from '../outcome.ts';
import type { Agent, Language, TicketFacts } from '../ticket.ts';
import { messageIdFor, plainNumber, replyAddressFor, type Token } from '../token.ts';

export interface ToAgent {
  agent: Agent;
  /** Null: it is about none. */
  ticket: Pick<TicketFacts, 'number'> | null;
  /** What it is written on: a mail; or, as the serial of its token, something else. */
  on: Pick<InboundMail, 'id' | 'releases'> | { serial: string };
  template: AgentValues['kind'];
  values: AgentValues;
  files?: LetterFile[];
  /** The Message-ID of the agent's own mail that it answers, with angle brackets. */
  answers?: string | null;
  because: string;
}

/** One letter; of one template an agent gets one at most on one mail about one ticket. */
export function toAgent(
  { agent, ticket, on, template, values, files, answers, because }: ToAgent,
  desk: Desk,
): LetterDraft {
  const number = ticket === null ? 0 : plainNumber(ticket.number);
  const serial = 'serial' in on ? on.serial : serialOf(on, AGENT_TEMPLATES.indexOf(template) + 1);
  const token: Token = { number, party: `a-${agent.id}`, serial };
  // Nothing was ever sent under this id: it is what all letters on the ticket have in common, whichever came first.
  const root = ticket === null ? [] : [messageIdFor({ ...token, serial: '0' }, desk)];
  const references = [...root, ...(answers ? [answers] : [])];
  return {
    template,
    language: agentLanguage(agent, desk),
    to: { name: agent.name, address: agent.addresses[0] },
    values,
    ...(files && files.length > 0 ? { files } : {}),
    messageId: messageIdFor(token, desk),
    inReplyTo: references.at(-1) ?? null,
    references,
    replyTo: desk.plusAddress ? replyAddressFor(token, desk) : null,
    because,
  };
}

/** The language that the desk writes to an agent in: their first one that it knows, else its own. */
function agentLanguage({ languages }: Pick<Agent, 'languages'>, desk: Pick<Desk, 'language'>): Language {
  return languageFor(languages[0], null, desk.language);
}
