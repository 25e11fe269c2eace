/** The part of the config that says when the admins are told how the desk stands. */
import { z } from 'zod';

/** As the config writes them, Sunday first. */
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** The config's `digest`. */
export const digestSchema = z
  .strictObject({
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "08:00"')
      .default('08:00')
      .describe("When it is written, in the desk's zone; missed, it is written later on the same day."),
    weekdays: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .default([...WEEKDAYS])
      .describe('On which days; it tells of all days since the one before.'),
  })
  .nullable();

export type DigestConfig = z.output<typeof digestSchema>;
