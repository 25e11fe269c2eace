/**
 * Does a condition of the config hold for a mail, and on what words? Conditions are compiled once; what follows from
 * one that holds is for the rules in `classify.ts` to say.
 */
import { RE2JS } from 're2js';
import type { Message } from '../../mail/message.ts';
import { fold } from '../fold.ts';
import type { Priority, TicketType } from '../ticket.ts';
import { type PhraseBook, type PhraseList, phraseProblem } from './phrases.ts';

/** A mail to be classified, with what is known of its sender. */
export interface ClassifySubject {
  message: Message;
  /** The plan's canonical name. */
  plan: string | null;
  organization: string | null;
  /** BCP 47: the one that the mail is written in, whatever the contact prefers; null: what the message itself says. */
  language: string | null;
}

/** What to look for in a text: any of these words and phrases, but not within others; or a pattern. */
export type TextMatch =
  | string[]
  | { words?: string[] | undefined; except?: string[] | undefined; pattern?: string | undefined };

/** All that it names must hold. */
export interface Condition {
  any?: Condition[] | undefined;
  all?: Condition[] | undefined;
  not?: Condition | undefined;
  subject?: TextMatch | undefined;
  body?: TextMatch | undefined;
  text?: TextMatch | undefined;
  from?: TextMatch | undefined;
  to?: TextMatch | undefined;
  attachment?: TextMatch | undefined;
  header?:
    | { name: string; words?: string[] | undefined; except?: string[] | undefined; pattern?: string | undefined }
    | undefined;
  plan?: string[] | undefined;
  language?: string[] | undefined;
  organization?: string[] | undefined;
  /** What has been decided when this is asked. */
  type?: TicketType[] | undefined;
  priority?: Priority[] | undefined;
  tags?: string[] | undefined;
}

/** What is wrong in the config, and where, from the part of the config that was handed over. */
export interface ConfigProblem {
  path: (string | number)[];
  message: string;
}

/** On what words a condition holds, such as `body "parou de responder"`; null where it does not. */
export type Test = (reading: Reading) => string[] | null;

/** What the compiling of several conditions gathers. */
export interface Gathered {
  /** For one phrase book over all conditions. */
  lists: PhraseList[];
  problems: ConfigProblem[];
  /** Canonical plan names by folded name or alias; null: any name is taken as it is. */
  planNames: Map<string, string> | null;
}

/**
 * Compiles a condition. Its phrases and problems are added to `gathered`; a condition with a problem never holds.
 * @param path where it stands in the config
 */
export function compileCondition(condition: Condition, path: ConfigProblem['path'], gathered: Gathered): Test {
  const tests: Test[] = [];
  if (condition.any) {
    tests.push(anyOf(condition.any.map((part, i) => compileCondition(part, [...path, 'any', i], gathered))));
  }
  if (condition.all) {
    tests.push(allOf(condition.all.map((part, i) => compileCondition(part, [...path, 'all', i], gathered))));
  }
  if (condition.not) {
    const test = compileCondition(condition.not, [...path, 'not'], gathered);
    tests.push((reading) => (test(reading) === null ? [] : null));
  }
  for (const field of ['subject', 'body', 'text', 'from', 'to', 'attachment'] as const) {
    const match = condition[field];
    if (match) tests.push(textTest(field, match, [...path, field], gathered));
  }
  if (condition.header) {
    const { name, ...match } = condition.header;
    tests.push(textTest(`header ${name.toLowerCase()}`, match, [...path, 'header'], gathered));
  }
  if (condition.plan) tests.push(planTest(condition.plan, [...path, 'plan'], gathered));
  if (condition.language) tests.push(languageTest(condition.language));
  if (condition.organization) tests.push(organizationTest(condition.organization));
  const { type: types, priority: priorities } = condition;
  if (types) tests.push(({ decided: { type } }) => (type && types.includes(type) ? [`type ${type}`] : null));
  if (priorities) {
    tests.push(({ decided: { priority } }) =>
      priority && priorities.includes(priority) ? [`priority ${priority}`] : null,
    );
  }
  if (condition.tags) tests.push(tagsTest(condition.tags));
  return allOf(tests);
}

type Field = 'subject' | 'body' | 'from' | 'to' | 'attachment' | `header ${string}`;

/** One mail being read by many conditions: every text is searched once, and only if a condition asks for it. */
export interface Reading {
  subject: ClassifySubject;
  /** What the rules before have set; kept up to date by who applies them. */
  decided: { type: TicketType | null; priority: Priority | null; tags: string[] };
  textOf(field: Field): string;
  foundIn(field: Field): ReturnType<PhraseBook['find']>;
}

/** Characters of the body that are read; what a mail is about stands at its beginning. */
const LONGEST_BODY = 20_000;

/** Begins the reading of one mail. */
export function readingOf(subject: ClassifySubject, book: PhraseBook): Reading {
  const texts = new Map<Field, string>();
  const finds = new Map<Field, ReturnType<PhraseBook['find']>>();
  const textOf = (field: Field) => {
    const known = texts.get(field);
    if (known !== undefined) return known;
    const text = fieldText(subject.message, field).normalize('NFC');
    texts.set(field, text);
    return text;
  };
  const foundIn = (field: Field) => {
    const known = finds.get(field);
    if (known) return known;
    const found = book.find(textOf(field));
    finds.set(field, found);
    return found;
  };
  return { subject, decided: { type: null, priority: null, tags: [] }, textOf, foundIn };
}

