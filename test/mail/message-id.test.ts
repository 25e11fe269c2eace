import { describe, expect, test } from 'vitest';
import type { Header } from '../../src/mail/header.ts';
import { inReplyToOf, messageIdOf, referencesOf } from '../../src/mail/message-id.ts';

const header = (name: string, ...raws: string[]): Header[] => raws.map((raw) => ({ name, raw }));

describe('a Message-ID that can not be used is none', () => {
  test.each([
    '',
    '<>',
    '<@>',
    '< >',
    '<a@>',
    '<@b>',
    '@',
    '<a b@acme.example>',
    '<ação@acme.example>',
    '<a\x00@acme.example>',
    `<${'a'.repeat(100_000)}@acme.example>`,
    '<'.repeat(100_000),
    `<${'a@'.repeat(50_000)}>`,
  ])('%#', (raw) => {
    expect(messageIdOf(header('message-id', raw))).toBeNull();
    expect(inReplyToOf(header('in-reply-to', raw))).toEqual([]);
    expect(referencesOf(header('references', raw))).toEqual([]);
  });
});

test('In-Reply-To is read with words around it, and without angle brackets', () => {
  expect(inReplyToOf(header('in-reply-to', 'Message of "Tue" from Ana <1@acme.example>'))).toEqual([
    '<1@acme.example>',
  ]);
  expect(inReplyToOf(header('in-reply-to', ' 1@acme.example '))).toEqual(['<1@acme.example>']);
  expect(inReplyToOf(header('in-reply-to', 'ana@acme.example wrote on Tuesday'))).toEqual([]);
});

test('References are nearest first, each once', () => {
  expect(referencesOf(header('references', '<1@a.example> <2@a.example>\t<1@a.example><3@a.example>'))).toEqual([
    '<3@a.example>',
    '<1@a.example>',
    '<2@a.example>',
  ]);
});

test('of a thread of thousands the nearest and the first are kept', () => {
  const ids = Array.from({ length: 3_000 }, (_, i) => `<${i}@a.example>`);
  const kept = referencesOf(header('references', ids.join(' ')));
  expect(kept).toHaveLength(100);
  expect(kept[0]).toBe('<2999@a.example>');
  expect(kept.at(-1)).toBe('<0@a.example>');
});
