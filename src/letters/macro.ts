/**
 * Texts that agents send by name (`#macro`): plain text with a ticket's values put in. Checked at the start as templates
 * are; what is added to them is the agent's own. The letter that they go out in seals them as it seals every answer.
 */
import type { Template } from 'liquidjs';
import { fold } from '../ticket/fold.ts';
import type { Language } from '../ticket/ticket.ts';
import { checkPart } from './check.ts';
import { engine } from './engine.ts';
import { withoutPlaceholders } from './escape.ts';
import { MARKER } from './marker.ts';
import { sealer, unsealText } from './seal.ts';
import type { TemplateProblem, TemplateSource } from './template.ts';

/** What a macro may mention, by name: `{{ firstName }}`. Null: there is none. */
export interface MacroValues {
  number: string;
  subject: string;
  contactName: string | null;
  firstName: string | null;
  organization: string;
  plan: string;
  agentName: string;
  deskName: string;
}

export interface Macro {
  /** As its file is named. */
  name: string;
  /** The text in the customer's language, else in the nearest that there is. */
  text: (values: MacroValues, language: Language) => string;
}

/**
 * Compiles the files of macros: one text a file, one file a language.
 * @returns by folded name those that can be used, and every problem of the others. A macro need not be in every language.
 */
export function compileMacros(sources: readonly TemplateSource[]): {
  macros: ReadonlyMap<string, Macro>;
  problems: TemplateProblem[];
} {
  const problems: TemplateProblem[] = [];
  const texts = new Map<string, { name: string; byLanguage: Map<Language, Template[]> }>();
  for (const source of sources) {
    const found = texts.get(fold(source.name)) ?? { name: source.name, byLanguage: new Map() };
    const { parsed, problems: wrong } = compile(source);
    if (found.byLanguage.has(source.language)) wrong.push(about(source, 'There is a macro of this name already.'));
    problems.push(...wrong);
    if (!parsed || wrong.length > 0) continue;
    found.byLanguage.set(source.language, parsed);
    texts.set(fold(source.name), found);
  }
  const macros = new Map<string, Macro>();
  for (const [key, { name, byLanguage }] of texts) {
    const text: Macro['text'] = (values, language) => {
      const nearest = NEAREST[language].find((one) => byLanguage.has(one));
      return written((nearest && byLanguage.get(nearest)) ?? [], values);
    };
    macros.set(key, { name, text });
  }
  return { macros, problems };
}

/** Who reads the one is likelier to read the next. */
const NEAREST: Record<Language, Language[]> = {
  'pt-BR': ['pt-BR', 'es', 'en'],
  es: ['es', 'pt-BR', 'en'],
  en: ['en', 'es', 'pt-BR'],
};

const NAMES = Object.keys({
  number: '',
  subject: '',
  contactName: '',
  firstName: '',
  organization: '',
  plan: '',
  agentName: '',
  deskName: '',
} satisfies MacroValues);

/** What can be written behind `#macro`. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,39}$/u;

function compile(source: TemplateSource): { parsed: Template[] | null; problems: TemplateProblem[] } {
  const text = withoutPlaceholders(source.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const problems = checkPart(text, NAMES).map(({ line, message }) => ({
    path: source.path,
    line,
    message: `In the macro: ${message}`,
  }));
  if (!NAME.test(source.name)) {
    const message = 'Its name must be letters, digits and hyphens, at most 40, so that "#macro" can name it.';
    problems.unshift({ ...about(source, message), line: 1 });
  }
  if (problems.length > 0) return { parsed: null, problems };
  const parsed = engine.parse(text, source.path);
  const wrong = [...new Set(SAMPLES.map((values) => failureOf(parsed, values)))].filter((one) => one !== null);
  return { parsed, problems: wrong.map((message) => about(source, message)) };
}

function about({ path }: TemplateSource, message: string): TemplateProblem {
  return { path, line: null, message };
}

const SAMPLES: MacroValues[] = [
  {
    number: 'BLIP-1024',
    subject: 'Bot não responde no WhatsApp',
    contactName: 'Ana Souza',
    firstName: 'Ana',
    organization: 'Acme',
    plan: 'Plus',
    agentName: 'Bia',
    deskName: 'Suporte Exemplo',
  },
  {
    number: 'BLIP-1024',
    subject: '',
    contactName: null,
    firstName: null,
    organization: '',
    plan: '',
    agentName: '',
    deskName: 'Suporte Exemplo',
  },
];

function failureOf(parsed: Template[], values: MacroValues): string | null {
  try {
    const text = written(parsed, values);
    if (text === '') return 'It can come out empty: give it words that do not depend on a value.';
    // What holds the marker is taken for a letter of ours to an agent, and is never sent.
    return text.includes(MARKER.begin) || text.includes(MARKER.end)
      ? `It must not hold "${MARKER.begin}" or "${MARKER.end}".`
      : null;
  } catch (error) {
    return `It cannot be written: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** Values pass through Liquid sealed, so that nothing in them is escaped for a markup that this text is not. */
function written(parsed: Template[], values: MacroValues): string {
  const seal = sealer();
  const scope = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, seal.text(value)]));
  const text = unsealText(String(engine.renderSync(parsed, scope)), seal.contents);
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
