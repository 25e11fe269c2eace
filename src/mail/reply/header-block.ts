/**
 * Does a text repeat the header of another mail here, as Outlook and others put it above what they quote? What the header
 * says is `forward/copied-header.ts`'s question.
 */
import { headerLine } from '../forward/copied-header.ts';
import type { CopiedField } from '../forward/header-words.ts';

/** Lines that a header may take: some programs fold long recipients, or leave an empty line between two fields. */
const LONGEST_HEADER = 12;
/** No name of a field is longer. */
const LONGEST_NAME = 50;
const ADDRESS = /[^\s@<>]{1,80}@[^\s@<>]{3,80}|\bmailto:/i;
const TIME = /\d{1,2}[:.h]\d{2}/;

/**
 * Whether a copied header begins at this line: From, Date, To and Subject in any order. A person may well write "From: Lisbon,
 * To: Porto", so fewer than three fields, or three without a subject, must hold an address and a time.
 */
export function isHeaderBlock(lines: string[], at: number): boolean {
  const first = field(lines[at] ?? '');
  if (first === null || !BEGINS.has(first.field) || first.value === '') return false;
  const seen = new Map<CopiedField, string>();
  let missing = 0;
  for (let next = at; next < Math.min(lines.length, at + LONGEST_HEADER) && missing < 2; next++) {
    const found = field(lines[next] ?? '');
    missing = found ? 0 : missing + 1;
    if (found && found.field !== 'other' && !seen.has(found.field)) seen.set(found.field, found.value);
  }
  if (!seen.has('from') && !(seen.has('date') && seen.has('to'))) return false;
  if (seen.has('subject') && seen.size >= 3) return true;
  const addressed = ADDRESS.test(seen.get('from') ?? '') || ADDRESS.test(seen.get('to') ?? '');
  return addressed && TIME.test(seen.get('date') ?? '');
}

const BEGINS: ReadonlySet<CopiedField> = new Set(['from', 'date', 'to', 'subject'] as const);

function field(line: string): { field: CopiedField; value: string } | null {
  const name = line.slice(0, LONGEST_NAME);
  return name.includes(':') || name.includes('：') ? headerLine(line) : null;
}
