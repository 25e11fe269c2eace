/**
 * What may stand under `sla` in the config, and what each key means: the shape alone. Whether a calendar ever opens,
 * its holidays are known and policies name one that exists, is told by `compileSla`.
 */
import { z } from 'zod';
import { PRIORITIES, TICKET_TYPES } from '../ticket/ticket.ts';

const date = z
  .string()
  .regex(/^(\d{4}-)?\d\d-\d\d$/, 'write YYYY-MM-DD, or MM-DD for every year')
  .describe('A day, YYYY-MM-DD; or MM-DD for every year.');

const holidaysSchema = z
  .strictObject({
    country: z.string().optional().describe('Two letters, such as "BR": the holidays of the whole country.'),
    state: z.string().optional().describe('A state of that country, such as "MG": its holidays as well.'),
    city: z.string().optional().describe('A city of that state, such as "BH": its holidays as well.'),
    types: z
      .array(z.enum(['public', 'bank', 'optional', 'school', 'observance']))
      .min(1)
      .default(['public'])
      .describe('The kinds of holidays that count. Carnival and Corpus Christi are of the kind "bank" in Brazil.'),
    add: z
      .array(z.union([date, z.strictObject({ date, name: z.string().min(1).describe('What the day is called.') })]))
      .default([])
      .describe('Further days on which nobody works.'),
    remove: z
      .array(z.string().min(1))
      .default([])
      .describe('Holidays that are worked on: a day (YYYY-MM-DD, or MM-DD for every year) or the name of a holiday.'),
  })
  .describe('On which dates the calendar is closed, from midnight to midnight. Empty: none.');

const spans = z.array(z.string().describe('From and to, such as "09:00-18:00"; "22:00-06:00" ends on the next day.'));

const calendarSchema = z
  .union([
    z.literal('24x7').describe('Always open, holidays included.'),
    z.strictObject({
      timeZone: z.string().min(1).describe('The zone of the hours, such as "America/Sao_Paulo".'),
      hours: z
        .record(
          z.string().describe('Weekdays in English: "mon", "mon-fri", "sat,sun".'),
          spans.describe('When work is done on these days; several spans leave breaks between them.'),
        )
        .describe('The hours of work by weekday; days that are not named are free.'),
      exceptions: z
        .record(
          z.string().describe('A day, YYYY-MM-DD; or MM-DD for every year.'),
          spans.describe('When work is done on that day; none: it is free.'),
        )
        .optional()
        .describe(
          'Other hours on single days, such as "12-24": ["09:00-12:00"]: in place of the weekday\'s, also on a holiday.',
        ),
      holidays: holidaysSchema.optional(),
    }),
  ])
  .describe('When time runs: "24x7", or the hours of work in a time zone.');

const duration = z.string().regex(/^[1-9]\d{0,4}(m|h|bd)$/, 'write "30m", "4h" or "2bd"');

const targetsSchema = z
  .strictObject({
    firstResponse: duration.describe('By when a person first answers.'),
    nextResponse: duration.optional().describe('By when a person answers each later mail of the customer.'),
    resolution: duration.optional().describe('By when the ticket is solved.'),
  })
  .describe(
    'The targets: "30m" and "4h" run while the calendar is open; "1bd" is the same time on its next working day.',
  )
  .meta({ id: 'Targets' });

const byPrioritySchema = z
  .strictObject({
    ...optionalKeys(PRIORITIES, (priority) =>
      targetsSchema.optional().describe(`For tickets of priority ${priority}.`),
    ),
    '*': targetsSchema.optional().describe('For every other priority.'),
  })
  .describe('The targets by priority.')
  .meta({ id: 'TargetsByPriority' });

const policySchema = z
  .strictObject({
    calendar: z.string().min(1).describe('The name of the calendar that its clocks run in.'),
    targets: z
      .strictObject({
        ...optionalKeys(TICKET_TYPES, (type) => byPrioritySchema.optional().describe(`For tickets of type ${type}.`)),
        '*': byPrioritySchema.optional().describe('For every other type.'),
      })
      .describe('What is promised, by type, then by priority; "*" stands for the rest.'),
  })
  .describe('One promise: its calendar and its targets.');

/** The config's `sla`. */
export const slaSchema = z
  .strictObject({
    calendars: z.record(z.string().min(1), calendarSchema).describe('Calendars by name.'),
    policies: z.record(z.string().min(1), policySchema).describe('Policies by name; plans and contracts name one.'),
  })
  .describe('What is promised to customers, and in which hours.');

function optionalKeys<K extends string, S extends z.ZodType>(
  keys: readonly K[],
  schemaOf: (key: K) => S,
): Record<K, S> {
  return Object.fromEntries(keys.map((key) => [key, schemaOf(key)])) as Record<K, S>;
}
