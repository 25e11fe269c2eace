/** What is a sample? A mail, and what it is to become. Which ones there are is the `samples-*.ts` files' question. */
import type { TemplateName } from '../../letters/letter.ts';
import type { Disposition, Language, TicketType } from '../../ticket/ticket.ts';
import type { WrittenLetter } from './letters.ts';
import { type Draft, mimeOf } from './sample-mime.ts';

export interface Sample {
  name: string;
  /** The heading it stands under. */
  group: string;
  /** MAIL FROM; empty for the null sender (RFC 5321 §4.5.5). */
  mailFrom: string;
  mime: (sent: Sent) => Promise<Buffer> | Buffer;
  /** What happens, in a sentence, where what became of it does not say it all. */
  tells?: string;
  /** What its sender wrote, where that is the point of it and is shown. */
  words?: string;
  becomes: {
    disposition: Disposition;
    type?: TicketType;
    /** The sample whose ticket it is on; its own where it opens one. */
    ticketOf?: string;
    /** In the order in which they are written. */
    letters: ExpectedLetter[];
  };
}

export type ExpectedLetter = [to: string, template: TemplateName, language: Language];

/** What the samples before this one came to. */
export interface Sent {
  mime(name: string): Buffer;
  /** A letter that went out on a sample. @param to its recipient */
  letter(name: string, to: string): WrittenLetter;
}

/** A mail that its sender simply writes. */
export function writes(
  shown: Pick<Sample, 'name' | 'group' | 'tells' | 'words'>,
  draft: Draft,
  becomes: Sample['becomes'],
): Sample {
  return { ...shown, mailFrom: addressOf(draft.from), mime: () => mimeOf(draft), becomes };
}

/** `ana@acme.example` of `Ana Souza <ana@acme.example>`. */
export function addressOf(from: string): string {
  return from.slice(from.indexOf('<') + 1, -1);
}
