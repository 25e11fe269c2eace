/** What is wrong with templates is said at the start, all at once, with file and line. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEMPLATES } from '../../src/letters/letter.ts';
import { compileTemplates } from '../../src/letters/template.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, refusal, SHIPPED } from './drafts.ts';

/** The problems of one acknowledgement, beside the many files that are not there. */
function problemsOf(text: string, name = 'acknowledgement') {
  const { problems } = compileTemplates([{ language: 'en', name, text, path: 'own/en/a.md' }]);
  return problems.filter((problem) => problem.path === 'own/en/a.md');
}

const head = '---\nsubject: Ticket {{ number }}\n---\n';

describe('a problem is found:', () => {
  test('a name that the letter does not have, with the nearest one', () => {
    expect(problemsOf(`${head}Hello {{ contactname }},\n\n{{ desk.nme }}`)).toEqual([
      {
        path: 'own/en/a.md',
        line: 4,
        message: expect.stringContaining('no value named "contactname"; the nearest that there is: "contactName"'),
      },
      { path: 'own/en/a.md', line: 6, message: expect.stringContaining('"desk.name"') },
    ]);
  });

  test('a name within a condition, and in the subject', () => {
    const problems = problemsOf('---\nsubject: {{ numbr }}\n---\n{% if typ == "incident" %}x{% endif %}');
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems[0]?.message).toContain('In the subject');
  });

  test('a name that only another letter has', () => {
    expect(problemsOf('---\nsubject: No\n---\n{{ subject }}', 'refusal-ended')[0]?.message).toContain('"subject"');
    expect(problemsOf('---\nsubject: No\n---\n{{ contactName }}', 'refusal-no-contract')).toHaveLength(1);
  });

  test('every filter that does not exist, the one that switches escaping off among them', () => {
    const problems = problemsOf(`${head}{{ number | upcas }}\n{{ subject | raw }}\n{{ nothing }}`);
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [4, expect.stringContaining('"upcas"; the nearest that there is: "upcase"')],
      [5, expect.stringContaining('no filter "raw"')],
      [6, expect.stringContaining('"nothing"')],
    ]);
  });

  test.each([
    ['{% include "x" %}', 'no tag "include"'],
    ['{% render "/etc/passwd" %}', 'no tag "render"'],
    ['{% layout "x" %}', 'no tag "layout"'],
    ['{% for x in desk %}{% endfor %}', 'no value named "desk"'],
    ['{% for x in subject %}{% endfor %}', 'a loop goes over one of the letter\'s lists, and "subject" is none'],
    ['{% for x in (1..1000000) %}{% endfor %}', "a loop goes over one of the letter's lists"],
    ['{% tablerow x in subject %}{% endtablerow %}', 'no tag "tablerow"'],
    ['{% if subject %}', 'not closed'],
    ['{% endif %}', '"endif" stands here without'],
    ['{{ subject', 'not closed'],
    ['{% if type = "task" %}x{% endif %}', 'Liquid cannot read it'],
  ])('Liquid that cannot be used: %s', (liquid, said) => {
    expect(problemsOf(`${head}one\n${liquid}`)).toEqual([
      { path: 'own/en/a.md', line: 5, message: expect.stringContaining(said) },
    ]);
  });

  test('a missing header block, a missing subject, a line that means nothing', () => {
    expect(problemsOf('Hello')[0]).toMatchObject({ line: 1, message: expect.stringContaining('header block') });
    expect(problemsOf('---\nsubject:\n---\nHello')[0]?.message).toContain('must have a subject');
    expect(problemsOf('---\n---\nHello')[0]?.message).toContain('must have a subject');
    expect(problemsOf('---\nsubject: x\nfrom: y\n---\nHello')[0]).toMatchObject({ line: 3 });
  });

  test('a subject that can come out empty', () => {
    expect(problemsOf('---\nsubject: "{{ subject }}"\n---\nHello')).toEqual([]);
    expect(problemsOf('---\nsubject: {{ subject }}\n---\nHello')[0]?.message).toContain('empty');
  });

  test('a link made of a value, or of anything but https and mailto', () => {
    for (const target of [
      '{{ subject }}',
      'https://x.example/{{ number }}',
      'http://x.example',
      'javascript:x',
      '/x',
    ]) {
      expect(problemsOf(`${head}[here](${target})`)[0]?.message).toContain('A link must lead to');
    }
    expect(problemsOf(`${head}[here]({{ links.status }}) [there](https://x.example) [us](mailto:a@b.example)`)).toEqual(
      [],
    );
  });

  test('none in a link that stands there whether or not the desk has it: its words stay', () => {
    const text = `${head}Look at [the status]({{ links.status }}), at [the help]({{ links.helpCenter | default: "https://x.example" }}).`;
    const { templates, problems } = compileTemplates([{ language: 'en', name: 'acknowledgement', text, path: 'a.md' }]);
    expect(problems.filter((problem) => problem.path === 'a.md')).toEqual([]);
    const bare = { ...desk, links: { ...desk.links, status: null, helpCenter: null } };
    const letter = writeLetter(templates, draft('en', acknowledgement()), bare);
    expect(letter.text).toBe('Look at the status, at the help <https://x.example>.\n');
    expect(letter.html.match(/<a /g)).toHaveLength(1);
  });

  test('a link without a target, and a wrong one for desks without the right one', () => {
    const wrong = '{% unless links.forum %}[here](http://x.example){% endunless %}';
    expect(problemsOf(`${head}[here]()`)[0]?.message).toContain('not to ""');
    expect(problemsOf(head + wrong)[0]?.message).toContain('not to "http://x.example"');
  });

  test('a letter that does not exist', () => {
    expect(problemsOf(`${head}x`, 'acknowledgment')[0]?.message).toContain('nearest that there is: "acknowledgement"');
  });

  test('every file that is not there', () => {
    const { problems } = compileTemplates([]);
    expect(problems).toHaveLength(TEMPLATES.length * LANGUAGES.length);
    expect(problems.map((problem) => problem.path)).toContain('es/refusal-ended.md');
  });
});

