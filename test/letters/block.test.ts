/** Words of many lines are shown as they were written, and are never read as anything else. */
import { describe, expect, test } from 'vitest';
import { blockOf, contentIdOf, picturesOf } from '../../src/letters/block.ts';
import type { LetterFile } from '../../src/letters/letter.ts';

const picture: LetterFile = {
  mailId: 7,
  sha256: 'ab'.repeat(32),
  filename: 'tela "1".png',
  contentType: 'image/png',
  size: 10,
  contentId: 'image001.png@01DB.5F',
};
const none = picturesOf([]);
const text = (value: string) => blockOf(value, none)?.text;
const html = (value: string, links = false) => blockOf(value, none, { links })?.html;

test('lines stay lines, and leading blanks stay', () => {
  expect(text('a\r\nb\rc\n\n  d\te')).toBe('a\nb\nc\n\n  d\te');
  expect(html('a\n\n  - b  c\n\td')).toBe('a<br>\n<br>\n&nbsp;&nbsp;- b&nbsp; c<br>\n&nbsp;&nbsp;&nbsp;&nbsp;d');
});

test('empty lines around it are dropped; nothing at all is nothing', () => {
  expect(text('\n \n\n  a\n\n')).toBe('  a');
  for (const empty of ['', ' \n\t\r\n', '\uE000\uFEFF']) expect(blockOf(empty, none)).toBeNull();
});

test('markup is text', () => {
  expect(html('<b onclick="x">&amp;\'</b>')).toBe('&lt;b onclick=&quot;x&quot;&gt;&amp;amp;&#39;&lt;/b&gt;');
});

test('what hides or turns text round, and placeholders, are taken out', () => {
  expect(text('a\u202Eb\uE000\uEC00\uF000\uFEFFc\u0000d\u2028e')).toBe('abc d\ne');
});

test('a long text is cut where its reader sees it', () => {
  const long = blockOf('word '.repeat(50_000), none);
  expect(long?.text).toMatch(/word\n\[…\]$/);
  expect(long?.text.length).toBeLessThanOrEqual(20_004);
  expect(blockOf('x\n'.repeat(10_000), none)?.text.split('\n')).toHaveLength(2_001);
  expect(blockOf('a\nb\nc', none, { lines: 2 })?.text).toBe('a\nb\n[…]');
  expect(blockOf('ab😀', none, { characters: 3 })?.text).toBe('ab\n[…]');
});

describe('links', () => {
  test('are made only where they are asked for, and of https alone', () => {
    expect(html('https://a.example')).toBe('https://a.example');
    expect(html('http://a.example javascript:x ftp://b', true)).not.toContain('<a');
    expect(html('see https://a.example/x?a=1&b=2.', true)).toBe(
      'see <a class="link" style="color:#0b5cad;text-decoration:underline" href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>.',
    );
  });

  test('end where the sentence goes on', () => {
    const target = (words: string) => /href="([^"]*)"/.exec(html(words, true) ?? '')?.[1];
    expect(target('(https://a.example/b)')).toBe('https://a.example/b');
    expect(target('https://a.example/b_(c)')).toBe('https://a.example/b_(c)');
    expect(target('“https://a.example/b”, or')).toBe('https://a.example/b');
    expect(target('https://a.example/"onmouseover=x')).toBe('https://a.example/');
  });

  test('of many thousand characters stay words', () => {
    expect(html(`https://a.example/${'x'.repeat(5_000)}`, true)).not.toContain('<a');
  });
});

describe('pictures', () => {
  const pictures = picturesOf([picture]);

  test('stand where the text says, named in the plain one', () => {
    const block = blockOf('before\n[cid:image001.png@01DB.5F]\nafter', pictures);
    expect(block?.text).toBe('before\n[tela "1".png]\nafter');
    expect(block?.html).toContain(`<br>\n<img src="cid:${contentIdOf(picture)}" alt="tela &quot;1&quot;.png" style=`);
  });

  test('of other mails stay as they are written', () => {
    for (const foreign of ['[cid:other]', '[cid:"><script>]', '[cid:]']) {
      expect(blockOf(foreign, pictures)?.text).toBe(foreign);
      expect(blockOf(foreign, pictures)?.html).not.toContain('<');
    }
  });

  test('carry nothing of where they come from', () => {
    expect(blockOf('[cid:image001.png@01DB.5F]', pictures)?.html).not.toContain('01DB');
  });

  test('that no mail client shows as one are named only', () => {
    const svg = picturesOf([{ ...picture, contentType: 'image/svg+xml', filename: 'a.svg' }]);
    expect(blockOf('[cid:image001.png@01DB.5F]', svg)).toEqual({ text: '[a.svg]', html: '[a.svg]' });
  });
});
