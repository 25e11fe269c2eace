import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { classificationSchema } from '../../../src/config/rules-schema.ts';
import type { Message } from '../../../src/mail/message.ts';
import { type ClassifierContext, type Condition, compileClassifier } from '../../../src/ticket/classify/classify.ts';
import { messageWith } from '../messages.ts';

type Rules = z.input<typeof classificationSchema>;

function classifier(config: Rules, context: ClassifierContext = {}) {
  const { classify, problems } = compileClassifier(classificationSchema.parse(config), context);
  expect(problems).toEqual([]);
  return (parts: Partial<Message>, sender: { plan?: string; organization?: string } = {}) =>
    classify({
      message: messageWith(parts),
      plan: sender.plan ?? null,
      organization: sender.organization ?? null,
      language: null,
    });
}

function holds(
  when: Condition,
  parts: Partial<Message>,
  sender: { plan?: string; organization?: string } = {},
): boolean {
  const classify = classifier({ rules: [{ name: 'it', when, set: { tags: ['holds'] } }] });
  return classify(parts, sender).tags.includes('holds');
}

describe('rules', () => {
  const classify = classifier({
    rules: [
      {
        name: 'outage',
        when: { text: ['parou de responder'] },
        set: { type: 'incident', priority: 'high', tags: ['bot'] },
      },
      { name: 'logs', when: { text: ['logs'] }, set: { type: 'task', priority: 'low', queue: 'data', tags: ['logs'] } },
      { name: 'vip', when: { text: ['diretoria'] }, set: { priority: 'urgent', queue: 'vip', tags: ['vip', 'bot'] } },
    ],
  });

  test('a rule that matches sets what it sets, and says on what words', () => {
    expect(classify({ replyText: 'Bom dia, o bot PAROU de\nresponder ontem.' })).toEqual({
      type: 'incident',
      priority: 'high',
      tags: ['bot'],
      queue: null,
      because: ['rule "outage": body "PAROU de responder"'],
    });
  });

  test('the first rule that sets a field decides it, and tags add up', () => {
    expect(classify({ subject: 'Diretoria pede logs' })).toMatchObject({
      type: 'task',
      priority: 'low',
      queue: 'data',
      tags: ['logs', 'vip', 'bot'],
    });
  });

  test('a rule of another type than the one decided adds its tags alone', () => {
    const found = classify({ subject: 'O bot parou de responder, seguem os logs' });
    expect(found).toMatchObject({ type: 'incident', priority: 'high', queue: null, tags: ['bot', 'logs'] });
    expect(found.because[1]).toBe('rule "logs": subject "logs" (not task: decided before)');
  });

  test('what no rule knows is the default', () => {
    expect(classify({ subject: 'Oi' })).toEqual({
      type: 'doubt',
      priority: 'normal',
      tags: [],
      queue: null,
      because: ['default: doubt, as nothing else says what it is'],
    });
  });

  test('stop ends the rules', () => {
    const stopping = classifier({
      rules: [
        { name: 'first', when: { text: ['a'] }, set: { tags: ['first'] }, stop: true },
        { name: 'second', when: { text: ['a'] }, set: { tags: ['second'] } },
      ],
    });
    expect(stopping({ subject: 'a' }).tags).toEqual(['first']);
  });

  test('a later rule may ask what has been decided, by a rule or the customer', () => {
    const urgent = classifier({
      rules: [
        { name: 'outage', when: { text: ['caiu'] }, set: { type: 'incident' } },
        { name: 'everybody', when: { type: ['incident'], text: ['todos'] }, set: { priority: 'urgent' } },
        { name: 'incident', when: { type: ['incident'] }, set: { priority: 'high' } },
      ],
    });
    expect(urgent({ subject: 'caiu para todos' }).priority).toBe('urgent');
    expect(urgent({ subject: 'dúvida de todos' }).priority).toBe('normal');
    expect(urgent({ subject: '[Incidente] ajuda' }).priority).toBe('high');
  });
});

