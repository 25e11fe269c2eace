/**
 * By which config does the soaked desk live, and when is it loaded anew? Versions of one config: rules renamed and put in
 * another order, other spans, other hours of follow-ups, other targets. Whether what the desk wrote was right is asked
 * by the checker, which reads the same values as they are written here.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import type { Random } from './random.ts';

export interface HoursConfig {
  timeZone: string;
  hours: Record<string, string[]>;
  holidays?: { add: string[] };
}

export interface RuleConfig {
  name: string;
  when: { quiet?: string; missed?: string; state?: string; for?: string; target?: string; share?: number };
  to?: string;
  letter?: string;
  atMost?: number;
  do?: string;
}

type TargetsConfig = Record<'firstResponse' | 'nextResponse' | 'resolution', string>;

/** The part of a config that the checker reads. */
export interface SoakConfig {
  sla: {
    calendars: Record<string, '24x7' | HoursConfig>;
    policies: Record<string, { calendar: string; targets: Record<string, Record<string, TargetsConfig>> }>;
  };
  followUps: { hours: string; apart: string; rules: RuleConfig[] };
}

/** One config that was in force from an instant on, by the desk's clock. */
export interface InForce {
  from: number;
  config: SoakConfig;
}

/** Each span ends on a quarter of an hour, as the checker reckons in quarters. */
const CALENDARS: SoakConfig['sla']['calendars'] = {
  business: {
    timeZone: 'America/Sao_Paulo',
    hours: { 'mon-fri': ['09:00-18:00'] },
    holidays: { add: ['2026-10-12', '2026-11-02', '2026-11-20', '2026-12-08', '2026-12-25'] },
  },
  // On 25 October 2026 its clocks are put back.
  lisbon: {
    timeZone: 'Europe/Lisbon',
    hours: { 'mon-fri': ['09:00-13:00', '14:00-18:30'], sat: ['10:00-13:00'] },
    holidays: { add: ['2026-12-01', '2026-12-08'] },
  },
  // On 1 November 2026 its clocks are put back, at two in the night from Saturday to Sunday: within a span.
  newyork: {
    timeZone: 'America/New_York',
    hours: { 'mon-thu': ['20:00-04:00'], fri: ['09:00-17:00'], sat: ['22:00-06:00'] },
  },
  always: '24x7',
};

const POLICIES = (calm: TargetsConfig, urgent: TargetsConfig) => (calendar: string) => ({
  calendar,
  targets: { incident: { high: urgent, urgent, '*': calm }, '*': { '*': calm } },
});
const USUAL = POLICIES(
  { firstResponse: '4h', nextResponse: '8h', resolution: '30h' },
  { firstResponse: '1h', nextResponse: '2h', resolution: '8h' },
);
const SLACKER = POLICIES(
  { firstResponse: '6h', nextResponse: '8h', resolution: '36h' },
  { firstResponse: '2h', nextResponse: '2h', resolution: '12h' },
);

const RULES: RuleConfig[] = [
  { name: 'a word while they wait', when: { quiet: '1bd' }, to: 'customer', letter: 'follow-up-quiet', atMost: 3 },
  { name: 'a promise missed', when: { missed: '*' }, to: 'customer', letter: 'follow-up-missed' },
  { name: 'reminder', when: { state: 'pending', for: '2bd' }, to: 'customer', letter: 'follow-up-reminder' },
  { name: 'second reminder', when: { state: 'pending', for: '3bd' }, to: 'customer', letter: 'follow-up-reminder' },
  {
    name: 'notice before closing',
    when: { state: 'pending', for: '4bd' },
    to: 'customer',
    letter: 'follow-up-closing',
  },
  {
    name: 'closed after silence',
    when: { state: 'pending', for: '6bd' },
    to: 'customer',
    letter: 'follow-up-closed',
    do: 'close',
  },
  { name: 'is it solved?', when: { state: 'solved', for: '0m' }, to: 'customer', letter: 'follow-up-solved' },
  { name: 'closed after it was solved', when: { state: 'solved', for: '3bd' }, do: 'close' },
  { name: 'soon late', when: { target: '*', share: 75 }, to: 'assignee', letter: 'agent-due' },
  { name: 'late', when: { target: '*', share: 100 }, to: 'assignee', letter: 'agent-due' },
  { name: 'escalation', when: { target: '*', share: 100 }, to: 'lead', letter: 'agent-due', do: 'escalate' },
];

