/**
 * Which names a template may use, and what they stand for in one letter. Words of ours (types, dates) and enumerations
 * are plain; everything that the config, the directory or a customer wrote is sealed.
 */
import type { Language } from '../ticket/ticket.ts';
import { ACTION_NAMES, actionsScope } from './actions.ts';
import { agentNames, agentScope } from './agent-scope.ts';
import { customerNames, customerScope } from './customer-scope.ts';
import { DIGEST_NAMES, digestScope } from './digest-scope.ts';
import { firstNameOf } from './first-name.ts';
import { followUpNames, followUpScope } from './follow-up-scope.ts';
import {
  type AcknowledgementValues,
  AGENT_TEMPLATES,
  CUSTOMER_TEMPLATES,
  FOLLOW_UP_TEMPLATES,
  isOfKind,
  isOneOf,
  type LetterDesk,
  type LetterFile,
  type LetterValues,
  type Links,
  type RefusalValues,
  type TemplateName,
} from './letter.ts';
import { type Contents, type Sealer, sealer } from './seal.ts';
import { typeInWords } from './ticket-words.ts';
import { dayInWords, instantInWords } from './words.ts';

const LINK_NAMES = [
  'documentation',
  'forum',
  'portal',
  'status',
  'helpCenter',
  'contract',
  'user',
  'team',
  'language',
] as const satisfies readonly (keyof Links)[];

/** Every letter has these. */
const COMMON = ['desk.name', 'desk.address', ...LINK_NAMES.map((name) => `links.${name}`), ...ACTION_NAMES];

const ACKNOWLEDGEMENT = [
  'number',
  'contactName',
  'firstName',
  'subject',
  'type',
  'typeInWords',
  'priority',
  'plan',
  'organization',
  'receivedAt',
  'firstResponseDue',
  'aroundTheClock',
  'follows',
  'mayEscalate',
  // Since when the desk knows of the incident that it is part of.
  'knownSince',
];

const REFUSAL = ['verdict', 'organization', 'plan', 'startsOn', 'endsOn'];

/** The names that a template may use, dotted (`desk.name`). */
export function namesFor(template: TemplateName): string[] {
  return [...ownNames(template), ...COMMON];
}

function ownNames(template: TemplateName): readonly string[] {
  if (isOneOf(CUSTOMER_TEMPLATES, template)) return customerNames(template);
  if (isOneOf(FOLLOW_UP_TEMPLATES, template)) return followUpNames(template);
  if (isOneOf(AGENT_TEMPLATES, template)) return agentNames(template);
  if (template === 'digest') return DIGEST_NAMES;
  if (template === 'acknowledgement') return ACKNOWLEDGEMENT;
  // Who is in no directory cannot be greeted by name.
  const unknown = template === 'refusal-no-contract' || template === 'refusal-not-a-user';
  return unknown ? REFUSAL : ['contactName', 'firstName', ...REFUSAL];
}

/** What a template is rendered with, and what its placeholders stand for. */
export interface SealedValues {
  scope: Record<string, unknown>;
  contents: Contents;
}

/**
 * The names of a letter with their values: instants in words in the desk's zone, absent ones null.
 * @param files what goes along: its pictures may stand within the text
 */
export function sealValues(
  values: LetterValues,
  language: Language,
  desk: LetterDesk,
  files: readonly LetterFile[] = [],
): SealedValues {
  const seal = sealer(files);
  const scope = {
    ...ownScope(values, language, desk, seal),
    actions: actionsScope(values, language, desk, seal),
    desk: { name: seal.text(desk.name), address: seal.text(desk.address) },
    links: Object.fromEntries(LINK_NAMES.map((name) => [name, seal.link(desk.links[name])])),
  };
  return { scope, contents: seal.contents };
}

/** The values that only this kind of letter has. */
function ownScope(values: LetterValues, language: Language, desk: LetterDesk, seal: Sealer): Record<string, unknown> {
  if (isOfKind(CUSTOMER_TEMPLATES, values)) return customerScope(values, language, desk, seal);
  if (isOfKind(FOLLOW_UP_TEMPLATES, values)) return followUpScope(values, language, desk, seal);
  if (isOfKind(AGENT_TEMPLATES, values)) return agentScope(values, language, desk, seal);
  if (values.kind === 'digest') return digestScope(values, language, desk, seal);
  if (values.kind === 'refusal') return { ...contactScope(values, seal), ...refusalScope(values, language, seal) };
  return { ...contactScope(values, seal), ...acknowledgementScope(values, language, desk, seal) };
}

function contactScope(values: AcknowledgementValues | RefusalValues, seal: Sealer) {
  return {
    contactName: seal.text(values.contactName),
    firstName: seal.text(firstNameOf(values.contactName)),
    plan: seal.text(values.plan),
    organization: seal.text(values.organization),
  };
}

function acknowledgementScope(values: AcknowledgementValues, language: Language, desk: LetterDesk, seal: Sealer) {
  const inWords = (instant: number) => seal.measure(instantInWords(instant, desk.timeZone, language));
  return {
    number: seal.text(values.number),
    subject: seal.text(values.subject),
    type: values.type,
    typeInWords: typeInWords(values.type, language),
    priority: values.priority,
    receivedAt: inWords(values.receivedAt),
    firstResponseDue: values.firstResponseDue === null ? null : inWords(values.firstResponseDue),
    aroundTheClock: values.aroundTheClock,
    follows: seal.text(values.follows),
    // Letters that were queued before there was such a thing do not say.
    mayEscalate: values.mayEscalate === true,
    knownSince: values.known ? inWords(values.known.since) : null,
  };
}

function refusalScope(values: RefusalValues, language: Language, seal: Sealer) {
  const inWords = (day: string | null) => seal.text(day === null ? null : dayInWords(day, language));
  return { verdict: values.verdict, startsOn: inWords(values.startsOn), endsOn: inWords(values.endsOn) };
}
