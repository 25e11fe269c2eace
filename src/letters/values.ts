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
import type {
  AcknowledgementValues,
  LetterDesk,
  LetterFile,
  LetterValues,
  Links,
  RefusalValues,
  TemplateName,
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
];

const REFUSAL = ['verdict', 'organization', 'plan', 'startsOn', 'endsOn'];

/** The names that a template may use, dotted (`desk.name`). Who is in no directory cannot be greeted by name. */
export function namesFor(template: TemplateName): string[] {
  switch (template) {
    case 'acknowledgement':
      return [...ACKNOWLEDGEMENT, ...COMMON];
    case 'refusal-no-contract':
    case 'refusal-not-a-user':
      return [...REFUSAL, ...COMMON];
    case 'refusal-not-started':
    case 'refusal-ended':
    case 'refusal-plan-without-email':
    case 'refusal-out-of-scope':
      return ['contactName', 'firstName', ...REFUSAL, ...COMMON];
    case 'reply':
    case 'split':
    case 'service-list':
    case 'service-status':
    case 'service-closed':
    case 'service-escalated':
    case 'service-type':
    case 'service-rated':
    case 'service-reopened':
    case 'service-help':
    case 'service-problem':
      return [...customerNames(template), ...COMMON];
    case 'follow-up-quiet':
    case 'follow-up-missed':
    case 'follow-up-reminder':
    case 'follow-up-closing':
    case 'follow-up-closed':
    case 'follow-up-solved':
      return [...followUpNames(template), ...COMMON];
    case 'agent-ticket':
    case 'agent-due':
    case 'agent-receipt':
    case 'agent-problem':
    case 'agent-held':
    case 'agent-question':
    case 'agent-notice':
    case 'agent-help':
      return [...agentNames(template), ...COMMON];
    case 'digest':
      return [...DIGEST_NAMES, ...COMMON];
  }
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
  switch (values.kind) {
    case 'acknowledgement':
      return { ...contactScope(values, seal), ...acknowledgementScope(values, language, desk, seal) };
    case 'refusal':
      return { ...contactScope(values, seal), ...refusalScope(values, language, seal) };
    case 'reply':
    case 'split':
    case 'service-list':
    case 'service-status':
    case 'service-closed':
    case 'service-escalated':
    case 'service-type':
    case 'service-rated':
    case 'service-reopened':
    case 'service-help':
    case 'service-problem':
      return customerScope(values, language, desk, seal);
    case 'follow-up-quiet':
    case 'follow-up-missed':
    case 'follow-up-reminder':
    case 'follow-up-closing':
    case 'follow-up-closed':
    case 'follow-up-solved':
      return followUpScope(values, language, desk, seal);
    case 'agent-ticket':
    case 'agent-due':
    case 'agent-receipt':
    case 'agent-problem':
    case 'agent-held':
    case 'agent-question':
    case 'agent-notice':
    case 'agent-help':
      return agentScope(values, language, desk, seal);
    case 'digest':
      return digestScope(values, language, desk, seal);
  }
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
  const inWords = (instant: number) => seal.text(instantInWords(instant, desk.timeZone, language));
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
  };
}

function refusalScope(values: RefusalValues, language: Language, seal: Sealer) {
  const inWords = (day: string | null) => seal.text(day === null ? null : dayInWords(day, language));
  return { verdict: values.verdict, startsOn: inWords(values.startsOn), endsOn: inWords(values.endsOn) };
}
