/**
 * What does a delivery report say of each recipient? Reads its fields (RFC 3464), whether they stand in their own part or,
 * as some servers send them, within the text. What stands in words alone is `notice.ts`'s question.
 */

import type { BouncedRecipient } from '../message.ts';
import { statusByCode, statusByWords, statusField } from './status.ts';
import { delayIn, plainWords } from './words.ts';

export interface ReportedRecipient {
  /** Lower case: `failed`, `delayed`, `delivered` …; empty where the report gives none. */
  action: string;
  recipient: BouncedRecipient;
}

/** RFC 3464 §2.3.3: none of these says that a mail was lost. */
const SUCCESSES = new Set(['delivered', 'relayed', 'expanded']);
const MOST_REPORTED = 100;
const LONGEST_REPORT = 256 * 1024;
const LONGEST_DIAGNOSTIC = 500;

/** Whether the report says that this recipient, or a system that reports no more, has the mail (RFC 3464 §2.3.3). */
export function isSuccess({ action }: ReportedRecipient): boolean {
  return SUCCESSES.has(action);
}

/** Whether fields of a delivery report stand in this text. */
export function holdsReport(text: string): boolean {
  return /^[ \t]{0,20}(?:final|original)-recipient[ \t]{0,20}:/im.test(text);
}

/** The recipients that a report names, in its order, at most a hundred; empty where it names none. */
export function reportedRecipients(report: string): ReportedRecipient[] {
  return groupsOf(report).flatMap((fields) => {
    const final = typed(fields.get('final-recipient'));
    const original = typed(fields.get('original-recipient'));
    const address = final?.includes('@') ? final : (original ?? final);
    return address ? [recipientOf(bareAddress(address), fields)] : [];
  });
}

function recipientOf(address: string, fields: Map<string, string>): ReportedRecipient {
  const action = /^[a-z-]{1,30}/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ?? '';
  const diagnostic = typed(fields.get('diagnostic-code')) ?? typed(fields.get('x-supplementary-info')) ?? null;
  const delayed = action === 'delayed';
  const given = statusField(fields.get('status') ?? '');
  const status = telling(given, diagnostic) ?? derived(action, diagnostic ?? fields.get('status') ?? '');
  return {
    action,
    recipient: {
      address,
      status,
      permanent: !delayed && (status === null ? action === 'failed' : status.startsWith('5')),
      diagnostic: diagnostic?.slice(0, LONGEST_DIAGNOSTIC) ?? null,
    },
  };
}

/** The status of the field; where that is "undefined" (RFC 3463 §3.1), one of its class that the diagnostic gives. */
function telling(status: string | null, diagnostic: string | null): string | null {
  if (status === null || !status.endsWith('.0.0') || diagnostic === null) return status;
  const other = statusField(diagnostic);
  return other?.startsWith(status.slice(0, 2)) ? other : status;
}

/** Where no status is given: from the diagnostic's codes, then its words, then the action. */
function derived(action: string, diagnostic: string): string | null {
  const status = statusByCode(diagnostic) ?? statusByWords(diagnostic);
  if (action === 'delayed') return status?.startsWith('4') ? status : '4.4.7';
  if (status) return status;
  if (action === 'failed') return '5.0.0';
  return delayIn(plainWords(diagnostic)) ? '4.4.7' : null;
}

/**
 * The fields about one recipient each. RFC 3464 §2.1: blocks between empty lines, the first about the mail. Some servers
 * leave the empty lines out between recipients, others put one among the fields of one.
 */
function groupsOf(report: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [];
  for (const block of blocksOf(report)) {
    let group = new Map<string, string>();
    const last = groups.at(-1);
    const fields = fieldsIn(block);
    if (last && !last.has('action') && !last.has('status') && !fields.some(([name]) => RECIPIENT.test(name))) {
      for (const [name, value] of fields) if (!last.has(name)) last.set(name, value);
      continue;
    }
    for (const [name, value] of fields) {
      if (RECIPIENT.test(name) && group.has(name)) {
        groups.push(group);
        group = new Map();
      }
      if (!group.has(name)) group.set(name, value);
    }
    if ([...group.keys()].some((name) => RECIPIENT.test(name))) groups.push(group);
    if (groups.length >= MOST_REPORTED) break;
  }
  return groups.slice(0, MOST_REPORTED);
}

const RECIPIENT = /^(?:final|original)-recipient$/;

function blocksOf(report: string): string[] {
  return report
    .slice(0, LONGEST_REPORT)
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .slice(0, 10 * MOST_REPORTED);
}

function fieldsIn(block: string): [string, string][] {
  // Within a text a report may be indented as a whole; what is indented further continues the line before it.
  const margin = /^[ \t]{0,20}/.exec(block)?.[0] ?? '';
  const flush = margin === '' ? block : block.replaceAll(`\n${margin}`, '\n').slice(margin.length);
  const lines = flush.replace(/\n[ \t]+/g, ' ').split('\n');
  return lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    return /^[a-z][a-z-]{0,60}$/.test(name) ? [[name, line.slice(colon + 1).trim()]] : [];
  });
}

/** The value of `rfc822; ana@acme.example` or `smtp; 550 …`. */
function typed(field: string | undefined): string | null {
  if (field === undefined) return null;
  // RFC 3464 §2.1.2: the type is one word. A diagnostic without it may hold a semicolon of its own.
  const value = field.replace(/^[\w.-]{1,40}[ \t]{0,20};/, '').trim();
  return value === '' ? null : value;
}

function bareAddress(value: string): string {
  return value
    .replace(/^<+|>+$/g, '')
    .replace(/^<|>.*$/g, '')
    .trim()
    .toLowerCase();
}
