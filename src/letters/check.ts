/**
 * What is wrong with one template's text: names and filters that do not exist, Liquid that does not parse, links that
 * lead nowhere. Found when the desk starts, not when a customer waits.
 */
import { LiquidError } from 'liquidjs';
import type { Language } from '../ticket/ticket.ts';
import { unknownNames } from './check-names.ts';
import { FILTERS, liquidEngine, TAGS } from './engine.ts';
import type { TemplateName } from './letter.ts';
import { nearest, type PartProblem } from './problem.ts';
import { type CompiledTemplate, render } from './render.ts';
import { SAMPLE_DESK, SAMPLE_DESK_WITHOUT_LINKS, sampleValues } from './samples.ts';
import { sealValues } from './values.ts';

/**
 * Checks the Liquid of a subject or a body.
 * @param names what it may mention, dotted
 */
export function checkPart(text: string, names: string[]): PartProblem[] {
  const problems: PartProblem[] = [];
  const engine = liquidEngine();
  // The parser stops at the first filter it does not know: teach it that one, and let it go on to the next.
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      const parsed = engine.parse(text);
      return [...problems, ...unknownNames(engine, parsed, names)].sort((a, b) => a.line - b.line);
    } catch (error) {
      const { line, message } = saying(error);
      const filter = /^undefined filter: (.+)$/.exec(message)?.[1];
      if (filter === undefined) return [...problems, { line, message: syntaxMessage(message) }];
      problems.push({ line, message: `there is no filter "${filter}"${nearest(filter, FILTERS)}.` });
      engine.registerFilter(filter, (value: unknown) => value);
    }
  }
  return problems;
}

function syntaxMessage(message: string): string {
  const tag = /^tag "(.+)" not found$/.exec(message)?.[1];
  if (tag === undefined) return `Liquid cannot read it: ${message}.`;
  if (/^(end|els|when)/.test(tag)) return `"${tag}" stands here without a tag that it belongs to.`;
  return `there is no tag "${tag}"; letters know ${TAGS.join(', ')}.`;
}

/** Liquid's own words, without the place that it appends to them. */
function saying(error: unknown): { line: number; message: string } {
  if (!LiquidError.is(error)) return { line: 1, message: error instanceof Error ? error.message : String(error) };
  const position = error.token.getPosition();
  const message = (error.originalError?.message ?? error.message).replace(/(, file:[^,]*)?, line:\d+, col:\d+$/, '');
  return { line: position[0] ?? 1, message };
}

/** Writes the letter with values of every shape, with links and without. @returns a sentence for each thing that fails. */
export function checkRendering(template: CompiledTemplate, name: TemplateName, language: Language): string[] {
  const messages = new Set<string>();
  for (const desk of [SAMPLE_DESK, SAMPLE_DESK_WITHOUT_LINKS]) {
    for (const values of sampleValues(name)) {
      try {
        const { subject, brokenLinks } = render(template, sealValues(values, language, desk));
        if (subject === '')
          messages.add('Its subject can come out empty: give it words that do not depend on a value.');
        for (const target of brokenLinks) {
          // Words may stay where the desk has no link for them: that leaves no target, and is no mistake.
          if (target === '' && desk === SAMPLE_DESK_WITHOUT_LINKS) continue;
          messages.add(`A link must lead to one of links.…, or to an https or mailto address; not to "${target}".`);
        }
      } catch (error) {
        messages.add(`It cannot be written: ${saying(error).message}.`);
      }
    }
  }
  return [...messages];
}
