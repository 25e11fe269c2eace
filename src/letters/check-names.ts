/** Which names in a template's text does its letter not have, within loops and outside of them? */
import { ForTag, type Liquid, type Template, type Variable } from 'liquidjs';
import { entryOf } from './names.ts';
import { nearest, type PartProblem } from './problem.ts';

/** One loop within another is the most: what a letter shows has lists of lists at most. */
const DEEPEST = 2;

/** @param names what the text may mention: see `names.ts` */
export function unknownNames(engine: Liquid, parsed: Template[], names: string[]): PartProblem[] {
  const shown = names.filter((name) => !name.includes('[]'));
  const outside = globalsOf(engine, parsed)
    .filter((variable) => !shown.includes(String(variable)))
    .map((variable) => unknown(variable, shown));
  return [...outside, ...withinLoops(engine, parsed, names, new Map())];
}

/** @param entries what the variables of the loops around it stand for */
function withinLoops(engine: Liquid, parsed: Template[], names: string[], entries: Map<string, string>): PartProblem[] {
  return parsed.flatMap((template) => {
    if (!(template instanceof ForTag)) return withinLoops(engine, childrenOf(template), names, entries);
    const line = template.token.getPosition()[0] ?? 1;
    const list = resolved(template.collection.getText(), entries);
    if (!names.includes(entryOf(list))) {
      // A name that does not exist is told of already.
      if (/^[\w.[\]]+$/.test(list) && !names.includes(list)) return [];
      return [{ line, message: `a loop goes over one of the letter's lists, and "${list}" is none.` }];
    }
    if (entries.size >= DEEPEST) return [{ line, message: 'there are too many loops within each other.' }];
    const inner = new Map(entries).set(template.variable, entryOf(list));
    const wrong = globalsOf(engine, template.templates)
      .filter((variable) => variable.segments[0] === template.variable)
      .filter((variable) => !names.includes(resolved(String(variable), inner)))
      .map((variable) => {
        const own = names.filter((name) => name.startsWith(entryOf(list)));
        return unknown(
          variable,
          own.map((name) => name.replace(entryOf(list), template.variable)),
        );
      });
    return [...wrong, ...withinLoops(engine, childrenOf(template), names, inner)];
  });
}

/** `clock.dueAt` in a loop over `card.clocks` is `card.clocks[].dueAt`. */
function resolved(name: string, entries: Map<string, string>): string {
  const [root = '', ...rest] = name.split('.');
  return [entries.get(root) ?? root, ...rest].join('.');
}

function globalsOf(engine: Liquid, parsed: Template[]): Variable[] {
  return Object.values(engine.analyzeSync(parsed, { partials: false }).globals).flat();
}

/** Tags tell their contents by a generator, which could wait for files; there are none. */
function childrenOf(template: Template): Template[] {
  const telling = template.children?.(false, true);
  if (!telling) return [];
  let step = telling.next();
  while (!step.done) step = telling.next(step.value);
  return step.value;
}

function unknown(variable: Variable, known: string[]): PartProblem {
  const name = String(variable);
  return {
    line: variable.location.row,
    message: `this letter has no value named "${name}"${nearest(name, known)}.`,
  };
}
