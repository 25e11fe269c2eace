/** The part of the config that says when tickets of several customers are one incident. */
import { z } from 'zod';
import { span } from './units.ts';

const ruleSchema = z.strictObject({
  name: z.string().min(1).max(80).describe('For reasons.'),
  tags: z
    .array(z.string().min(1))
    .min(1, 'name a tag, or leave "tags" out: then any tag counts')
    .optional()
    .describe(
      'The tags that tell what is broken, as `classification.rules` set them: tickets that share one of them belong together. Without it, any tag.',
    ),
  contracts: z
    .int()
    .min(2, 'must be 2 or more: one customer alone is no incident of several')
    .max(1000)
    .default(3)
    .describe('From so many different contracts …'),
  within: span.prefault('30m').describe('… within so long.'),
});

/** The config's `incidents`. */
export const incidentsSchema = z.strictObject({
  rules: z
    .array(ruleSchema)
    .max(50)
    .default([])
    .describe(
      'When incident tickets of several customers are one: they become parts of one ticket of the desk, agents are told once, and one answer to it goes to all of them. Looked at in this order. Empty: each ticket is by itself.',
    ),
  joinsFor: span
    .prefault('4h')
    .describe(
      'A later incident ticket with the same tag becomes part of it while it is neither solved nor closed, and something happened on it within this time.',
    ),
});
