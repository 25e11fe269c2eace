/** One compiled template and one set of sealed values: its subject, and its body as blocks and HTML, still sealed. */
import type { Template } from 'liquidjs';
import type { Token } from 'markdown-it';
import { engine } from './engine.ts';
import { oneLine } from './escape.ts';
import { readMarkdown } from './markdown.ts';
import { holdsBlock, unsealText } from './seal.ts';
import type { SealedValues } from './values.ts';

export interface CompiledTemplate {
  subject: Template[];
  body: Template[];
}

export interface Rendered {
  /** With its values: one line, fit for a header. */
  subject: string;
  tokens: Token[];
  /** The body of the HTML part; values are still sealed. */
  html: string;
  /** Link targets that were left out. */
  brokenLinks: string[];
}

/** @throws where Liquid fails: a name that does not exist, a limit. */
export function render(template: CompiledTemplate, sealed: SealedValues): Rendered {
  const { subject, body } = filledIn(template, sealed);
  if (holdsBlock(subject)) throw new Error('a text of many lines cannot stand in the subject');
  const { tokens, html, brokenLinks } = readMarkdown(body);
  const unseal = (text: string) => unsealText(text, sealed.contents);
  return { subject: oneLine(unseal(subject)), tokens, html, brokenLinks: brokenLinks.map(unseal) };
}

/** What Liquid makes of a template; values are still sealed. */
interface FilledIn {
  subject: string;
  body: string;
}

/**
 * Liquid sees placeholders, so letters that differ only in what somebody wrote come out the same: it is asked once for each
 * shape of values. Not where the template compared a value, as it sees through the seal there.
 */
function filledIn(template: CompiledTemplate, { scope, contents }: SealedValues): FilledIn {
  const shape = JSON.stringify(scope);
  const shapes = byShape.get(template) ?? new Map<string, FilledIn>();
  const known = shapes.get(shape);
  if (known) return known;
  const fresh = {
    subject: String(engine.renderSync(template.subject, scope)),
    body: String(engine.renderSync(template.body, scope)),
  };
  if (contents.compared()) return fresh;
  if (shapes.size >= MOST_SHAPES) shapes.clear();
  byShape.set(template, shapes.set(shape, fresh));
  return fresh;
}

const byShape = new WeakMap<CompiledTemplate, Map<string, FilledIn>>();
/** Of one template. An acknowledgement has some thirty: by type, priority, plan, and what is absent. */
const MOST_SHAPES = 50;
