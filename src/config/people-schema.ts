/**
 * The part of the config that says who works on tickets, and how they and the customers work by mail. Whether the
 * names in it stand for something is told by `people.ts`.
 */
import { z } from 'zod';
import { conditionSchema } from './rules-schema.ts';
import { size, span } from './units.ts';

export const address = z.email('must be a mail address').toLowerCase();

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens');
const day = z.iso.date('must be a day such as "2026-12-24"');

const awaySchema = z
  .strictObject({
    from: day.describe("The first day, in the desk's zone."),
    to: day.describe('The last day.'),
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');

const agentSchema = z.strictObject({
  id: id.describe('Its short name in this file.'),
  name: z.string().min(1).describe('The full name, shown inside only.'),
  publicName: z.string().min(1).describe('The name that customers see.'),
  email: address.describe('The address that letters to it go to and that it writes from.'),
  otherEmails: z.array(address).default([]).describe('Further addresses of the same agent.'),
  active: z.boolean().default(true).describe('Whether it works on tickets now.'),
  languages: z
    .array(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a language such as "pt-BR"'))
    .default([])
    .describe('The languages that it writes; the desk writes to it in the first.'),
  skills: z
    .array(z.string().min(1))
    .default([])
    .describe('Tags of tickets that it is the one for, where several could have them.'),
  away: z
    .array(awaySchema)
    .default([])
    .describe('Planned absences; new tickets go to others, first day and last day included.'),
  hours: z
    .string()
    .nullable()
    .default(null)
    .describe('The calendar of `sla.calendars` that it works in; new tickets go to others outside. Null: always.'),
  receipts: z
    .boolean()
    .default(false)
    .describe('It gets a receipt of everything that it did by mail, not only of what was not done.'),
});

/** The config's `agents`. */
export const agentsSchema = z.array(agentSchema);

const queueSchema = z.strictObject({
  id: id.describe('Its short name in this file.'),
  members: z.array(z.string()).default([]).describe('The agents in it, by id.'),
  lead: z.string().optional().describe('The agent who is told of what needs a decision, by id.'),
  strategy: z
    .enum(['round-robin', 'least-open', 'none'])
    .default('none')
    .describe(
      'Whom of its members who are there a new ticket is given to: who was given one longest ago, who has the fewest open, or nobody, so that whoever takes it has it. Who writes its language and has a skill for one of its tags comes first.',
    ),
  sameAgent: z
    .boolean()
    .default(false)
    .describe('Whoever last had a ticket of the same contract gets the next one too, while they are there.'),
  when: conditionSchema
    .optional()
    .describe(
      'Which new tickets come here; the first queue that fits takes them. Without it, only those that a rule or an agent sends.',
    ),
});

/** The config's `queues`. */
export const queuesSchema = z.array(queueSchema);

const collision = z.enum(['hold', 'send']);

/** The config's `answers`. */
export const answersSchema = z.strictObject({
  state: z
    .enum(['pending', 'open', 'solved'])
    .default('pending')
    .describe('What a ticket is after an answer that says nothing else.'),
  collisions: z
    .strictObject({
      colleagueAnswered: collision.default('hold').describe('A colleague has answered the customer meanwhile.'),
      customerWrote: collision.default('send').describe('The customer has written again meanwhile.'),
      mergedOrClosed: collision.default('hold').describe('The ticket was merged or closed meanwhile.'),
    })
    .prefault({})
    .describe(
      'An answer to a letter after which the ticket moved: `hold` asks the agent before anything is sent, `send` sends it and tells the agent.',
    ),
  filesToAgents: size
    .prefault('10MB')
    .describe('Attachments up to so much in all go along in letters to agents; of more, names and sizes are told.'),
  awayAfterAutoReply: span
    .prefault('3d')
    .describe('After an auto-reply of an agent new tickets go to others for so long, or until the agent writes.'),
});

/** The config's `customers`. */
export const customersSchema = z.strictObject({
  addByCc: z
    .boolean()
    .default(true)
    .describe('Whom the requester of a ticket copies (Cc) on a mail to it is on the ticket from then on.'),
  selfService: z
    .boolean()
    .default(true)
    .describe(
      'Customers may list, ask after, close, escalate and re-type their tickets by mail, and admins of a contract have its report.',
    ),
});
