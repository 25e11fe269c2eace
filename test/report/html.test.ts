import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/report/html.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { answered, is, opened, reportOf, ticket } from '../ticket/report/report.ts';

const HOSTILE = `"><script>alert(1)</script><img src=https://x.example/a onerror='x'>\u202e</style>`;
const told = ticket(
  [
    ['11-03 10:00', opened],
    ['11-03 12:00', answered],
    ['11-03 15:00', is('solved')],
  ],
  { organization: HOSTILE },
);
const page = reportHtml(reportOf([told], { by: 'organization' }), { name: HOSTILE, language: 'en' });

test('nothing that others wrote becomes markup', () => {
  expect(page).not.toMatch(/<script|<img|\u202e/i);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('it loads nothing and runs nothing', () => {
  const tags = page.replaceAll(/&lt;.*?&gt;/g, '');
  expect(tags).not.toMatch(/\s(?:src|href|srcset|action|on\w+)\s*=|@import|url\(/i);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(new Set([...tags.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag))).not.toContain('link');
});

test('its drawings have no number that is none', () => {
  for (const tickets of [[], [told]]) {
    const drawn = reportHtml(reportOf(tickets), { name: 'Suporte', language: 'pt-BR' });
    expect(drawn).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(drawn).toContain('<svg');
  }
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('it says so, for phones and for the dark', () => {
    const written = reportHtml(reportOf([told]), { name: 'Suporte', language });
    expect(written).toContain(`<html lang="${language}">`);
    expect(written).toContain('width=device-width');
    expect(written).toContain('prefers-color-scheme:dark');
    expect(written).toContain(
      { 'pt-BR': 'Promessas cumpridas', en: 'Promises kept', es: 'Promesas cumplidas' }[language],
    );
  });
});

test('of very many groups the page shows the largest and says how many are left', () => {
  const many = Array.from({ length: 75 }, (_, i) => ticket([['11-03 10:00', opened]], { organization: `Org ${i}` }));
  const written = reportHtml(reportOf(many, { by: 'organization' }), { name: 'Suporte', language: 'en' });
  expect(written.match(/Org \d+/g)).toHaveLength(60);
  expect(written).toContain('+ 15 others');
});
