/** What the names stand for in the letters to customers that the desk writes because time has passed. */
import type { Instant, Language } from '../ticket/ticket.ts';
import { firstNameOf } from './first-name.ts';
import type { Asked, FollowUpValues } from './follow-up-values.ts';
import type { LetterDesk } from './letter.ts';
import type { Sealed, Sealer } from './seal.ts';
import { dateInWords, instantInWords } from './words.ts';

export type FollowUpTemplate = FollowUpValues['kind'];

const COMMON = ['number', 'subject', 'contactName', 'firstName', 'agentName', 'mayEscalate'];
const ASKED = ['asked', 'asked.at', 'asked.agentName', 'asked.text'];

const NAMES: Record<FollowUpTemplate, string[]> = {
  'follow-up-quiet': ['ordinal', 'state', 'nextDue', 'resolutionDue'],
  'follow-up-missed': ['missed', 'promisedFor', 'escalated', 'phone', 'resolutionDue'],
  'follow-up-reminder': ['ordinal', ...ASKED, 'closesOn'],
  'follow-up-closing': ['state', ...ASKED, 'closesOn'],
  'follow-up-closed': ['wasSolved', 'reopenUntil'],
  'follow-up-solved': ['closesOn'],
};

/** The names that such a template may use, besides those that all letters have. */
export function followUpNames(template: FollowUpTemplate): string[] {
  return [...COMMON, ...NAMES[template]];
}

/** What they were asked is there to remember by, not to be read again in full. */
const REMINDING = { links: true, characters: 800, lines: 12 };

/** @returns the values of these names: words sealed, days and instants in words, absent ones null, never undefined */
export function followUpScope(
  values: FollowUpValues,
  language: Language,
  { timeZone }: LetterDesk,
  seal: Sealer,
): Record<string, unknown> {
  const inWords = (at: Instant | null) => (at === null ? null : seal.measure(instantInWords(at, timeZone, language)));
  const day = (at: Instant | null) => (at === null ? null : seal.text(dateInWords(at, timeZone, language)));
  const { number, subject, contactName, agentName, mayEscalate } = values;
  const common = {
    number: seal.text(number),
    subject: seal.text(subject),
    contactName: seal.text(contactName),
    firstName: seal.text(firstNameOf(contactName)),
    agentName: seal.text(agentName),
    mayEscalate,
  };
  switch (values.kind) {
    case 'follow-up-quiet': {
      const { ordinal, state, nextDue, resolutionDue } = values;
      return { ...common, ordinal, state, nextDue: inWords(nextDue), resolutionDue: inWords(resolutionDue) };
    }
    case 'follow-up-missed': {
      const { missed, promisedFor, escalated, phone, resolutionDue } = values;
      return {
        ...common,
        missed,
        promisedFor: inWords(promisedFor),
        escalated,
        phone: seal.text(phone),
        resolutionDue: inWords(resolutionDue),
      };
    }
    case 'follow-up-reminder': {
      const { ordinal, asked, closesAt } = values;
      return { ...common, ordinal, asked: askedScope(asked, inWords, seal), closesOn: day(closesAt) };
    }
    case 'follow-up-closing': {
      const { state, asked, closesAt } = values;
      return { ...common, state, asked: askedScope(asked, inWords, seal), closesOn: day(closesAt) };
    }
    case 'follow-up-closed':
      return { ...common, wasSolved: values.wasSolved, reopenUntil: inWords(values.reopenUntil) };
    case 'follow-up-solved':
      return { ...common, closesOn: day(values.closesAt) };
  }
}

/** Where nothing is left of the words, they are not told of. */
function askedScope(asked: Asked | null, inWords: (at: Instant) => Sealed | null, seal: Sealer) {
  // Pictures went along with the answer, not with this letter.
  const text = asked && seal.block(asked.text.replace(/\[cid:[^\]\n]{0,250}\]/g, ''), REMINDING);
  return text && asked ? { at: inWords(asked.at), agentName: seal.text(asked.agentName), text } : null;
}
