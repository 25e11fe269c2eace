/** Which letters did the desk write? Finds those of a decision among the `.eml` files that it puts into its folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LetterDraft } from '../../letters/letter.ts';
import { values } from '../../mail/header.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import { parseMail } from '../../mail/mime/parse.ts';
import { senderOf } from '../../mail/sender/address.ts';
import { textOf } from '../../mail/text/text.ts';

/** A letter as it went out. */
export interface WrittenLetter {
  /** Name and address. */
  from: string;
  /** The address. */
  to: string;
  template: string;
  language: string;
  subject: string;
  text: string;
  messageId: string;
  file: string;
  raw: Buffer;
}

/** How long a letter may take from the decision to its file (ms). */
const PATIENCE = 15_000;

/** @returns what waits for the letters that a decision asked for; one that is not written in time is left out */
export function lettersIn(folder: string): (drafts: LetterDraft[]) => Promise<WrittenLetter[]> {
  const byMessageId = new Map<string, Pick<WrittenLetter, 'from' | 'subject' | 'text' | 'file' | 'raw'>>();
  const seen = new Set<string>();
  return async (drafts) => (await Promise.all(drafts.map(written))).filter((letter) => letter !== null);

  async function written({ to, template, language, messageId }: LetterDraft): Promise<WrittenLetter | null> {
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(20)) {
      await look();
      const found = byMessageId.get(messageId);
      if (found) return { to: to.address, template, language, messageId, ...found };
    }
    return null;
  }

  async function look(): Promise<void> {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => !seen.has(one) && /^[^.].*\.eml$/.test(one))) {
      seen.add(name);
      const file = join(folder, name);
      const raw = await readFile(file);
      const { headers, body } = await parseMail(raw);
      const [subject = ''] = values(headers, 'subject');
      const { name: sender = '', address: by = '' } = senderOf(headers).address ?? {};
      const from = `${sender} <${by}>`;
      byMessageId.set(messageIdOf(headers) ?? '', { from, subject, text: textOf(body), file, raw });
    }
  }
}
