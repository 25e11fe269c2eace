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
export function render(template: CompiledTemplate, { scope, contents }: SealedValues): Rendered {
  const line = String(engine.renderSync(template.subject, scope));
  if (holdsBlock(line)) throw new Error('a text of many lines cannot stand in the subject');
  const subject = oneLine(unsealText(line, contents));
  const { tokens, html, brokenLinks } = readMarkdown(String(engine.renderSync(template.body, scope)));
  return { subject, tokens, html, brokenLinks: brokenLinks.map((target) => unsealText(target, contents)) };
}
