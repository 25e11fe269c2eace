/** What the letters to agents are made of. Nothing of them may ever reach a customer. */
import type { ClockState, Instant, Metric, Person, Priority, TicketState, TicketType } from '../ticket/ticket.ts';

/** A ticket as agents see it. */
export interface TicketCard {
  number: string;
  subject: string;
  type: TicketType;
  priority: Priority;
  state: TicketState;
  tags: string[];
  queue: string | null;
  /** The agent's name; null: nobody. */
  assignee: string | null;
  requester: Person;
  /** Those besides the requester. */
  people: Person[];
  organization: string;
  plan: string;
  createdAt: Instant;
  holdUntil: Instant | null;
  clocks: { metric: Metric; dueAt: Instant; state: ClockState }[];
  /** The tag of an incident, whose answers go to all its customers; null: a customer's ticket. Absent in letters of older versions. */
  gathers?: string | null;
  /** The number of the incident that it is part of; null: of none. Absent as the one above. */
  partOf?: string | null;
  /** Of an incident: what is part of it and is not over; null: not told here. Absent as the ones above. */
  parts?: { shown: PartOfIncident[]; more: number } | null;
}

/** A customer's ticket that is part of an incident, as the incident's card lists it. */
export interface PartOfIncident {
  number: string;
  organization: string;
  state: TicketState;
  createdAt: Instant;
  /** Its customer wrote after the last answer, and waits for one of their own. */
  waits: boolean;
}

/** Something that was said on a ticket. */
export interface Said {
  at: Instant;
  who: string;
  /** `in`: a customer; `out`: to the customer; `note`: inside. */
  direction: 'in' | 'out' | 'note';
  text: string;
}

/** Why a letter brings a ticket to an agent. */
export type Occasion =
  /** A new ticket, given to this agent; or to the queue, for whoever takes it. */
  | 'assigned'
  | 'queued'
  /** The customer wrote again; and it was solved or closed before. */
  | 'wrote'
  | 'reopened'
  /** Somebody gave it to this agent or their queue. */
  | 'handed-over'
  | 'escalated'
  /** The agent asked for it. */
  | 'status'
  /** It was on hold until now. */
  | 'due-again';

/** Why a letter tells an agent of a ticket's clocks: it runs out, it is late, the desk escalated it, its hold is over. */
export type DueOccasion = 'warning' | 'breach' | 'escalated' | 'due-again';

/** What an agent's mail did. */
export type Done =
  | { did: 'answered'; to: string[] }
  | { did: 'noted' }
  | { did: 'state'; to: TicketState; until: Instant | null }
  | { did: 'assignee'; to: string | null }
  | { did: 'queue'; to: string }
  | { did: 'priority'; to: Priority }
  | { did: 'type'; to: TicketType }
  | { did: 'tag' | 'untag'; tag: string }
  | { did: 'cc' | 'uncc'; address: string }
  | { did: 'merged'; into: string }
  | { did: 'linked'; with: string }
  | { did: 'split'; number: string }
  | { did: 'escalated' }
  /** The ticket is part of an incident now, or of none any more. */
  | { did: 'joined' | 'left'; incident: string }
  /** All customers of the incident have the words, on so many tickets. */
  | { did: 'updated'; tickets: number }
  /** So many tickets of the incident are over together with it. */
  | { did: 'over-with-it'; to: 'solved' | 'closed'; tickets: number }
  /** The incident is over, but not these tickets of it: their customers wait for an answer of their own. */
  | { did: 'left-open'; numbers: string[] }
  /** The mail that waited is dropped, or is taken up again. */
  | { did: 'dropped' }
  | { did: 'taken-up' };

