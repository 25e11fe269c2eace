/** Which queue a new ticket comes to: by a rule, else by the queues' own conditions. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { classificationSchema } from '../../../src/config/rules-schema.ts';
import type { Message } from '../../../src/mail/message.ts';
import {
  type ClassifierContext,
  type ClassifySubject,
  type Condition,
  compileClassifier,
} from '../../../src/ticket/classify/classify.ts';
import { messageWith } from '../messages.ts';

function classifier(config: z.input<typeof classificationSchema>, context: ClassifierContext) {
  const { classify, problems } = compileClassifier(classificationSchema.parse(config), context);
  expect(problems).toEqual([]);
  return (parts: Partial<Message>, sender: Partial<ClassifySubject> = {}) =>
    classify({ message: messageWith(parts), plan: null, organization: null, language: null, ...sender });
}

test('the first queue whose condition holds takes what no rule gave away', () => {
  const queued = classifier(
    { rules: [{ name: 'vip', when: { text: ['vip'] }, set: { queue: 'b' } }] },
    {
      queues: [
        { id: 'a', when: { type: ['task'] } },
        { id: 'b', when: { text: ['oi'] } },
        { id: 'c', when: { text: ['oi'] } },
        { id: 'd' },
      ],
    },
  );
  expect(queued({ subject: 'oi' })).toMatchObject({
    queue: 'b',
    because: [expect.anything(), 'queue "b": subject "oi"'],
  });
  expect(queued({ subject: '[Task] vip' }).queue).toBe('b');
  expect(queued({ subject: '[Task] x' }).queue).toBe('a');
});

test('tags are seen by the rules after them, and those of all rules by the queues', () => {
  const tagged = classifier(
    {
      rules: [
        { name: 'early', when: { tags: ['api'] }, set: { priority: 'low' } },
        { name: 'api', when: { text: ['webhook'] }, set: { tags: ['API'] } },
        { name: 'late', when: { tags: ['api', 'other'] }, set: { priority: 'high', tags: ['cobrança'] } },
      ],
    },
    { queues: [{ id: 'money', when: { tags: ['Cobranca'] } }] },
  );
  expect(tagged({ subject: 'webhook' })).toMatchObject({
    priority: 'high',
    tags: ['API', 'cobrança'],
    queue: 'money',
    because: expect.arrayContaining(['rule "late": tag "API"', 'queue "money": tag "cobrança"']),
  });
  expect(tagged({ subject: 'api' })).toMatchObject({ tags: [], queue: null });
});

test.each<[string, Condition]>([
  ['type', { type: ['task'] }],
  ['plan', { plan: ['plus'] }],
  ['tags', { tags: ['api'] }],
  ['language', { language: ['es'] }],
  ['organization', { organization: ['acme'] }],
])('a queue may take tickets by %s', (_what, when) => {
  const queued = classifier(
    { rules: [{ name: 'api', when: { text: ['webhook'] }, set: { type: 'task', tags: ['api'] } }] },
    { queues: [{ id: 'mine', when }] },
  );
  const fits = { plan: 'Plus', organization: 'Acme', language: 'es' };
  const fitsNot = { plan: 'Lite', organization: 'Umbra', language: 'en' };
  expect(queued({ subject: 'webhook' }, fits).queue).toBe('mine');
  expect(queued({ subject: 'other' }, fitsNot).queue).toBeNull();
});
