/** Templates go through a letter's lists, and what is wrong within such a loop is said at the start. */
import { describe, expect, test } from 'vitest';
import { compileTemplates } from '../../src/letters/template.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { desk, draft } from './drafts.ts';

const head = '---\nsubject: About {{ number }}\n---\n';

function compiled(text: string, name: string) {
  const { templates, problems } = compileTemplates([{ language: 'en', name, text: head + text, path: 'own.md' }]);
  return { templates, problems: problems.filter(({ path }) => path === 'own.md') };
}

describe('a problem is found:', () => {
  test.each([
    [
      '{% for one in done %}{{ one.dit }}{% endfor %}',
      'no value named "one.dit"; the nearest that there is: "one.did"',
    ],
    ['{% for one in done %}{% if one.nothing %}x{% endif %}{% endfor %}', 'no value named "one.nothing"'],
    ['{% for one in doen %}x{% endfor %}', 'no value named "doen"'],
    ['{% for one in subject %}x{% endfor %}', '"subject" is none'],
    ['{% for one in (1..9) %}x{% endfor %}', 'a loop goes over one of the letter'],
    ['{% for one in done %}{% for two in one.did %}x{% endfor %}{% endfor %}', '"done[].did" is none'],
    ['{% for one in done %}x{% endfor %}{{ one.did }}', 'no value named "one.did"'],
    ['{{ done[0].did }}', 'no value named "done[0].did"'],
  ])('%s', (text, said) => {
    expect(compiled(text, 'agent-receipt').problems).toEqual([
      { path: 'own.md', line: 4, message: expect.stringContaining(said) },
    ]);
  });

  test('more loops within each other than there are lists within lists', () => {
    const text = '{% for a in done %}{% for b in done %}{% for c in done %}x{% endfor %}{% endfor %}{% endfor %}';
    expect(compiled(text, 'agent-receipt').problems[0]?.message).toContain('too many loops');
  });

  test('a text of many lines in the subject', () => {
    const text = '---\nsubject: On {{ answer }}\n---\nHello';
    const { problems } = compileTemplates([{ language: 'en', name: 'agent-held', text, path: 'own.md' }]);
    expect(problems.find(({ path }) => path === 'own.md')?.message).toContain('cannot stand in the subject');
  });
});

test('lists, lists within entries, and their size can be told', () => {
  const text =
    '{{ troubles.size }}\n\n{% for one in troubles %}\n- {{ one.what }}: {% for word in one.known %}{{ word }}{% unless forloop.last %}, {% endunless %}{% endfor %} ({{ one.known | join: "/" }})\n{% endfor %}';
  const { templates, problems } = compiled(text, 'agent-problem');
  expect(problems).toEqual([]);
  const letter = writeLetter(
    templates,
    draft('en', {
      kind: 'agent-problem',
      number: 'BLIP-1',
      subject: 's',
      text: '',
      troubles: [
        { what: 'missing-argument', command: '#type', known: ['task', '*doubt*'] },
        { what: 'wrong-argument', command: '#type', written: 'x', known: ['{{ number }}'] },
      ],
    }),
    desk,
  );
  expect(letter.text).toBe(
    '2\n\n- missing-argument: task, *doubt* (task/*doubt*)\n- wrong-argument: {{ number }} ({{ number }})\n',
  );
});
