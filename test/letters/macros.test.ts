/** Texts that agents send by name: what is in them, and what is wrong with them. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileMacros, type MacroValues } from '../../src/letters/macro.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES, type Language } from '../../src/ticket/ticket.ts';

const SHIPPED = path.join(import.meta.dirname, '../../templates');

const ana: MacroValues = {
  number: 'BLIP-1024',
  subject: 'Bot parado',
  contactName: 'Ana Souza',
  firstName: 'Ana',
  organization: 'Acme',
  plan: 'Plus',
  agentName: 'Bia',
  deskName: 'Suporte',
};
const nobody: MacroValues = { ...ana, contactName: null, firstName: null };

function one(text: string, language: Language = 'en', name = 'hello') {
  return compileMacros([{ language, name, text, path: `own/${language}/macros/${name}.md` }]);
}
const written = (text: string, values = ana) => one(text).macros.get('hello')?.text(values, 'en');

describe('a macro', () => {
  test('is plain text with the values of the ticket', () => {
    expect(
      written(
        'Hello{% if firstName %} {{ firstName }}{% endif %},\r\n\r\n*{{ subject }}* ({{ number }}, {{ organization }}, {{ plan }})\n{{ agentName }}, {{ deskName }}  \n',
      ),
    ).toBe('Hello Ana,\n\n*Bot parado* (BLIP-1024, Acme, Plus)\nBia, Suporte');
    expect(written('Hello{% if firstName %} {{ firstName }}{% endif %},\n\n\n\nyou', nobody)).toBe('Hello,\n\nyou');
  });

  test('leaves signs as they are, and reads no Liquid in a value', () => {
    const values = { ...ana, firstName: 'Tom & <b>"O’Neil"</b> {{ plan }}', subject: 'a\r\nBcc: x@x.example' };
    expect(written('{{ firstName }}: {{ subject }}', values)).toBe(
      'Tom & <b>"O’Neil"</b> {{ plan }}: a Bcc: x@x.example',
    );
  });

  test('is in the customer’s language, else in the nearest that there is', () => {
    const source = (language: Language) => ({ language, name: 'Olá', text: `in ${language}`, path: language });
    const { macros } = compileMacros([source('en'), source('es')]);
    const texts = LANGUAGES.map((language) => macros.get('ola')?.text(ana, language));
    expect(texts).toEqual(['in es', 'in en', 'in es']);
    expect(macros.get('ola')?.name).toBe('Olá');
  });
});

describe('a problem is found:', () => {
  test.each([
    ['Hello\n{{ firstname }}', 2, 'no value named "firstname"; the nearest that there is: "firstName"'],
    ['{{ desk.name }}', 1, '"desk.name"'],
    ['one\n\n{{ number | upcas }}', 3, 'no filter "upcas"'],
    ['{% include "x" %}', 1, 'no tag "include"'],
    ['{% for one in people %}x{% endfor %}', 1, '"people"'],
    ['one\n{% if plan %}', 2, 'not closed'],
    ['{{ firstName }}', null, 'come out empty'],
    ['', null, 'come out empty'],
    ['[-- Reply above this line --]', null, 'must not hold'],
  ])('%j', (text, line, message) => {
    const { macros, problems } = one(text);
    expect(problems).toEqual([{ path: 'own/en/macros/hello.md', line, message: expect.stringContaining(message) }]);
    expect(macros.size).toBe(0);
  });

  test('a name that nobody can write behind a command, or that two have', () => {
    expect(one('x', 'en', 'more information').problems[0]?.message).toContain('letters, digits and hyphens');
    const twice = compileMacros([
      { language: 'en', name: 'Hello', text: 'a', path: 'a' },
      { language: 'en', name: 'hello', text: 'b', path: 'b' },
    ]);
    expect(twice.problems).toEqual([{ path: 'b', line: null, message: expect.stringContaining('already') }]);
  });
});

describe('those that are shipped', () => {
  test('are the same in every language, and greet by name', async () => {
    const { macros, problems } = await loadTemplates(SHIPPED, null);
    expect(problems.filter((problem) => problem.path.includes('macros'))).toEqual([]);
    expect([...macros.keys()].sort()).toEqual(['confirm-solved', 'more-information', 'workaround']);
    for (const language of LANGUAGES) {
      const files = await readdir(path.join(SHIPPED, language, 'macros'));
      expect(files.sort()).toEqual(['confirm-solved.md', 'more-information.md', 'workaround.md']);
      for (const macro of macros.values()) {
        expect(macro.text(ana, language)).toMatch(/^(?:Hello Ana,|Olá, Ana!|¡Hola, Ana!)\n\n\S/);
        expect(macro.text(nobody, language)).toMatch(/^(?:Hello,|Olá!|¡Hola!)\n\n\S/);
        expect(macro.text(ana, language)).not.toMatch(/[{}]|blip(?!-1024)/i);
      }
    }
  });

  describe('beside the desk’s own folder', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'chamado-macros-'));
      await mkdir(path.join(folder, 'es', 'macros'), { recursive: true });
      await mkdir(path.join(folder, 'en'));
      await writeFile(path.join(folder, 'es', 'macros', 'workaround.md'), 'Propio: {{ number }}');
      await writeFile(path.join(folder, 'es', 'macros', 'bienvenida.md'), '¡Bienvenida!');
      await writeFile(path.join(folder, 'es', 'macros', 'roto.md'), '\n{{ nadie }}');
    });
    afterAll(() => rm(folder, { recursive: true }));

    test('give way to its files, name by name; a folder without macros is no problem', async () => {
      const { macros, problems } = await loadTemplates(SHIPPED, folder);
      expect(macros.get('workaround')?.text(ana, 'es')).toBe('Propio: BLIP-1024');
      expect(macros.get('workaround')?.text(ana, 'en')).toContain('Hello Ana');
      expect(macros.get('bienvenida')?.text(ana, 'pt-BR')).toBe('¡Bienvenida!');
      expect(problems.filter((problem) => problem.path.startsWith(folder))).toEqual([
        { path: path.join(folder, 'es', 'macros', 'roto.md'), line: 2, message: expect.stringContaining('"nadie"') },
      ]);
    });
  });
});
