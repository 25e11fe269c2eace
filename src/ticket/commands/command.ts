/** What an agent may order at the top of a mail, once it has been read: names are resolved, numbers are numbers. */
import type { Trouble } from '../../letters/agent-values.ts';
import type { Instant, Priority, TicketState, TicketType } from '../ticket.ts';

export type Order =
  /** `until`: for on-hold; null: until somebody says so. */
  | { do: 'state'; to: Exclude<TicketState, 'new'>; until: Instant | null }
  | { do: 'take' }
  /** An agent's id. */
  | { do: 'assign'; agent: string }
  /** A queue's id. */
  | { do: 'queue'; queue: string }
  | { do: 'priority'; to: Priority }
  | { do: 'type'; to: TicketType }
  | { do: 'tag' | 'untag'; tag: string }
  /** Lower case. */
  | { do: 'cc' | 'uncc'; address: string }
  /** A ticket's number without prefix. */
  | { do: 'merge' | 'link'; number: number }
  | { do: 'split' }
  /** The ticket is part of this incident, by number without prefix; or of none any more. */
  | { do: 'join'; number: number }
  | { do: 'leave' }
  | { do: 'escalate' }
  /** A macro's name, as `desk.macros` has it. */
  | { do: 'macro'; name: string }
  /** Null: the ticket that the mail is about. */
  | { do: 'status'; number: number | null }
  | { do: 'help' }
  /** About a mail of the agent's own that waits: send it, drop it, or it is this customer's. */
  | { do: 'send' }
  | { do: 'drop' }
  | { do: 'for'; address: string };

/** An order, and the word that the agent wrote it with, such as `#resolvido`. */
export type Command = Order & { written: string };

/** An agent's own text, taken apart. */
export interface Commanded {
  commands: Command[];
  /** The words below the commands: for the customer, or, where `note`, for the desk alone. */
  text: string;
  note: boolean;
  /** What is wrong with the commands by themselves; with any of them nothing may be done. */
  troubles: Trouble[];
}
