/** Reads the template files: those shipped, and the desk's own in their place. What they must hold is `letters/`'s question. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileTemplates, type TemplateProblem, type TemplateSource, type Templates } from './letters/template.ts';
import { LANGUAGES, type Language } from './ticket/ticket.ts';

/**
 * @param shipped the folder of the templates that come with the program: `LANGUAGE/NAME.md`
 * @param own a folder of the same shape, whose files win name by name; null: none
 * @returns the templates that can be used, and every problem with its file. A folder that cannot be read is a problem.
 */
export async function loadTemplates(
  shipped: string,
  own: string | null,
): Promise<{ templates: Templates; problems: TemplateProblem[] }> {
  const first = await readFolder(shipped);
  const second = own === null ? NOTHING : await readFolder(own);
  const sources = new Map<string, TemplateSource>();
  for (const source of [...first.sources, ...second.sources]) sources.set(`${source.language}/${source.name}`, source);
  const { templates, problems } = compileTemplates([...sources.values()]);
  return { templates, problems: [...first.problems, ...second.problems, ...problems] };
}

interface Folder {
  sources: TemplateSource[];
  problems: TemplateProblem[];
}

const NOTHING: Folder = { sources: [], problems: [] };

async function readFolder(folder: string): Promise<Folder> {
  let entries: { name: string; isDirectory(): boolean }[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return { sources: [], problems: [unreadable(folder, error)] };
  }
  const found: Folder = { sources: [], problems: [] };
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))) {
    const language = LANGUAGES.find((each) => each === name);
    if (language) {
      const { sources, problems } = await readLanguage(path.join(folder, name), language);
      found.sources.push(...sources);
      found.problems.push(...problems);
    } else {
      const message = `The desk writes in ${LANGUAGES.join(', ')}; a folder of templates is named after one of them.`;
      found.problems.push({ path: path.join(folder, name), line: null, message });
    }
  }
  return found;
}

async function readLanguage(folder: string, language: Language): Promise<Folder> {
  const found: Folder = { sources: [], problems: [] };
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
    found.problems.push(unreadable(folder, error));
  }
  return found;
}

function unreadable(file: string, error: unknown): TemplateProblem {
  return { path: file, line: null, message: `It cannot be read: ${error instanceof Error ? error.message : error}.` };
}
