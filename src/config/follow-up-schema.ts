/**
 * What may stand under `followUps` in the config, and the rules of a config that has none: the shape alone. Whether the
 * parts of a rule fit together is told by `follow-ups.ts`.
 */
import { z } from 'zod';
import { nearestName } from '../jsonc.ts';
import { AGENT_LETTER, AUDIENCES, CUSTOMER_LETTERS } from '../ticket/follow-up/rules.ts';
import { METRICS, TICKET_STATES } from '../ticket/ticket.ts';
import { span } from './units.ts';

const quietTime = z
  .string()
  .regex(/^([1-9]\d{0,4}m|[1-9]\d{0,3}h|[1-9]\d{0,2}bd)$/, 'must be a time such as "30m", "4h" or "1bd"');
const lastingTime = z
  .string()
  .regex(/^(0m|[1-9]\d{0,4}m|[1-9]\d{0,3}h|[1-9]\d{0,2}bd)$/, 'must be a time such as "0m", "4h" or "2bd"');

const whenSchema = z.strictObject({
  quiet: quietTime
    .optional()
    .describe(
      'New or open, and the customer heard nothing for so long: neither from a person nor a follow-up. Only before a target is late.',
    ),
  missed: named([...METRICS, '*'], 'target')
    .optional()
    .describe('A target is late: the letter to the customer that says so. `*`: any of them.'),
  state: named(TICKET_STATES, 'state').optional().describe('The ticket is in this state, for as long as `for` says.'),
  for: lastingTime
    .optional()
    .describe(
      'With `state`: since it came into it or, while pending, since the last mail. "2bd" are working days of the ticket\'s calendar, "4h" run while that is open.',
    ),
  target: named([...METRICS, '*'], 'target')
    .optional()
    .describe('So much of a target is used up as `share` says. `*`: any of them.'),
  share: z
    .int('must be a whole number from 1 to 100')
    .min(1, 'must be from 1 to 100')
    .max(100, 'must be from 1 to 100')
    .optional()
    .describe('With `target`: percent of its time. At 100 it is late.'),
});

const ruleSchema = z.strictObject({
  name: z.string().min(1).max(80).describe('Shown in reasons. It may change: nothing goes out twice for that.'),
  when: whenSchema.describe('When it applies: `quiet`, `missed`, `state` with `for`, or `target` with `share`.'),
  to: named(['customer', ...AUDIENCES], 'receiver')
    .optional()
    .describe(
      'Who gets the letter. `assignee`: where nobody has the ticket, those who may take it. Customers in `hours` alone, all others at any time.',
    ),
  letter: named([...CUSTOMER_LETTERS, AGENT_LETTER], 'letter')
    .optional()
    .describe('Its template.'),
  atMost: z
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe('With `quiet` or `state`: so many letters, each after the same time again. Absent: one.'),
  do: named(['close', 'escalate'], 'act')
    .optional()
    .describe(
      '`close`, with `state`: the ticket is closed, once a letter told the customer so long before as its rule is earlier. `escalate`, with `target`: one priority up, and the ticket counts as escalated.',
    ),
});

export type FollowUpRuleConfig = z.output<typeof ruleSchema>;

/** What applies where a config has no rules of its own; the shipped example has the same. */
const DEFAULT_RULES: FollowUpRuleConfig[] = [
  { name: 'a word while they wait', when: { quiet: '1bd' }, to: 'customer', letter: 'follow-up-quiet', atMost: 3 },
  { name: 'a promise missed', when: { missed: '*' }, to: 'customer', letter: 'follow-up-missed' },
  { name: 'reminder', when: { state: 'pending', for: '2bd' }, to: 'customer', letter: 'follow-up-reminder' },
  { name: 'second reminder', when: { state: 'pending', for: '5bd' }, to: 'customer', letter: 'follow-up-reminder' },
  {
    name: 'notice before closing',
    when: { state: 'pending', for: '8bd' },
    to: 'customer',
    letter: 'follow-up-closing',
  },
  {
    name: 'closed after silence',
    when: { state: 'pending', for: '10bd' },
    to: 'customer',
    letter: 'follow-up-closed',
    do: 'close',
  },
  { name: 'is it solved?', when: { state: 'solved', for: '0m' }, to: 'customer', letter: 'follow-up-solved' },
  { name: 'closed after it was solved', when: { state: 'solved', for: '5bd' }, do: 'close' },
  { name: 'soon late', when: { target: '*', share: 75 }, to: 'assignee', letter: 'agent-due' },
  { name: 'late', when: { target: '*', share: 100 }, to: 'assignee', letter: 'agent-due' },
  { name: 'escalation', when: { target: '*', share: 100 }, to: 'lead', letter: 'agent-due', do: 'escalate' },
];

/** The config's `followUps`. */
export const followUpsSchema = z.strictObject({
  hours: z
    .string()
    .optional()
    .describe(
      'The calendar of `sla.calendars` in whose hours customers get follow-ups. Absent: the one called "business", else the first.',
    ),
  apart: span.prefault('20h').describe('Within this time a customer gets no second follow-up about one ticket.'),
  rules: z
    .array(ruleSchema)
    .max(100)
    .optional()
    .transform((rules) => rules ?? DEFAULT_RULES)
    .describe('When the desk writes by itself, to whom, and what. Absent: those of `config.example.json`.'),
});

/** One of some names; another one is told the nearest of them. */
function named<const T extends readonly [string, ...string[]]>(known: T, what: string) {
  return z.enum(known, {
    error: ({ input }) => {
      if (typeof input !== 'string') return undefined;
      const nearest = nearestName(input, [...known]);
      return `there is no ${what} "${input}"; ${nearest ? `did you mean "${nearest}"?` : `known: ${known.join(', ')}`}`;
    },
  });
}
