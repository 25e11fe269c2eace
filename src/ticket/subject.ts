/** The subject of a conversation: what all its mails have in common, whatever programs put before it. */

const PREFIX =
  /^\s*(?:(?:re|res|ref|r|fwd?|enc|rv|aw|antw|sv|vs|odp|ynt)(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?:|\[(?:ext|external|externo|externa)\])\s*/i;
const MOST_PREFIXES = 10;

/** Without `Re:` and the like, and without the ticket's number in brackets. Never empty where the subject is not. */
export function plainSubject(subject: string, number: string): string {
  const tag = `[${number}]`.toLowerCase();
  let rest = subject.slice(0, 1_000).trim();
  for (let i = 0; i < MOST_PREFIXES; i++) {
    const before = rest;
    rest = rest.replace(PREFIX, '');
    if (rest.toLowerCase().startsWith(tag)) rest = rest.slice(tag.length).trimStart();
    if (rest === before) break;
  }
  return rest.trim() || subject.trim();
}
