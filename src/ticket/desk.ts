/**
 * The desk as the pure core sees it: the config, validated and compiled, without anything that only the shell needs.
 * Plain values and pure functions; `config/compile.ts` makes it.
 */
import type { LetterDesk } from '../letters/letter.ts';
import type { Macro } from '../letters/macro.ts';
import type { DeskIdentity } from '../mail/message.ts';
import type { Classifier } from './classify/classify.ts';
import type { FollowUpRules } from './follow-up/rules.ts';
import type { IncidentRules } from './incident/rules.ts';
import type { SlaRules } from './sla/sla.ts';
import type { Agent, Language, Queue } from './ticket.ts';

export interface Plan {
  /** The canonical name. */
  name: string;
  channels: string[];
  /** The SLA policy's name. */
  sla: string;
  /** Position in the config, smallest plan first: of several contracts the highest rank serves. */
  rank: number;
}

export interface Desk extends LetterDesk {
  identity: DeskIdentity;
  ticketPrefix: string;
  language: Language;
  /** The first signs, all verify. */
  secrets: string[];
  plusAddress: boolean;
  /** By name and alias, folded (lower case, no accents). */
  plans: Map<string, Plan>;
  classify: Classifier;
  sla: SlaRules;
  /** What it writes and does by itself as time passes. */
  followUps: FollowUpRules;
  /** When tickets of several customers are taken for one incident. */
  incidents: IncidentRules;
  agents: Agent[];
  queues: Queue[];
  /** Texts that agents send by name (`#macro`), by folded name. */
  macros: ReadonlyMap<string, Macro>;
  /** How agents' answers are taken. */
  answers: {
    /** What a ticket is after an answer that says nothing else. */
    state: 'pending' | 'open' | 'solved';
    /** What becomes of an answer to a letter after which the ticket moved: `hold` asks the agent, `send` sends and tells. */
    collisions: Record<'colleagueAnswered' | 'customerWrote' | 'mergedOrClosed', 'hold' | 'send'>;
  };
  /** ms that an agent counts as away after an auto-reply of theirs, unless they write before. */
  awayAfterAutoReply: number;
  /** Bytes of attachments that go along to agents; beyond they are listed. */
  agentFilesUpTo: number;
  /** Whether the requester's Cc brings people onto the ticket. */
  customersAdd: boolean;
  /** What customers may ask of the desk by mail. */
  selfService: boolean;
  /** The channel that plans with `phone-on-escalation` get with an escalation; null: none. */
  phone: string | null;
  /** What an unverified contact of the directory gets. */
  unverified: 'accept' | 'hold';
  /** What becomes of a reply by a colleague (same contract) who is no participant. */
  colleagues: 'append' | 'hold';
  /** Replies that only say thanks, with further phrases that say it; null: every reply counts. */
  thanks: { phrases: readonly string[] } | null;
  /** ms after closing in which a reply reopens the ticket; later ones open a new, linked ticket. */
  reopenWindow: number;
  limits: {
    lettersPerTicketDay: number;
    lettersPerRecipientHour: number;
    lettersPerRecipientDay: number;
    lettersPerDeskDay: number;
    answersPerAgentHour: number;
    refusalsPerDay: number;
    /** ms within which a sender gets at most one refusal. */
    refusalInterval: number;
  };
}