test('conditions may compare values with what they say', () => {
  const text = `${head}{% if plan == "Plus" %}gold{% else %}plain{% endif %} {% if "Plus" != plan %}no{% else %}yes{% endif %}`;
  const { templates } = compileTemplates([{ language: 'en', name: 'acknowledgement', text, path: 'a.md' }]);
  expect(writeLetter(templates, draft('en', acknowledgement({ plan: 'Plus' })), desk).text).toBe('gold yes\n');
  expect(writeLetter(templates, draft('en', acknowledgement({ plan: 'Lite' })), desk).text).toBe('plain no\n');
});

test('Markdown becomes a text part that reads like one', () => {
  const body = [
    '# Hello',
    'A *soft* and a **loud** word, `code`, \\*stars\\* and a [link]({{ links.forum }}).',
    '1. one\n2. two\n   - inner\n\n   more of two',
    '> panel with a long line that has to be broken somewhere, because it is longer than seventy-four columns',
    '---',
    '![image](https://x.example/a.png) <b>no HTML</b>',
  ].join('\n\n');
  const { templates, problems } = compileTemplates([
    { language: 'en', name: 'acknowledgement', text: head + body, path: 'a.md' },
  ]);
  expect(problems.filter((problem) => problem.path === 'a.md')).toEqual([]);
  const { text, html } = writeLetter(templates, draft('en', acknowledgement()), desk);
  expect(text).toBe(`Hello

A soft and a loud word, code, *stars* and a link
<https://forum.desk.example>.

1. one
2. two
  - inner
  more of two

  panel with a long line that has to be broken somewhere, because it is
  longer than seventy-four columns

--------------------

!image <https://x.example/a.png> <b>no HTML</b>
`);
  expect(html).not.toMatch(/<img|<b>/);
});

describe('the desk’s own folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chamado-templates-'));
    await mkdir(path.join(folder, 'en'));
    await mkdir(path.join(folder, 'fr'));
    await writeFile(
      path.join(folder, 'en', 'refusal-ended.md'),
      '\uFEFF---\r\nsubject: Over\r\n---\r\nIt is **over**.\r\n',
    );
    await writeFile(path.join(folder, 'en', 'notes.txt'), 'no template');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('wins over the shipped one, name by name', async () => {
    const { templates } = await loadTemplates(SHIPPED, folder);
    const own = writeLetter(templates, draft('en', refusal({ verdict: 'ended' })), desk);
    expect(own).toMatchObject({ subject: 'Over', text: 'It is over.\n' });
    const shipped = writeLetter(templates, draft('pt-BR', refusal({ verdict: 'ended' })), desk);
    expect(shipped.subject).toBe('Seu contrato terminou');
  });

  test('is told of its folders that are no language, and of its broken files', async () => {
    await writeFile(path.join(folder, 'en', 'acknowledgement.md'), '---\nsubject: x\n---\n{{ nobody }}');
    const { problems } = await loadTemplates(SHIPPED, folder);
    await rm(path.join(folder, 'en', 'acknowledgement.md'));
    expect(problems.map((problem) => problem.path)).toEqual([
      path.join(folder, 'fr'),
      path.join(folder, 'en', 'acknowledgement.md'),
    ]);
  });

  test('that is not there is a problem', async () => {
    const { problems, templates } = await loadTemplates(SHIPPED, path.join(folder, 'nowhere'));
    expect(problems).toEqual([
      { path: path.join(folder, 'nowhere'), line: null, message: expect.stringContaining('cannot be read') },
    ]);
    expect(templates.size).toBe(TEMPLATES.length * LANGUAGES.length);
  });
});

test('no shipped template writes a brand', async () => {
  for (const language of ['pt-BR', 'en', 'es']) {
    expect(await readFile(path.join(SHIPPED, language, 'acknowledgement.md'), 'utf8')).not.toMatch(/blip/i);
  }
});
