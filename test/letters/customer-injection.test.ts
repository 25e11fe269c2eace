/** What customers, agents and configs wrote stays text in the letters that answer customers. */
import { describe, expect, test } from 'vitest';
import type { ReplyValues, ServiceTicket, ServiceValues } from '../../src/letters/customer-values.ts';
import { reportSamples } from '../../src/letters/report-samples.ts';
import type { ServiceReportValues } from '../../src/letters/report-scope.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);

const HOSTILE = [
  'Hi\r\nBcc: victim@evil.example\r\n\r\nbody',
  'line\u2028X-Evil: yes\u2029more',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><a href="http://evil.example">x</a>',
  '[click](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>',
  '{{ desk.address }} {% for t in tickets %}{{ t }}{% endfor %} {{ answer | raw }}',
  '**bold** _it_ `code`\n# Head\n- item\n> quote\n---',
  'abc\u202Egnp.exe\u2066x\u2069',
  'x\uE000\uEC00\uF000\uF8FFy',
];

/** One letter of each kind, with these words wherever somebody else's may stand. */
function letters(word: string): (ReplyValues | ServiceValues)[] {
  const common = { contactName: word, mayEscalate: true };
  const ticket: ServiceTicket = {
    number: word,
    subject: word,
    type: 'task',
    priority: 'low',
    state: 'open',
    createdAt: Date.UTC(2026, 10, 23, 21, 0),
    agentName: word,
    nextDue: Date.UTC(2026, 10, 24, 13, 30),
    answeredAt: Date.UTC(2026, 10, 23, 22, 0),
  };
  return [
    {
      kind: 'reply',
      number: word,
      contactName: word,
      subject: word,
      answer: 'Done.',
      agentName: word,
      organization: word,
      state: 'pending',
    },
    { kind: 'split', ...common, ticket, from: word },
    { kind: 'service-list', ...common, tickets: [ticket, ticket], more: true },
    { kind: 'service-status', ...common, ticket },
    { kind: 'service-closed', ...common, ticket },
    { kind: 'service-escalated', ...common, ticket, phone: word },
    { kind: 'service-type', ...common, ticket },
    ...reportSamples().map((report) => named(report, word)),
    { kind: 'service-help', ...common },
    { kind: 'service-problem', ...common, problem: 'no-such-ticket', number: word, plan: word },
    { kind: 'service-problem', ...common, problem: 'plan', number: word, plan: word },
  ];
}

/** Every word of a report that somebody else chose. */
function named(report: ServiceReportValues, word: string): ServiceReportValues {
  return {
    ...report,
    contactName: word,
    contracts: report.contracts.map((one) => ({
      ...one,
      contract: word,
      organization: word,
      tickets: one.tickets.map((ticket) => ({ ...ticket, number: word, subject: word, requesterName: word })),
    })),
    outside: report.outside.map((one) => ({ ...one, contract: word, organization: word })),
  };
}

/** What must be the same whatever the values say: the elements, and where links lead, but for the number that a mail asks about. */
function shape(html: string) {
  return {
    elements: html.match(/<\/?[a-z][^\s>]*/gi),
    targets: [...html.matchAll(/href="([^"]*)"/g)].map(([, target = '']) =>
      target.replace(/(?<=\?subject=\w+).*$/, ''),
    ),
  };
}

describe.each(HOSTILE)('%j', (hostile) => {
  test('stays text in every letter and language', () => {
    for (const language of LANGUAGES) {
      const calm = letters('word');
      letters(hostile).forEach((values, index) => {
        const other = calm[index];
        if (!other) throw new Error('the letters are the same ones');
        const hit = writeLetter(templates, draft(language, values), desk);
        expect(shape(hit.html)).toEqual(shape(writeLetter(templates, draft(language, other), desk).html));
        expect(hit.subject).not.toMatch(/[\u0000-\u001F\u2028\u2029\u202A-\u202E\uE000-\uF8FF]/);
        expect(hit.text + hit.html).not.toMatch(/[\u2028\u2029\u202A-\u202E\u2066\uE000-\uF8FF]/);
      });
    }
  });

  test('stays text within an agent’s answer, but for an https address, which is a link', () => {
    const reply = letters('word')[0];
    if (reply?.kind !== 'reply') throw new Error('the first one is the reply');
    const { subject, text, html } = writeLetter(templates, draft('en', { ...reply, answer: `Look: ${hostile}` }), desk);
    const body = html.slice(html.indexOf('<body'));
    const own = body.slice(0, body.indexOf('</p>'));
    expect(
      own.match(/<[a-z]+/gi)?.filter((element) => !['<br', '<a', '<p', '<div', '<body'].includes(element)),
    ).toEqual([]);
    for (const [, target = ''] of own.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^https:\/\/evil\.example/);
    expect(subject).toBe('Re: [word] word');
    expect(text).toMatch(/^Look: /);
  });
});
