/**
 * Reads the files of templates and macros: those shipped, and the desk's own in their place. What they must hold is
 * `letters/`'s question.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileMacros, type Macro } from './letters/macro.ts';
import { compileTemplates, type TemplateProblem, type TemplateSource, type Templates } from './letters/template.ts';
import { LANGUAGES, type Language } from './ticket/ticket.ts';

/**
 * @param shipped the folder of the templates that come with the program: `LANGUAGE/NAME.md`, and macros: `LANGUAGE/macros/NAME.md`
 * @param own a folder of the same shape, whose files win name by name and are tried out; null: none
 * @returns the templates and, by folded name, the macros that can be used, and every problem with its file. A folder that
 *   cannot be read is a problem; one without macros is none.
 */
export async function loadTemplates(
  shipped: string,
  own: string | null,
): Promise<{ templates: Templates; macros: ReadonlyMap<string, Macro>; problems: TemplateProblem[] }> {
  const first = await readFolder(shipped);
  const second = own === null ? NOTHING : await readFolder(own);
  const vouched = first.sources.map((source) => ({ ...source, vouched: true as const }));
  const { templates, problems } = compileTemplates(winning(vouched, second.sources));
  const { macros, problems: ofMacros } = compileMacros(winning(first.macros, second.macros));
  return { templates, macros, problems: [...first.problems, ...second.problems, ...problems, ...ofMacros] };
}

function winning(shipped: TemplateSource[], own: TemplateSource[]): TemplateSource[] {
  return [...new Map([...shipped, ...own].map((source) => [`${source.language}/${source.name}`, source])).values()];
}

interface Folder {
  sources: TemplateSource[];
  macros: TemplateSource[];
  problems: TemplateProblem[];
}

const NOTHING: Folder = { sources: [], macros: [], problems: [] };

async function readFolder(folder: string): Promise<Folder> {
  let entries: { name: string; isDirectory(): boolean }[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return { ...NOTHING, problems: [unreadable(folder, error)] };
  }
  const found: Folder = { sources: [], macros: [], problems: [] };
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))) {
    const language = LANGUAGES.find((each) => each === name);
    if (language) {
      const files = await readLanguage(path.join(folder, name), language);
      const macros = await readLanguage(path.join(folder, name, 'macros'), language, 'if there is one');
      found.sources.push(...files.sources);
      found.macros.push(...macros.sources);
      found.problems.push(...files.problems, ...macros.problems);
    } else {
      const message = `The desk writes in ${LANGUAGES.join(', ')}; a folder of templates is named after one of them.`;
      found.problems.push({ path: path.join(folder, name), line: null, message });
    }
  }
  return found;
}

async function readLanguage(
  folder: string,
  language: Language,
  needed: 'always' | 'if there is one' = 'always',
): Promise<Pick<Folder, 'sources' | 'problems'>> {
  const found: Pick<Folder, 'sources' | 'problems'> = { sources: [], problems: [] };
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.md') && !name.startsWith('.')).sort();
    for (const name of names) {
      const file = path.join(folder, name);
      try {
        found.sources.push({ language, name: name.slice(0, -3), text: await readFile(file, 'utf8'), path: file });
      } catch (error) {
        found.problems.push(unreadable(file, error));
      }
    }
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (needed === 'always' || !isAbsent) found.problems.push(unreadable(folder, error));
  }
  return found;
}

function unreadable(file: string, error: unknown): TemplateProblem {
  return { path: file, line: null, message: `It cannot be read: ${error instanceof Error ? error.message : error}.` };
}
