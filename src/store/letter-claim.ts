/**
 * What does the Message-ID of a letter of ours say of it? For rows that the desk itself wrote, and ids that were verified:
 * whether a stranger's is ours is `token.ts`'s question, which also says how they are built.
 */

export interface LetterClaim {
  /** Of the ticket, without prefix; 0: it is about none. */
  number: number;
  /** The agent whom it was written to, by id; null: the customer's side. */
  agent: string | null;
}

/** @returns null where it is no Message-ID of ours */
export function letterClaim(messageId: string): LetterClaim | null {
  const match = /^<[a-z][a-z0-9]{1,9}-(\d{1,12})\.(?:c|a-([a-z0-9-]{1,31}))\.[a-z0-9-]{1,20}\.[a-z0-9]{25}@/i.exec(
    messageId,
  );
  return match ? { number: Number(match[1]), agent: match[2]?.toLowerCase() ?? null } : null;
}