/** Why nothing of an agent's mail was done. Words in `known` are what could stand there. */
export type Trouble =
  | { what: 'unknown-command'; written: string; nearest: string | null }
  | { what: 'missing-argument'; command: string; known: string[] }
  | { what: 'wrong-argument'; command: string; written: string; known: string[] }
  /** Two that cannot both be done. */
  | { what: 'contradiction'; command: string; other: string }
  /** It stands below the text, where commands are not looked for. */
  | { what: 'command-below'; written: string }
  | { what: 'no-such-ticket'; command: string; number: string }
  | { what: 'other-contract'; command: string; number: string }
  | { what: 'same-ticket'; command: string }
  /** Not a user of the ticket's contract. */
  | { what: 'not-a-user'; command: string; address: string }
  /** Not on the ticket, or the requester, who cannot leave it. */
  | { what: 'not-on-ticket'; command: string; address: string }
  | { what: 'is-requester'; command: string; address: string }
  /** The agent named is not active, or not in the ticket's queue. */
  | { what: 'agent-not-in-queue'; command: string; agent: string; queue: string }
  | { what: 'nothing-to-split'; command: string }
  /** The number after `#join` is that of no open incident. */
  | { what: 'no-such-incident'; command: string; number: string }
  /** `#leave` on a ticket that is part of none. */
  | { what: 'on-no-incident'; command: string }
  /** A command that means nothing on an incident, which is no customer's ticket. */
  | { what: 'not-on-incident'; command: string }
  /** What is written on an incident goes to all its customers: the lead does that, or who has taken it. `lead`: a name; null: take it first. */
  | { what: 'not-yours-to-update'; lead: string | null }
  /** Nothing that is part of the incident is open, so nobody would get the words. */
  | { what: 'nobody-to-update' }
  /** The words and files for all customers of an incident are more than may be kept and sent so many times. */
  | { what: 'too-much-for-all' }
  /** Words for all customers of an incident that answer none of its letters which say that an answer goes to all. */
  | { what: 'answer-the-card'; number: string }
  /** In words for all customers of an incident: a ticket's number, or the address or the name of one of them. */
  | { what: 'not-for-all'; written: string }
  /** `#send`, `#for` or `#drop` where no mail of theirs waits. */
  | { what: 'nothing-waits'; command: string }
  /** There are neither words nor commands. */
  | { what: 'empty' }
  /** Parts of our letter stand amid the words, so what is new cannot be told for sure. */
  | { what: 'quotes-our-letter' }
  /** The words for the customer hold an address of an agent, which customers never see. */
  | { what: 'agents-address'; address: string }
  /** They only say that the answers stand below, amid what is quoted. */
  | { what: 'answers-below' }
  /** A mail that forwards another one is never sent to a customer. */
  | { what: 'forward' }
  /** Who may not see the ticket. */
  | { what: 'not-permitted'; number: string };

/** What happened on a ticket since the letter that an agent answers. */
export interface Moved {
  what:
    | 'answered'
    | 'wrote'
    | 'merged'
    | 'closed'
    | 'handed-over'
    /** The same words were sent to this customer before: a program may have written them. */
    | 'repeated'
    /** Very many answers went out within an hour: two programs may answer each other. */
    | 'too-many';
  /** Who did it, or, where it was handed over, who has it now. Null, as `at` may be: not known. */
  who: string | null;
  at: Instant | null;
  /** Of `merged`: the ticket that the agent's letter was about, which is part of this one now. */
  ticket?: string;
}

