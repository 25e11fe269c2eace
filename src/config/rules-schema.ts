/**
 * What may stand under `classification` in the config, and what each key means: the shape alone. Whether patterns
 * compile, and plans and queues exist, is told by `compileClassifier`.
 */
import { z } from 'zod';
import type { Condition, ConfigProblem } from '../ticket/classify/classify.ts';
import { PRIORITIES, TICKET_TYPES } from '../ticket/ticket.ts';

const wordsSchema = z
  .array(z.string().min(1))
  .min(1)
  .describe(
    'Any of these words or phrases. Whole words are compared, without case or accents. "extra*" means every word that begins with "extra"; a * alone stands for up to three words; a phrase never reaches over the end of a sentence.',
  );

const exceptSchema = z
  .array(z.string().min(1))
  .min(1)
  .describe(
    'Phrases within which the words do not count, written as those are: what is found counts only where it shares no word with one of these. With "fora do ar" in "words" and "não está fora do ar" here, a denial is not taken for an outage.',
  );

const patternSchema = z
  .string()
  .min(1)
  .describe('A regular expression (RE2 syntax: no look-around, no back-references). Case does not matter, accents do.');

const textMatchSchema = z
  .union([
    wordsSchema,
    z
      .strictObject({
        words: wordsSchema.optional(),
        except: exceptSchema.optional(),
        pattern: patternSchema.optional(),
      })
      .refine(onlyOne, 'give either "words" or "pattern"')
      .refine(exceptWords, '"except" goes with "words"'),
  ])
  .describe(
    'What to look for: a list of words and phrases, or { "words": […] }, which may have "except": […], or { "pattern": "…" }.',
  )
  .meta({ id: 'TextMatch' });

/** A condition on a mail and its sender; queues use it too. */
export const conditionSchema: z.ZodType<Condition, Condition> = z
  .lazy(() =>
    z
      .strictObject({
        any: z.array(conditionSchema).min(1).optional().describe('At least one of these conditions holds.'),
        all: z.array(conditionSchema).min(1).optional().describe('All of these conditions hold.'),
        not: conditionSchema.optional().describe('This condition does not hold.'),
        subject: textMatchSchema.optional().describe('Found in the subject.'),
        body: textMatchSchema
          .optional()
          .describe('Found in what the mail adds: without quoted mail and signature, with a mail that it forwards.'),
        text: textMatchSchema.optional().describe('Found in the subject or the body.'),
        from: textMatchSchema.optional().describe("Found in the sender's name or address."),
        to: textMatchSchema.optional().describe('Found in the name or address of any recipient, Cc included.'),
        attachment: textMatchSchema.optional().describe("Found in an attachment's file name or content type."),
        header: z
          .strictObject({
            name: z.string().min(1).describe('The name of the header, such as "X-Priority".'),
            words: wordsSchema.optional(),
            except: exceptSchema.optional(),
            pattern: patternSchema.optional(),
          })
          .refine(onlyOne, 'give either "words" or "pattern"')
          .refine(exceptWords, '"except" goes with "words"')
          .optional()
          .describe('Found in a header of the mail.'),
        plan: z
          .array(z.string().min(1))
          .min(1)
          .optional()
          .describe("The sender's plan is one of these (name or alias)."),
        language: z
          .array(z.string().min(1))
          .min(1)
          .optional()
          .describe('The language is one of these; "pt" means every kind of Portuguese.'),
        organization: z
          .array(z.string().min(1))
          .min(1)
          .optional()
          .describe("The sender's organization is one of these, as the directory writes it."),
        type: z
          .array(z.enum(TICKET_TYPES))
          .min(1)
          .optional()
          .describe('The customer or a rule before this one has decided that it is one of these types.'),
        priority: z
          .array(z.enum(PRIORITIES))
          .min(1)
          .optional()
          .describe('A rule before this one has decided that it has one of these priorities.'),
        tags: z
          .array(z.string().min(1))
          .min(1)
          .optional()
          .describe('A rule before this one has given it one of these tags. Queues see the tags of all rules.'),
      })
      .refine((condition) => Object.keys(condition).length > 0, 'a condition needs at least one key'),
  )
  .describe('When a rule applies. Everything that one condition names must hold.')
  .meta({ id: 'Condition' });

const ruleSchema = z
  .strictObject({
    name: z.string().min(1).describe('What the rule is called in every reason that mentions it.'),
    when: conditionSchema,
    set: z
      .strictObject({
        type: z.enum(TICKET_TYPES).optional().describe('The type of the ticket.'),
        priority: z.enum(PRIORITIES).optional().describe('The priority of the ticket.'),
        tags: z.array(z.string().min(1)).optional().describe('Tags to add; those of several rules add up.'),
        queue: z.string().min(1).optional().describe('The id of the queue that gets the ticket.'),
      })
      .refine((set) => Object.keys(set).length > 0, 'a rule has to set something')
      .describe(
        'What the rule sets. The first rule that sets a field decides it. A rule whose type is not the one decided before it adds its tags only.',
      ),
    stop: z.boolean().default(false).describe('No later rule is looked at once this one applies.'),
  })
  .meta({ id: 'ClassificationRule' });

/** The config's `classification`. */
export const classificationSchema = z
  .strictObject({
    default: z
      .strictObject({
        type: z.enum(TICKET_TYPES).default('doubt').describe('The type where nothing says another.'),
        priority: z.enum(PRIORITIES).default('normal').describe('The priority where no rule sets one.'),
      })
      .prefault({})
      .describe('What a ticket is where neither its sender nor a rule says it.'),
    customerChoice: z
      .boolean()
      .default(true)
      .describe(
        'A type that the customer writes in the subject in square brackets, such as [Incidente], [Question] or [Tarea], wins over the rules.',
      ),
    rules: z
      .array(ruleSchema)
      .default([])
      .describe('Looked at in their order. The first rule that sets a field decides it; tags add up.'),
  })
  .superRefine((classification, context) => {
    for (const { path, message } of repeatedNames(classification.rules)) {
      context.addIssue({ code: 'custom', path, message });
    }
  })
  .describe('How the type, priority, tags and queue of a new ticket are found.');

function onlyOne({ words, pattern }: { words?: unknown; pattern?: unknown }): boolean {
  return (words === undefined) !== (pattern === undefined);
}

function exceptWords({ words, except }: { words?: unknown; except?: unknown }): boolean {
  return except === undefined || words !== undefined;
}

/** Reasons name a rule; two of one name could not be told apart. */
function repeatedNames(rules: { name: string }[]): ConfigProblem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ name }, i) => {
    const repeated = seen.has(name);
    seen.add(name);
    return repeated ? [{ path: ['rules', i, 'name'], message: `another rule is called "${name}" too` }] : [];
  });
}