describe("the customer's own choice in the subject", () => {
  const rules: Rules = {
    rules: [{ name: 'outage', when: { text: ['caiu'] }, set: { type: 'incident', priority: 'high' } }],
  };

  test.each([
    ['[Incidente] x', 'incident'],
    ['[Dúvida] caiu', 'doubt'],
    ['[DUVIDA] caiu', 'doubt'],
    ['Re: [Tarefa] caiu', 'task'],
    ['[ Incident ] x', 'incident'],
    ['[Question] caiu', 'doubt'],
    ['[Doubt] caiu', 'doubt'],
    ['RES: ENC: [Task] caiu', 'task'],
    ['[BLIP-1024] [Consulta] caiu', 'doubt'],
    ['[Duda] caiu', 'doubt'],
    ['[Tarea] caiu', 'task'],
  ])('%s is %s', (subject, type) => {
    const found = classifier(rules)({ subject });
    expect(found.type).toBe(type);
    expect(found.because[0]).toMatch(/^customer's choice: subject "\[/);
  });

  test('without brackets it is a word like any other', () => {
    expect(classifier(rules)({ subject: 'Tarefa: o bot caiu' }).type).toBe('incident');
  });

  test('does not take the priority of a rule for another type', () => {
    expect(classifier(rules)({ subject: '[Dúvida] caiu' }).priority).toBe('normal');
  });

  test('the config may let the rules win', () => {
    expect(classifier({ ...rules, customerChoice: false })({ subject: '[Dúvida] caiu' }).type).toBe('incident');
  });
});

describe('words and phrases', () => {
  test.each([
    ['case and accents do not matter', 'não funciona', 'NAO FUNCIONA', true],
    ['composed and decomposed letters are the same', 'não', 'na\u0303o', true],
    ['whole words are compared', 'log', 'catalogar logs', false],
    ['a star at the end means every ending', 'extra*', 'a extração de dados', true],
    ['a star at the end means no other beginning', 'tração*', 'a extração', false],
    ['a phrase goes over a line break', 'fora do ar', 'está fora\r\ndo ar', true],
    ['a phrase ends with the sentence', 'fora do ar', 'Fiquei de fora. Do ar nem falo', false],
    ['a dot within a name ends no sentence', 'acme.example', 'veja www.acme.example/x', true],
    ['a star alone is up to three words', 'aumento * limite', 'aumento do nosso atual limite', true],
    ['a star alone may be no word', 'aumento * limite', 'aumento limite', true],
    ['a star alone is no four words', 'aumento * limite', 'aumento de tudo e do limite', false],
    ['a star alone stays within the sentence', 'aumento * limite', 'aumento? O limite', false],
    ['apostrophes may be left out', "can't", 'I cant and can’t', true],
    ['a picture within is not seen', 'fora do ar', 'fora 🔥 do ar', true],
    ['invisible signs are not seen', 'fora do ar', 'fo\u00adra\u200b do\ufeff ar', true],
    ['an empty line ends a sentence', 'fora do ar', 'Estou fora\r\n\r\nDo ar', false],
    ['every script has words', 'не работает', 'Бот НЕ РАБОТАЕТ!', true],
    ['sigma is sigma', 'λάθος', 'ΛΑΘΟΣ', true],
    ['Korean too', '오류', '오류 입니다', true],
    ['letters beyond the first 65,536', '𐌰𐌱', 'a 𐌰𐌱 b', true],
  ])('%s', (_claim, phrase, text, expected) => {
    expect(holds({ body: [phrase] }, { replyText: text })).toBe(expected);
  });

  test.each([
    ['a find within an exception does not count', 'O bot não está fora do ar', false],
    ['nor one that shares a word with it', 'Está fora do ar condicionado', false],
    ['another find of the same words does', 'O portal não está fora do ar, mas o bot ficou fora do ar', true],
    ['each text is looked at for itself', 'Fora do ar', true],
  ])('%s', (_claim, replyText, expected) => {
    const text = { words: ['fora do ar'], except: ['não está fora do ar', 'ar condicionado'] };
    expect(holds({ text }, { subject: 'Não está fora do ar', replyText })).toBe(expected);
  });

  test('the reason names the find that counts', () => {
    const classify = classifier({
      rules: [{ name: 'it', when: { body: { words: ['caiu'], except: ['não CAIU'] } }, set: { tags: ['t'] } }],
    });
    expect(classify({ replyText: 'Ontem não caiu. Hoje CAIU.' }).because[0]).toBe('rule "it": body "CAIU"');
  });

  test('a header may have exceptions too', () => {
    const when = { header: { name: 'X-Team', words: ['vendas'], except: ['pós vendas'] } };
    expect(holds(when, { headers: { 'x-team': ['Pós-vendas'] } })).toBe(false);
    expect(holds(when, { headers: { 'x-team': ['Vendas'] } })).toBe(true);
  });

  test('a long body costs little, and only its beginning is read', () => {
    const filler = 'palavra '.repeat(2_400);
    expect(holds({ body: ['fora do ar'] }, { replyText: `${filler} fora do ar` })).toBe(true);
    expect(holds({ body: ['fora do ar'] }, { replyText: `${filler.repeat(100)} fora do ar` })).toBe(false);
  });
});

describe('conditions', () => {
  test.each([
    ['subject only', { subject: ['x'] }, { replyText: 'x' }, false],
    ['text is subject or body', { text: ['x'] }, { replyText: 'x' }, true],
    ['quoted mail is not the body', { body: ['x'] }, { text: 'oi\n> x', replyText: 'oi' }, false],
    [
      'a forwarded mail is',
      { body: ['x'] },
      { replyText: 'veja', forwarded: { from: null, subject: null, text: 'x', date: null } },
      true,
    ],
    ['from, by domain', { from: ['acme.example'] }, {}, true],
    ['to', { to: { words: ['suporte@blip.example'] } }, {}, true],
    [
      'attachment',
      { attachment: { pattern: '\\.har\\b' } },
      { attachments: [{ filename: 'a.HAR', contentType: 'x/y', size: 1, sha256: '', inline: false }] },
      true,
    ],
    ['header', { header: { name: 'X-Priority', pattern: '^1' } }, { headers: { 'x-priority': ['1 (Highest)'] } }, true],
    ['header absent', { header: { name: 'X-Priority', pattern: '^1' } }, {}, false],
    ['several keys must all hold', { subject: ['x'], body: ['y'] }, { subject: 'x', replyText: 'z' }, false],
    ['any', { any: [{ subject: ['x'] }, { subject: ['y'] }] }, { subject: 'y' }, true],
    ['all', { all: [{ text: ['x'] }, { text: ['y'] }] }, { subject: 'y' }, false],
    ['not', { text: ['x'], not: { text: ['y'] } }, { subject: 'x y' }, false],
    ['language by its family', { language: ['pt'] }, { language: 'pt-BR' }, true],
    ['language', { language: ['es'] }, { language: 'pt-BR' }, false],
  ] as [string, Condition, Partial<Message>, boolean][])('%s', (_claim, when, parts, expected) => {
    expect(holds(when, parts)).toBe(expected);
  });

  test('plan and organization are those of the sender', () => {
    expect(holds({ plan: ['plus'], organization: ['Ácme'] }, {}, { plan: 'Plus', organization: 'ACME' })).toBe(true);
    expect(holds({ plan: ['Plus'] }, {})).toBe(false);
  });

  test('a plan may be named by its alias, and must exist', () => {
    const context = {
      planNames: new Map([
        ['startup', 'Startup'],
        ['start', 'Startup'],
      ]),
    };
    const config: Rules = { rules: [{ name: 'it', when: { plan: ['Start'] }, set: { tags: ['t'] } }] };
    expect(classifier(config, context)({}, { plan: 'Startup' }).tags).toEqual(['t']);
    const wrong = classificationSchema.parse({
      rules: [{ name: 'it', when: { plan: ['Stat'] }, set: { tags: ['t'] } }],
    });
    expect(compileClassifier(wrong, context).problems).toEqual([
      { path: ['rules', 0, 'when', 'plan', 0], message: 'there is no plan "Stat"' },
    ]);
  });

  test('a pattern that would run away elsewhere takes no time', () => {
    const started = performance.now();
    expect(holds({ body: { pattern: '^(a+)+$' } }, { replyText: `${'a'.repeat(19_000)}!` })).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('what is wrong with rules is said with its place', () => {
  const compile = (when: Condition, set: Rules['rules'] = undefined) =>
    compileClassifier(classificationSchema.parse({ rules: set ?? [{ name: 'it', when, set: { tags: ['t'] } }] }), {
      queues: [],
    }).problems;

  test('a pattern that does not compile', () => {
    const [problem, ...others] = compile({ any: [{ subject: ['x'] }, { body: { pattern: '(a' } }] });
    expect(others).toEqual([]);
    expect(problem?.path).toEqual(['rules', 0, 'when', 'any', 1, 'body', 'pattern']);
    expect(problem?.message).toContain('missing closing )');
  });

  test('an exception without a word', () => {
    expect(compile({ subject: { words: ['a'], except: ['b', '?'] } }).map(({ path }) => path.join('.'))).toEqual([
      'rules.0.when.subject.except.1',
    ]);
  });

  test('a look-around', () => {
    expect(compile({ subject: { pattern: '(?=a)b' } })).toHaveLength(1);
  });

  test('a phrase without a word, or with a star at its end', () => {
    expect(compile({ subject: ['!', 'a *'] }).map(({ path }) => path.join('.'))).toEqual([
      'rules.0.when.subject.0',
      'rules.0.when.subject.1',
    ]);
  });

  test('a queue that does not exist', () => {
    expect(compile({}, [{ name: 'it', when: { text: ['a'] }, set: { queue: 'x' } }])).toEqual([
      { path: ['rules', 0, 'set', 'queue'], message: 'there is no queue "x"' },
    ]);
  });

  test.each([
    ['an empty condition', { rules: [{ name: 'a', when: {}, set: { tags: ['t'] } }] }],
    ['a rule that sets nothing', { rules: [{ name: 'a', when: { text: ['x'] }, set: {} }] }],
    [
      'words and a pattern at once',
      { rules: [{ name: 'a', when: { text: { words: ['x'], pattern: 'x' } }, set: { tags: ['t'] } }] },
    ],
    [
      'exceptions from a pattern',
      { rules: [{ name: 'a', when: { text: { pattern: 'x', except: ['y'] } }, set: { tags: ['t'] } }] },
    ],
    [
      'two rules of one name',
      { rules: ['a', 'a'].map((name) => ({ name, when: { text: ['x'] }, set: { tags: ['t'] } })) },
    ],
    ['an unknown key', { rules: [{ name: 'a', when: { any: [{ txt: ['x'] }] }, set: { tags: ['t'] } }] }],
  ])('%s is refused by the schema', (_claim, config) => {
    expect(classificationSchema.safeParse(config).success).toBe(false);
  });

  test('the schema can be written as JSON Schema', () => {
    expect(JSON.stringify(z.toJSONSchema(classificationSchema, { io: 'input' }))).toContain('"#/$defs/Condition"');
  });
});