/** Something that an agent or a lead should know. */
export type Notice =
  | { notice: 'taken'; by: string }
  | { notice: 'handed-over'; by: string; to: string }
  | { notice: 'answered'; by: string }
  | { notice: 'merged'; by: string; into: string }
  /** The answer was sent though the ticket had moved. */
  | { notice: 'sent-though-moved'; moved: Moved[] }
  /**
   * On an agent's tickets: all customers of the incident were written to, and what their tickets are now. `left`: those of
   * them that are not over with the incident, as their customers wait for an answer; absent in letters of older versions.
   */
  | { notice: 'incident-update'; by: string; incident: string; tickets: string[]; left?: string[]; state: TicketState }
  | { notice: 'closed-by-customer'; by: string }
  /** The desk closed it, and could not tell the customer: their address gives mail back. */
  | { notice: 'closed-untold'; to: string }
  /** A customer says that the service was bad; or said another thing of it, in words. `words`: theirs; null: none. */
  | { notice: 'rated-badly'; by: string; words: string | null }
  | { notice: 'rated-in-words'; by: string; words: string }
  /** A letter to a customer did not arrive. */
  | { notice: 'bounced'; to: string; template: string; diagnostic: string }
  /** Nobody knows whether a letter arrived, to a customer or, told to the lead, to an agent: it is not sent again by itself. */
  | { notice: 'unsure'; to: string; template: string; diagnostic: string; letterId: number }
  /** Whom the agent sent a mail on for may not have support, and why. */
  | { notice: 'not-entitled'; address: string; because: string }
  /** To the lead. */
  | { notice: 'agent-bounced'; agent: string; address: string; diagnostic: string }
  /** A mail of the agent's waited for their word, which never came: to them (`yours`) and to the lead. */
  | { notice: 'not-said'; agent: string; mailId: number; yours?: boolean }
  | { notice: 'unproven-agent'; agent: string; address: string; mailId: number; because: string }
  | { notice: 'inactive-agent'; agent: string; address: string; mailId: number }
  | { notice: 'not-permitted'; agent: string; address: string; mailId: number }
  /** The desk may not write to the agent what it has to ask or tell about the mail, which is held. */
  | { notice: 'agent-untold'; agent: string; address: string; mailId: number; because: string };

/** Whether the ticket of a short letter is an incident. Absent: it is not, or the letter is of an older version. */
export interface OnIncident {
  onIncident?: boolean;
}

export type AgentValues =
  | {
      kind: 'agent-ticket';
      occasion: Occasion;
      /** Who handed it over or escalated it. */
      by: string | null;
      card: TicketCard;
      /** What there is to answer; null where nothing is new. */
      message: (Said & { address: string }) | null;
      /** Its sender is not proven. */
      unverified: boolean;
      /** Why it is of this type and priority, and why they may have support. */
      because: string[];
      /** Files that come along, and those that are only listed. */
      attached: { name: string; size: number }[];
      listed: { name: string; size: number }[];
      /** What went before, oldest first. */
      before: Said[];
    }
  | {
      kind: 'agent-due';
      occasion: DueOccasion;
      /** The clock that it is about; null: none, as of the end of a hold. */
      about: {
        metric: Metric;
        dueAt: Instant;
        /** Percent of the time that calls for this letter; at 100 it is late. */
        share: number;
        /** ms that are left when it is written, in the calendar's hours; negative: so long late. */
        left: number;
        /** These hours are not all hours. */
        businessTime: boolean;
      } | null;
      card: TicketCard;
      /** The customer's last words; null: none are known. */
      message: (Said & { address: string }) | null;
    }
  | {
      kind: 'agent-incident';
      /** The incident's own ticket. */
      card: TicketCard;
      tag: string;
      /** Those that are part of it, oldest first; at most 50. */
      parts: { number: string; organization: string; subject: string; createdAt: Instant }[];
      /** So many more are part of it. */
      more: number;
      /** Who writes to all its customers: `you`, the lead by name, or, null, whoever takes it. */
      writer: { you: true } | { you: false; lead: string | null };
      because: string[];
    }
  | { kind: 'agent-receipt'; number: string; subject: string; done: Done[] }
  | ({ kind: 'agent-problem'; number: string | null; subject: string; troubles: Trouble[]; text: string } & OnIncident)
  | ({
      kind: 'agent-held';
      number: string;
      subject: string;
      moved: Moved[];
      since: Said[];
      answer: string;
    } & OnIncident)
  | { kind: 'agent-question'; about: 'no-ticket' | 'whose'; subject: string; text: string }
  | ({ kind: 'agent-notice'; number: string | null; subject: string | null } & OnIncident & Notice)
  | { kind: 'agent-help'; number: string | null; subject: string };
