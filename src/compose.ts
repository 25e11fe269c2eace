/**
 * From a letter of the outbox to the mail that goes out: its words by the templates, its files out of the ledger's mails.
 * When it goes, and what becomes of it, is `deliver.ts`'s question.
 */
import type { Buffer } from 'node:buffer';
import type { FileContent } from './letters/file-part.ts';
import type { LetterFile } from './letters/letter.ts';
import { composeMail } from './letters/mime.ts';
import type { Templates } from './letters/template.ts';
import { writeLetter } from './letters/write.ts';
import { StartError } from './reading-thread.ts';
import type { DueLetter } from './store/outbox.ts';
import type { Store } from './store/store.ts';
import type { Desk } from './ticket/desk.ts';

export interface Composing {
  store: Store;
  desk: () => Desk;
  templates: () => Templates;
  /** The decoded bytes of a mail's files by their hash; one that it does not hold is missing. See `Understanding.files`. */
  files: (raw: Buffer, sha256s: readonly string[]) => Promise<Map<string, Buffer>>;
}

/** The letter cannot be made, now or later: a person must look at it. */
export class LetterError extends Error {}

/**
 * The whole mail of a letter, with its files: some 35 MB for the largest.
 *
 * @throws LetterError where a template fails or a file cannot be had; else the error of the database or of the machine
 */
export async function composeLetter(context: Composing, letter: DueLetter): Promise<Buffer> {
  const { draft } = letter;
  // First the files: a person's words must not go out without them.
  const files = await filesOf(context, draft.files ?? []);
  try {
    const desk = context.desk();
    const written = writeLetter(context.templates(), draft, desk);
    return await composeMail(draft, written, desk, letter.createdAt, files);
  } catch (error) {
    throw new LetterError(`template ${draft.template} (${draft.language}) failed: ${(error as Error).message}`);
  }
}

/** The files in their order. One mail after the other is unpacked, and let go. */
async function filesOf({ store, files }: Composing, wanted: readonly LetterFile[]): Promise<FileContent[]> {
  const contents = new Map<LetterFile, Buffer>();
  for (const [mailId, together] of Map.groupBy(wanted, ({ mailId }) => mailId)) {
    const found = await bytesOf(mailId, together);
    for (const file of together) {
      const content = found.get(file.sha256);
      if (!content) throw new LetterError(`${namesOf([file])} can not be had: mail ${mailId} does not hold it`);
      contents.set(file, content);
    }
  }
  return wanted.flatMap((file) => {
    const content = contents.get(file);
    return content ? [{ file, content }] : [];
  });

  async function bytesOf(mailId: number, together: LetterFile[]): Promise<Map<string, Buffer>> {
    const kept = await store.raw(mailId);
    if ('lost' in kept) throw new LetterError(`${namesOf(together)} of mail ${mailId} can not be had: ${kept.lost}`);
    const hashes = [...new Set(together.map(({ sha256 }) => sha256))];
    return files(kept.raw, hashes).catch((error: Error) => {
      if (error instanceof StartError) throw error;
      throw new LetterError(`${namesOf(together)} of mail ${mailId} can not be had: ${error.message}`);
    });
  }
}

const MOST_NAMES = 3;

function namesOf(files: readonly LetterFile[]): string {
  const names = files
    .slice(0, MOST_NAMES)
    .map(({ filename }) => (filename === null ? 'a file' : JSON.stringify(filename)));
  return `${names.join(', ')}${files.length > MOST_NAMES ? ` and ${files.length - MOST_NAMES} more` : ''}`;
}
