/**
 * The mails that the desk itself writes, as data: which templates there are, and which values each may use.
 * A letter is a row before it is a mail; everything here survives JSON.
 */
import type { Address } from '../mail/message.ts';
import type { EntitlementVerdict, Instant, Language, Priority, TicketType } from '../ticket/ticket.ts';
import type { AgentValues } from './agent-values.ts';
import type { IncidentUpdateValues, ReplyValues, ServiceValues } from './customer-values.ts';
import type { DigestValues } from './digest-values.ts';
import type { FollowUpValues } from './follow-up-values.ts';

export type RefusalTemplate = `refusal-${Exclude<EntitlementVerdict, 'entitled'>}`;

export const REFUSAL_TEMPLATES = [
  'refusal-no-contract',
  'refusal-not-started',
  'refusal-ended',
  'refusal-plan-without-email',
  'refusal-not-a-user',
  'refusal-out-of-scope',
] as const satisfies readonly RefusalTemplate[];

/** Answers of people to customers, and of the desk to what customers ask of it. */
export const CUSTOMER_TEMPLATES = [
  'reply',
  'incident-update',
  'split',
  'service-list',
  'service-status',
  'service-closed',
  'service-escalated',
  'service-type',
  'service-rated',
  'service-reopened',
  'service-report',
  'service-help',
  'service-problem',
] as const;

/** What the desk writes to customers because time has passed. */
export const FOLLOW_UP_TEMPLATES = [
  'follow-up-quiet',
  'follow-up-missed',
  'follow-up-reminder',
  'follow-up-closing',
  'follow-up-closed',
  'follow-up-solved',
] as const;

/** To agents. New ones go to the end: a letter's place tells its Message-ID apart from others on the same mail. */
export const AGENT_TEMPLATES = [
  'agent-ticket',
  'agent-due',
  'agent-receipt',
  'agent-problem',
  'agent-held',
  'agent-question',
  'agent-notice',
  'agent-help',
  'agent-incident',
] as const;

/** Every letter, by family; `digest` goes to the admins. */
export const TEMPLATES = [
  'acknowledgement',
  ...REFUSAL_TEMPLATES,
  ...CUSTOMER_TEMPLATES,
  ...FOLLOW_UP_TEMPLATES,
  ...AGENT_TEMPLATES,
  'digest',
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** Whether a name is one of a family's. */
export function isOneOf<N extends TemplateName>(family: readonly N[], name: TemplateName): name is N {
  return family.some((one) => one === name);
}

/** Whether values are those of a family's letters. */
export function isOfKind<K extends LetterValues['kind']>(
  kinds: readonly K[],
  values: LetterValues,
): values is Extract<LetterValues, { kind: K }> {
  return kinds.some((kind) => kind === values.kind);
}

/** Letters that only ever answer an agent's own mail; so does `agent-ticket` where its occasion is `status`. */
export const AGENT_ANSWERS: readonly TemplateName[] = [
  'agent-problem',
  'agent-held',
  'agent-question',
  'agent-help',
  'agent-receipt',
];

/**
 * The links of the manual that letters point to, by name; from the config. Null where the desk has none: letters leave
 * it out.
 */
export interface Links {
  documentation: string | null;
  forum: string | null;
  portal: string | null;
  status: string | null;
  helpCenter: string | null;
  /** How to become a customer, a user, a member of a bot's team, and how to set the language. */
  contract: string | null;
  user: string | null;
  team: string | null;
  language: string | null;
}

/** What the acknowledgement of a new ticket is made of. */
export interface AcknowledgementValues {
  kind: 'acknowledgement';
  number: string;
  /** From the directory; null where it has none. */
  contactName: string | null;
  /** The customer's subject; null where the sender is unverified: then no words of theirs go out. */
  subject: string | null;
  type: TicketType;
  priority: Priority;
  plan: string;
  organization: string;
  receivedAt: Instant;
  /** When they will hear from a person; null where the policy has no target. */
  firstResponseDue: Instant | null;
  /** Whether the promise runs around the clock (24x7) or in business hours. */
  aroundTheClock: boolean;
  /** The ticket that this one follows, where that one is closed for too long. */
  follows: string | null;
  /** Whether their plan may escalate. */
  mayEscalate: boolean;
  /** It is part of an incident that the desk knows of since then; null: of none. Absent in letters of older versions. */
  known?: { since: Instant } | null;
}

/** What a refusal is made of: nothing that its receiver wrote. */
export interface RefusalValues {
  kind: 'refusal';
  verdict: Exclude<EntitlementVerdict, 'entitled'>;
  /** From the directory; null for who is not in it. */
  contactName: string | null;
  /** From the directory; null where there is no contract. */
  organization: string | null;
  plan: string | null;
  /** The contract's calendar days, `YYYY-MM-DD`; null where it has none. */
  startsOn: string | null;
  endsOn: string | null;
}

export type LetterValues =
  | AcknowledgementValues
  | RefusalValues
  | ReplyValues
  | IncidentUpdateValues
  | ServiceValues
  | FollowUpValues
  | AgentValues
  | DigestValues;

/** A file that goes along: it stands in a mail of the ledger, and is taken from there when the letter is made. */
export interface LetterFile {
  /** The ledger's id of the mail. */
  mailId: number;
  /** Of the decoded bytes, hex. */
  sha256: string;
  filename: string | null;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Without angle brackets, where the text shows it in its place (`[cid:…]`); null: it is attached. */
  contentId: string | null;
}

/** A letter that a decision wants written: complete, except that nobody has put it into words yet. */
export interface LetterDraft {
  template: TemplateName;
  language: Language;
  /** Whom it is sent to. */
  to: Address;
  /** Who sees whom in To and Cc, where several people get a letter each; absent: `to` alone. */
  visible?: { to: Address[]; cc: Address[] };
  /** The name beside the desk's address; absent: the desk's. */
  fromName?: string;
  /** A person wrote it: it is no automatic mail (RFC 3834). */
  byPerson?: boolean;
  files?: LetterFile[];
  values: LetterValues;
  /** Fixed when queued; carries the keyed token. With angle brackets. */
  messageId: string;
  /** The mail it answers; null where that has no usable Message-ID. */
  inReplyTo: string | null;
  references: string[];
  /** A plus-address with a token, where the provider supports it; else null. */
  replyTo: string | null;
  /** Why it is written. */
  because: string;
}

/** A letter put into words. */
export interface WrittenLetter {
  subject: string;
  text: string;
  html: string;
}

/** What a letter needs of the desk to be written and addressed. */
export interface LetterDesk {
  name: string;
  address: string;
  /** Promises are told in this IANA zone. */
  timeZone: string;
  links: Links;
  /** Whether customers may ask things of the desk itself, so that letters offer it; absent: they may. */
  selfService?: boolean;
}
