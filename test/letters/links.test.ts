/** A desk may do without any of its links, and then its letters read as if they had never been meant to have them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import type { Links, WrittenLetter } from '../../src/letters/letter.ts';
import { TEMPLATES } from '../../src/letters/letter.ts';
import { sampleValues } from '../../src/letters/samples.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, refusal, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const LINK_NAMES = Object.keys(desk.links) as (keyof Links)[];
const NO_LINKS: Links = configSchema.shape.links.parse(undefined);

describe('a config', () => {
  test('may leave out all links, or some', () => {
    expect(Object.keys(NO_LINKS)).toEqual(LINK_NAMES);
    expect(new Set(Object.values(NO_LINKS))).toEqual(new Set([null]));
    expect(configSchema.shape.links.parse({ forum: 'https://forum.desk.example', portal: null })).toEqual({
      ...NO_LINKS,
      forum: 'https://forum.desk.example',
    });
  });

  test('may not have a link by another name, or one that is no link', () => {
    expect(configSchema.shape.links.safeParse({ froum: 'https://forum.desk.example' }).success).toBe(false);
    expect(configSchema.shape.links.safeParse({ forum: '' }).success).toBe(false);
    expect(configSchema.shape.links.safeParse({ forum: 'forum.desk.example' }).success).toBe(false);
  });
});

/** What a person writes, and what agents and admins read, sends nobody to the manual. */
const BY_PEOPLE: readonly string[] = ['reply', 'incident-update', 'split', 'digest'];
const UNLINKED = TEMPLATES.filter((name) => BY_PEOPLE.includes(name) || name.startsWith('agent-'));
const LINKED = TEMPLATES.filter((name) => !UNLINKED.includes(name));

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(UNLINKED)('%s leads to none of them', async (name) => {
    expect(await readFile(path.join(SHIPPED, language, `${name}.md`), 'utf8')).not.toContain('links.');
  });

  test.each(LINKED)('%s reads well with any choice of links, and with none', async (name) => {
    const source = await readFile(path.join(SHIPPED, language, `${name}.md`), 'utf8');
    const used = LINK_NAMES.filter((link) => source.includes(`links.${link}`));
    expect(used.length).toBeGreaterThan(0);
    for (const values of sampleValues(name)) {
      const labels = labelsIn(writeLetter(templates, draft(language, values), desk).html);
      for (const links of choicesOf(used)) {
        const letter = writeLetter(templates, draft(language, values), { ...desk, links });
        const left = used.filter((link) => labels[link] !== undefined && links[link] !== null);
        expect(faultsOf(letter)).toEqual([]);
        expect(Object.keys(labelsIn(letter.html)).sort()).toEqual([...left].sort());
        for (const link of used) {
          const label = labels[link];
          if (label === undefined) continue;
          expect(letter.html.includes(label)).toBe(links[link] !== null);
          expect(letter.text.includes(desk.links[link].replace('mailto:', ''))).toBe(links[link] !== null);
        }
      }
    }
  });
});

test('a refusal without links still says what to do', () => {
  const text = (verdict: 'ended' | 'no-contract' | 'out-of-scope' | 'plan-without-email') =>
    writeLetter(templates, draft('en', refusal({ verdict })), { ...desk, links: NO_LINKS }).text.replace(/\s+/g, ' ');
  expect(text('ended')).toContain('stay with us? Talk to the person who handles the contract');
  expect(text('no-contract')).toContain('ask your account administrator to add this one. Once that is done');
  expect(text('out-of-scope')).toContain('add you to its team. - Once that is done');
  expect(text('plan-without-email')).toContain('Some plans include it. After you upgrade');
});

test('an incident is only said to be followed where it can be', () => {
  const text = (links: Partial<Links>) =>
    writeLetter(templates, draft('en', acknowledgement()), { ...desk, links: { ...NO_LINKS, ...links } }).text;
  expect(text({ status: desk.links.status })).toContain('follow along here:\n\n- Platform status: https://');
  expect(text({ helpCenter: desk.links.helpCenter })).toContain('Worth a look in the meantime:\n\n- Help center: ');
});

/** What a link that is not there would leave behind. */
function faultsOf({ text, html }: WrittenLetter): string[] {
  const faults: string[] = [];
  const find = (part: string, pattern: RegExp, fault: string) => {
    const found = pattern.exec(part);
    if (found) faults.push(`${fault}: ${JSON.stringify(part.slice(Math.max(0, found.index - 60), found.index + 40))}`);
  };
  // A paragraph that announces something is followed by the list of it; an item announces nothing.
  find(text, /:\n\n(?!- )/, 'nothing announced');
  find(text, /:\n(?:- |$)/, 'nothing announced');
  find(html, /:(?:<\/strong>)?<\/p>\s*(?!<ul|\s)/, 'nothing announced');
  find(html, /<p[^>]*><strong>[^<]*<\/strong><\/p>\s*(?!<ul|\s)/, 'a heading over nothing');
  find(text, /\?(?:\n\n|\n- |$)/, 'a question without an answer');
  find(html, /\?(?:<\/strong>)?\s*<\/(?:p|li)>/, 'a question without an answer');
  find(text, /^ *- *$/m, 'an empty item');
  find(html, /<(li|ul|p|a|strong|blockquote)\b[^>]*>\s*<\/\1>/, 'an empty element');
  find(html, /href=""/, 'a link to nowhere');
  find(text + html, /\]\(|\[\]|\(\s*\)|<>|\*\*|null|\{%|[\uE000-\uF8FF]/, 'a trace of the template');
  find(text.replace(/^ +/gm, ''), / {2}| [,.;:]|[,;:]\.|\.\.| \n|\n{3}/, 'a gap');
  find(text, / (?:or|ou|o)(?=\n\n|\n- )/, 'a sentence without its end');
  return faults;
}

/** The words of each link in a letter. */
function labelsIn(html: string): Partial<Record<keyof Links, string>> {
  const labels: Partial<Record<keyof Links, string>> = {};
  for (const [, target, label] of html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
    const link = LINK_NAMES.find((each) => desk.links[each].replace('&', '&amp;') === target);
    if (link && label !== undefined) labels[link] = label;
  }
  return labels;
}

/** Every choice of some links among these, from none to all; the others the desk has not. */
function choicesOf(names: (keyof Links)[]): Links[] {
  return Array.from({ length: 2 ** names.length }, (_, choice) => {
    const links = { ...NO_LINKS };
    names.forEach((name, index) => {
      if (choice & (1 << index)) links[name] = desk.links[name];
    });
    return links;
  });
}
