/**
 * Which names a template may use, and what they stand for in one letter. Words of ours (types, dates) and enumerations
 * are plain; everything that the config, the directory or a customer wrote is sealed.
 */
import type { Language } from '../ticket/ticket.ts';
import type { LetterDesk, LetterValues, Links, TemplateName } from './letter.ts';
import { type Contents, type Sealer, sealer } from './seal.ts';
import { dayInWords, instantInWords, typeInWords } from './words.ts';

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

const COMMON = ['desk.name', 'desk.address', ...LINK_NAMES.map((name) => `links.${name}`)];

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
  }
}

/** What a template is rendered with, and what its placeholders stand for. */
export interface SealedValues {
  scope: Record<string, unknown>;
  contents: Contents;
}

/** The names of a letter with their values: instants in words in the desk's zone, absent ones null. */
export function sealValues(values: LetterValues, language: Language, desk: LetterDesk): SealedValues {
  const seal = sealer();
  const scope = {
    ...(values.kind === 'acknowledgement'
      ? acknowledgementScope(values, language, desk, seal)
      : refusalScope(values, language, seal)),
    contactName: seal.text(values.contactName),
    firstName: seal.text(firstNameOf(values.contactName)),
    plan: seal.text(values.plan),
    organization: seal.text(values.organization),
    desk: { name: seal.text(desk.name), address: seal.text(desk.address) },
    links: Object.fromEntries(LINK_NAMES.map((name) => [name, seal.link(desk.links[name])])),
  };
  return { scope, contents: seal.contents };
}

function acknowledgementScope(
  values: LetterValues & { kind: 'acknowledgement' },
  language: Language,
  desk: LetterDesk,
  seal: Sealer,
) {
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
  };
}

function refusalScope(values: LetterValues & { kind: 'refusal' }, language: Language, seal: Sealer) {
  const inWords = (day: string | null) => seal.text(day === null ? null : dayInWords(day, language));
  return { verdict: values.verdict, startsOn: inWords(values.startsOn), endsOn: inWords(values.endsOn) };
}

/** `Ana` of `Ana Souza`; the whole name where it is written otherwise (`Souza, Ana`, `Dra. Ana`). */
function firstNameOf(name: string | null): string | null {
  if (name === null || name.includes(',')) return name;
  const first = name.trim().split(/\s+/)[0] ?? '';
  return first.length < 2 || first.endsWith('.') ? name : first;
}