const SPANS: Record<string, Partial<RuleConfig['when']>> = {
  'a word while they wait': { quiet: '6h' },
  reminder: { for: '1bd' },
  'notice before closing': { for: '5bd' },
  'soon late': { share: 60 },
};

const VERSIONS: { at: number; followUps: { hours: string; apart: string }; spans: boolean; policies: typeof USUAL }[] =
  [
    { at: 0, followUps: { hours: 'business', apart: '20h' }, spans: false, policies: USUAL },
    { at: 0.33, followUps: { hours: 'lisbon', apart: '24h' }, spans: true, policies: USUAL },
    { at: 0.6, followUps: { hours: 'newyork', apart: '20h' }, spans: false, policies: SLACKER },
    { at: 0.8, followUps: { hours: 'business', apart: '20h' }, spans: false, policies: USUAL },
  ];

/** How many other people's names the rules had, so that no two loads have the same. */
let loads = 0;

/**
 * The config at a share of the whole time. Each one has its rules under other names and in another order.
 * @param share from 0 to 1
 */
export function soakConfig(share: number, random: Random): SoakConfig {
  const version = VERSIONS.findLast(({ at }) => at <= share) ?? VERSIONS[0];
  if (!version) throw new Error('there are no versions');
  loads++;
  const rules = RULES.map((rule): RuleConfig => {
    const when = version.spans ? { ...rule.when, ...SPANS[rule.name] } : rule.when;
    return { ...rule, when, name: loads === 1 ? rule.name : `${rule.name} (${loads})` };
  });
  const { policies } = version;
  return {
    sla: {
      calendars: CALENDARS,
      policies: {
        standard: policies('business'),
        premium: policies('always'),
        lisbon: policies('lisbon'),
        night: policies('newyork'),
      },
    },
    followUps: { ...version.followUps, rules: loads === 1 ? rules : random.shuffled(rules) },
  };
}

const EXAMPLE = fileURLToPath(new URL('../../config.example.json', import.meta.url));
/** More letters than any run writes. */
const PLENTY = 100_000_000;

/** A whole config file. @param database where its database is @param agents ids of its agents */
export function configFile(config: SoakConfig, database: string, agents: readonly string[]): Record<string, unknown> {
  const { $schema: _, ...example } = parse(readFileSync(EXAMPLE, 'utf8'), [], { allowTrailingComma: true });
  const half = Math.ceil(agents.length / 2);
  const queues = example.queues as { id: string }[];
  return {
    ...example,
    ...config,
    desk: { ...example.desk, secret: 'a secret of the bench, which guards nothing at all' },
    store: { path: database },
    mailbox: { kind: 'maildir', path: 'mail' },
    outgoing: { kind: 'folder', path: 'letters' },
    // Each ticket by itself: the checker knows of no other.
    incidents: { rules: [] },
    authentication: { ...example.authentication, checkSignatures: false },
    agents: agents.map((id) => ({
      id,
      name: `${id} of the desk`,
      publicName: id,
      email: `${id}@blip.example`,
      languages: ['pt-BR'],
    })),
    queues: queues.map((queue, i) => {
      const members = i === 0 ? agents.slice(0, half) : agents.slice(half);
      return { ...queue, members, lead: members[0] };
    }),
    limits: { ...example.limits, lettersPerDeskHour: PLENTY, lettersPerDeskDay: PLENTY },
  };
}
