/**
 * Of what type and priority is a mail, and which queue is it for? The customer's own choice decides, then the rules
 * of the config in their order, then its defaults. Whether the customer may have a ticket at all is not asked here.
 */

import { fold } from '../fold.ts';
import type { Classification, Priority, TicketType } from '../ticket.ts';
import {
  type ClassifySubject,
  type Condition,
  type ConfigProblem,
  compileCondition,
  type Gathered,
  type Reading,
  readingOf,
  type Test,
} from './conditions.ts';
import { compilePhrases } from './phrases.ts';

export type { ClassifySubject, Condition, ConfigProblem } from './conditions.ts';

export type Classifier = (subject: ClassifySubject) => Classification;

export interface ClassificationRule {
  name: string;
  when: Condition;
  set: {
    type?: TicketType | undefined;
    priority?: Priority | undefined;
    tags?: string[] | undefined;
    queue?: string | undefined;
  };
  stop?: boolean | undefined;
}

/** The config's `classification`, validated. */
export interface ClassificationRules {
  default: { type: TicketType; priority: Priority };
  customerChoice: boolean;
  rules: ClassificationRule[];
}

/** What the rules may name besides words; leave out what is not known, and it is not checked. */
export interface ClassifierContext {
  /** Canonical plan names by folded name or alias. */
  planNames?: Map<string, string>;
  /** In the config's order; the first whose condition holds gets what no rule gave to a queue. */
  queues?: { id: string; when?: Condition | undefined }[];
}

/**
 * Compiles the rules once, for many mails.
 * @returns the classifier, and every problem with its path below `classification` (for a queue's own condition the
 *   path begins with `queues`). With problems the classifier is not to be used.
 */
export function compileClassifier(
  config: ClassificationRules,
  context: ClassifierContext = {},
): { classify: Classifier; problems: ConfigProblem[] } {
  const gathered: Gathered = { lists: [], problems: [], planNames: context.planNames ?? null };
  const queueIds = context.queues ? new Set(context.queues.map(({ id }) => id)) : null;
  const rules = config.rules.map((rule, i) => {
    const { queue } = rule.set;
    if (queue !== undefined && queueIds && !queueIds.has(queue)) {
      gathered.problems.push({ path: ['rules', i, 'set', 'queue'], message: `there is no queue "${queue}"` });
    }
    return { ...rule, test: compileCondition(rule.when, ['rules', i, 'when'], gathered) };
  });
  const queues = (context.queues ?? []).flatMap(({ id, when }, i) =>
    when ? [{ id, test: compileCondition(when, ['queues', i, 'when'], gathered) }] : [],
  );
  const book = compilePhrases(gathered.lists);
  const classify: Classifier = (subject) => {
    const reading = readingOf(subject, book);
    const { decided } = reading;
    const choice = config.customerChoice ? customerChoice(subject.message.subject) : null;
    const found = applyRules(rules, choice, reading);
    if (decided.type === null) found.because.push(`default: ${config.default.type}, as nothing else says what it is`);
    decided.type ??= config.default.type;
    decided.priority ??= config.default.priority;
    for (const { id, test } of found.queue === null ? queues : []) {
      const reasons = test(reading);
      if (!reasons) continue;
      found.queue = id;
      found.because.push(because(`queue "${id}"`, reasons));
      break;
    }
    return { type: decided.type, priority: decided.priority, ...found };
  };
  return { classify, problems: gathered.problems };
}

const CHOICES: Record<string, TicketType> = {
  incidente: 'incident',
  incident: 'incident',
  duvida: 'doubt',
  question: 'doubt',
  doubt: 'doubt',
  consulta: 'doubt',
  duda: 'doubt',
  tarefa: 'task',
  task: 'task',
  tarea: 'task',
};

interface Choice {
  type: TicketType;
  written: string;
}

/** The type that the customer put into the subject in square brackets, wherever it stands: before or after `Re:`. */
function customerChoice(subject: string): Choice | null {
  for (const [written, word] of subject.slice(0, 1_000).matchAll(/\[([^[\]]{1,40})\]/g)) {
    const folded = fold(word ?? '').trim();
    const type = Object.hasOwn(CHOICES, folded) ? CHOICES[folded] : undefined;
    if (type) return { type, written };
  }
  return null;
}

/**
 * The first that sets a field decides it; tags add up. A rule whose type did not prevail gives its tags only: that an
 * incident would be urgent says nothing of the task that the customer wants.
 * @param reading whose `decided` it fills in
 */
function applyRules(
  rules: (ClassificationRule & { test: Test })[],
  choice: Choice | null,
  reading: Reading,
): Omit<Classification, 'type' | 'priority'> {
  const { decided } = reading;
  const found: Omit<Classification, 'type' | 'priority'> = { tags: decided.tags, queue: null, because: [] };
  if (choice) {
    decided.type = choice.type;
    found.because.push(`customer's choice: subject "${choice.written}"`);
  }
  for (const { name, set, stop, test } of rules) {
    const reasons = test(reading);
    if (!reasons) continue;
    for (const tag of set.tags ?? []) if (!found.tags.includes(tag)) found.tags.push(tag);
    const prevails = set.type === undefined || decided.type === null || decided.type === set.type;
    if (prevails) {
      decided.type ??= set.type ?? null;
      decided.priority ??= set.priority ?? null;
      found.queue ??= set.queue ?? null;
    }
    found.because.push(because(`rule "${name}"`, reasons) + (prevails ? '' : ` (not ${set.type}: decided before)`));
    if (stop) break;
  }
  return found;
}

function because(who: string, reasons: string[]): string {
  return reasons.length === 0 ? who : `${who}: ${[...new Set(reasons)].slice(0, 4).join(', ')}`;
}