function fieldText(message: Message, field: Field): string {
  switch (field) {
    case 'subject':
      return message.subject;
    case 'body':
      // Who forwards a mail means what stands in it; quoted mail in a reply is not the matter.
      return [message.replyText, message.forwarded?.subject, message.forwarded?.text]
        .filter(Boolean)
        .join('\n\n')
        .slice(0, LONGEST_BODY);
    case 'from':
      return message.from ? `${message.from.name} <${message.from.address}>` : '';
    case 'to':
      return [
        ...[...message.to, ...message.cc].map(({ name, address }) => `${name} <${address}>`),
        ...message.recipients,
      ]
        .join('\n\n')
        .slice(0, LONGEST_BODY);
    case 'attachment':
      return message.attachments.map(({ filename, contentType }) => `${filename ?? ''} ${contentType}`).join('\n\n');
    default:
      return (message.headers[field.slice('header '.length)] ?? []).join('\n\n').slice(0, LONGEST_BODY);
  }
}

function anyOf(tests: Test[]): Test {
  return (reading) => {
    for (const test of tests) {
      const reasons = test(reading);
      if (reasons) return reasons;
    }
    return null;
  };
}

function allOf(tests: Test[]): Test {
  return (reading) => {
    const reasons: string[] = [];
    for (const test of tests) {
      const more = test(reading);
      if (!more) return null;
      reasons.push(...more);
    }
    return reasons;
  };
}

const never: Test = () => null;

function textTest(field: Field | 'text', match: TextMatch, path: ConfigProblem['path'], gathered: Gathered): Test {
  const fields: Field[] = field === 'text' ? ['subject', 'body'] : [field];
  if (Array.isArray(match)) return wordsTest(fields, usable(match, path, gathered), [], gathered);
  const { words, except = [], pattern } = match;
  const tests: Test[] = [];
  if (words) {
    const usableWords = usable(words, [...path, 'words'], gathered);
    tests.push(wordsTest(fields, usableWords, usable(except, [...path, 'except'], gathered), gathered));
  }
  if (pattern !== undefined) tests.push(patternTest(fields, pattern, [...path, 'pattern'], gathered));
  return allOf(tests);
}

function usable(phrases: string[], path: ConfigProblem['path'], gathered: Gathered): string[] {
  return phrases.filter((phrase, i) => {
    const message = phraseProblem(phrase);
    if (message) gathered.problems.push({ path: [...path, i], message });
    return message === null;
  });
}

function wordsTest(fields: Field[], words: string[], except: string[], gathered: Gathered): Test {
  const list = gathered.lists.push({ words, except }) - 1;
  return (reading) => {
    for (const field of fields) {
      const written = reading.foundIn(field)[list];
      if (written !== undefined) return [`${field} ${quoted(written)}`];
    }
    return null;
  };
}

function patternTest(fields: Field[], pattern: string, path: ConfigProblem['path'], gathered: Gathered): Test {
  let compiled: RE2JS;
  try {
    // A linear engine: no pattern of an admin and no text of a sender can make it run away.
    compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    gathered.problems.push({ path, message: `the pattern ${quoted(pattern)} does not compile: ${reason}` });
    return never;
  }
  return (reading) => {
    for (const field of fields) {
      const matcher = compiled.matcher(reading.textOf(field));
      if (matcher.find()) return [`${field} ${quoted(matcher.group() ?? '')}`];
    }
    return null;
  };
}

function planTest(plans: string[], path: ConfigProblem['path'], gathered: Gathered): Test {
  const names = new Set<string>();
  plans.forEach((plan, i) => {
    const name = gathered.planNames ? gathered.planNames.get(fold(plan)) : plan;
    if (name !== undefined) names.add(fold(name));
    else gathered.problems.push({ path: [...path, i], message: `there is no plan ${quoted(plan)}` });
  });
  return ({ subject: { plan } }) => (plan !== null && names.has(fold(plan)) ? [`plan ${quoted(plan)}`] : null);
}

function languageTest(languages: string[]): Test {
  const ranges = languages.map((language) => language.toLowerCase());
  return ({ subject }) => {
    const language = subject.language ?? subject.message.language;
    const tag = language?.toLowerCase();
    // RFC 4647 §3.3.1: "pt" means every kind of Portuguese.
    const fits = tag !== undefined && ranges.some((range) => tag === range || tag.startsWith(`${range}-`));
    return fits ? [`language ${language}`] : null;
  };
}

function organizationTest(organizations: string[]): Test {
  const names = new Set(organizations.map(fold));
  return ({ subject: { organization } }) =>
    organization !== null && names.has(fold(organization)) ? [`organization ${quoted(organization)}`] : null;
}

function tagsTest(tags: string[]): Test {
  const wanted = new Set(tags.map(fold));
  return ({ decided }) => {
    const tag = decided.tags.find((one) => wanted.has(fold(one)));
    return tag === undefined ? null : [`tag ${quoted(tag)}`];
  };
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `"${line.slice(0, 60)}…"` : `"${line}"`;
}
