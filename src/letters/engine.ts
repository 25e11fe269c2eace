/**
 * Liquid as letters use it: conditions, loops over the letter's own lists, names and a few filters. A template cannot read
 * files, include others, loop without bound, or print a value unescaped. Markdown is `markdown.ts`'s.
 */
import { Liquid } from 'liquidjs';

export const TAGS = ['if', 'unless', 'case', 'for', 'assign', 'capture', 'comment', 'raw', '#'];
/** The filters that a template may use. The filter `raw`, which would switch escaping off, is not among them. */
export const FILTERS = ['default', 'capitalize', 'upcase', 'downcase', 'join'];

/** A new engine, to be changed at will. */
export function liquidEngine(): Liquid {
  const engine = new Liquid({
    outputEscape: 'escape',
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    // An empty set of templates in memory, in place of the file system.
    templates: {},
    parseLimit: 200_000,
    renderLimit: 1_000,
    memoryLimit: 1_000_000,
  });
  for (const tag of Object.keys(engine.tags)) if (!TAGS.includes(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (!FILTERS.includes(filter)) engine.unregisterFilter(filter);
  return engine;
}

/** The engine that letters are written with. Parsing and rendering change nothing in it. */
export const engine = liquidEngine();
