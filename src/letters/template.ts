/**
 * From template files to letters that can be written: takes every file apart, compiles it once, and says all that is
 * wrong with all of them before the desk starts. What a template's text may mention is checked by `check.ts`.
 */
import type { Template } from 'liquidjs';
import { LANGUAGES, type Language } from '../ticket/ticket.ts';
import { checkPart, checkRendering } from './check.ts';
import { engine } from './engine.ts';
import { withoutPlaceholders } from './escape.ts';
import { TEMPLATES, type TemplateName } from './letter.ts';
import { nearest } from './problem.ts';
import type { CompiledTemplate } from './render.ts';
import { namesFor } from './values.ts';

/** One template file as it was read. */
export interface TemplateSource {
  language: Language;
  /** The file's name without `.md`. */
  name: string;
  text: string;
  /** Named in problems. */
  path: string;
  /** The program's own file: its tests have tried it with values of every shape, which would be most of a start. */
  vouched?: true;
}

/** What keeps a template from being used, in a sentence. */
export interface TemplateProblem {
  path: string;
  /** From 1; null where it is the file as a whole. */
  line: number | null;
  message: string;
}

/** By language and name: see `templateKey`. */
export type Templates = ReadonlyMap<string, CompiledTemplate>;

export function templateKey(language: Language, name: TemplateName): string {
  return `${language}/${name}`;
}

/**
 * Compiles the desk's templates: every name of `TEMPLATES` in every language.
 * @returns those that can be used, and every problem of the others. Only with no problem is the set complete.
 */
export function compileTemplates(sources: TemplateSource[]): { templates: Templates; problems: TemplateProblem[] } {
  const templates = new Map<string, CompiledTemplate>();
  const problems: TemplateProblem[] = [];
  for (const source of sources) {
    const name = TEMPLATES.find((each) => each === source.name);
    if (name === undefined) {
      const message = `There is no letter named "${source.name}"${nearest(source.name, TEMPLATES)}.`;
      problems.push({ path: source.path, line: null, message });
      continue;
    }
    const { compiled, problems: found } = compile(source, name);
    problems.push(...found);
    if (compiled) templates.set(templateKey(source.language, name), compiled);
  }
  return { templates, problems: [...problems, ...missing(sources)] };
}

function missing(sources: TemplateSource[]): TemplateProblem[] {
  return LANGUAGES.flatMap((language) =>
    TEMPLATES.filter((name) => !sources.some((each) => each.language === language && each.name === name)).map(
      (name) => ({
        path: `${language}/${name}.md`,
        line: null,
        message: `The letter "${name}" is missing in ${language}: add this file.`,
      }),
    ),
  );
}

function compile(
  source: TemplateSource,
  name: TemplateName,
): { compiled: CompiledTemplate | null; problems: TemplateProblem[] } {
  const taken = takeApart(source);
  if ('message' in taken) return { compiled: null, problems: [taken] };

  const problems = [...taken.problems];
  const parse = (part: Part, what: string): Template[] | null => {
    const found = source.vouched ? [] : checkPart(part.text, namesFor(name));
    for (const { line, message } of found) {
      problems.push({ path: source.path, line: line + part.line - 1, message: `In the ${what}: ${message}` });
    }
    return found.length === 0 ? engine.parse(part.text, source.path) : null;
  };
  const subject = parse(taken.subject, 'subject');
  const body = parse(taken.body, 'body');
  if (!subject || !body || problems.length > 0) return { compiled: null, problems };

  const compiled: CompiledTemplate = { subject, body };
  for (const message of source.vouched ? [] : checkRendering(compiled, name, source.language)) {
    problems.push({ path: source.path, line: null, message });
  }
  return { compiled: problems.length === 0 ? compiled : null, problems };
}

/** A part of the file, and the line it starts at. */
interface Part {
  text: string;
  line: number;
}

/** The header block (`subject: …` between two `---` lines) and the body below it. */
function takeApart(
  source: TemplateSource,
): { subject: Part; body: Part; problems: TemplateProblem[] } | TemplateProblem {
  const text = withoutPlaceholders(source.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const lines = text.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (lines[0]?.trimEnd() !== '---' || end === -1) {
    const message = 'It must begin with a header block: a line "---", a line "subject: …", and a line "---".';
    return { path: source.path, line: 1, message };
  }
  const problems: TemplateProblem[] = [];
  let subject: Part | null = null;
  for (let index = 1; index < end; index++) {
    const line = lines[index] ?? '';
    const found = /^subject:(.*)$/.exec(line);
    if (found && subject === null) subject = { text: (found[1] ?? '').trim(), line: index + 1 };
    else if (line.trim() !== '') {
      const message = `The header block holds one line, "subject: …"; this one has no meaning here: "${line.trim()}".`;
      problems.push({ path: source.path, line: index + 1, message });
    }
  }
  if (subject === null || subject.text === '') {
    return {
      path: source.path,
      line: subject?.line ?? 1,
      message: 'Its header block must have a subject: "subject: …".',
    };
  }
  return { subject, body: { text: lines.slice(end + 1).join('\n'), line: end + 2 }, problems };
}
