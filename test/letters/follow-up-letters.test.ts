/** The letters that time brings to customers, as they read them, and the answers to what they say then. */
import { describe, expect, test } from 'vitest';
import { agentSamples } from '../../src/letters/agent-samples.ts';
import { customerSamples } from '../../src/letters/customer-samples.ts';
import { durationInWords } from '../../src/letters/duration.ts';
import { followUpSamples } from '../../src/letters/follow-up-samples.ts';
import type { FollowUpTemplate } from '../../src/letters/follow-up-scope.ts';
import type { FollowUpValues } from '../../src/letters/follow-up-values.ts';
import type { LetterValues, WrittenLetter } from '../../src/letters/letter.ts';
import { dateInWords } from '../../src/letters/words.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { wishIn } from '../../src/ticket/self-service/wish.ts';
import { LANGUAGES, type Language, METRICS } from '../../src/ticket/ticket.ts';
import { messageWith } from '../ticket/messages.ts';
import { desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);

const ALL: FollowUpTemplate[] = [
  'follow-up-quiet',
  'follow-up-missed',
  'follow-up-reminder',
  'follow-up-closing',
  'follow-up-closed',
  'follow-up-solved',
];

const AT = Date.UTC(2026, 10, 27, 13, 30);
const ON_FRIDAY: Record<Language, string> = {
  'pt-BR': '27 de novembro (sexta-feira)',
  en: 'Friday, November 27',
  es: 'viernes 27 de noviembre',
};
const TIME = /10:30/;
const common = { number: 'BLIP-1024', subject: 'Bot fora do ar', contactName: 'Ana Souza', agentName: 'Bia' };
const ana = { ...common, mayEscalate: false };
const asked = { at: AT, agentName: 'Bia', text: 'Você pode nos mandar o log?\n\n[cid:tela1]' };

const written = (language: Language, values: LetterValues) =>
  writeLetter(templates, draft(language, values), { ...desk, timeZone: 'America/Sao_Paulo' });
const said = ({ text }: WrittenLetter) => text.replace(/\s+/g, ' ').trim();
const links = ({ html }: WrittenLetter) =>
  [...html.matchAll(/href="mailto:suporte@desk\.example\?subject=([^"]+)"/g)].map(([, subject = '']) =>
    decodeURIComponent(subject),
  );

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(ALL)('%s has the ticket’s number in subject and text', (name) => {
    for (const values of followUpSamples(name)) {
      const letter = written(language, values);
      expect(letter.subject).toMatch(/^\[BLIP-1024\] ./);
      expect(said(letter)).toContain('BLIP-1024');
      expect(letter.subject).not.toMatch(/[:,] *$/);
    }
  });

  test('each link in them, and in the answers to them, is understood', () => {
    const letters = [
      ...ALL.flatMap((name) => followUpSamples(name)),
      ...customerSamples('service-rated'),
      ...customerSamples('service-reopened'),
    ];
    for (const values of letters) {
      const subjects = links(written(language, values));
      expect(subjects).not.toEqual([]);
      for (const subject of subjects)
        expect(wishIn(messageWith({ subject, ownText: '' }), 'BLIP'), subject).not.toBeNull();
    }
  });

  test('whether it is solved is answered by a tap, and so is how it was', () => {
    const letter = written(language, { kind: 'follow-up-solved', ...ana, closesAt: AT });
    const wishes = links(letter).map((subject) => wishIn(messageWith({ subject, ownText: '' }), 'BLIP'));
    expect(wishes.slice(0, 4)).toMatchObject([
      { wish: 'reopen', number: 1024 },
      { wish: 'rate', score: 3, number: 1024, commented: false },
      { wish: 'rate', score: 2, number: 1024, commented: false },
      { wish: 'rate', score: 1, number: 1024, commented: false },
    ]);
    expect(said(letter)).toContain(ON_FRIDAY[language]);
  });

  test('and by one line: the words of each link, in a reply', () => {
    const letter = written(language, { kind: 'follow-up-solved', ...ana, closesAt: null });
    const links = [...letter.html.matchAll(/<a [^>]*href="mailto:[^>]*>(.+?)<\/a>/g)];
    const words = links.map(([, word = '']) => word.replace(/<[^>]+>/g, ''));
    const replies = words.slice(0, 4).map((ownText) => {
      const reply = { subject: `Re: ${letter.subject}`, inReplyTo: ['<1024.token@desk.example>'] };
      return wishIn(messageWith({ ...reply, ownText, replyText: ownText }), 'BLIP');
    });
    expect(replies).toMatchObject([
      { wish: 'reopen', number: 1024 },
      { wish: 'rate', score: 3 },
      { wish: 'rate', score: 2 },
      { wish: 'rate', score: 1 },
    ]);
  });

  test('the first reminder and the second differ, and both say when the ticket is closed', () => {
    const [first, second] = [1, 2].map((ordinal) =>
      written(language, { kind: 'follow-up-reminder', ...ana, ordinal, asked, closesAt: AT }),
    );
    if (!first || !second) throw new Error('two were written');
    expect(first.subject).not.toBe(second.subject);
    for (const letter of [first, second]) {
      expect(said(letter)).toContain(ON_FRIDAY[language]);
      expect(said(letter)).toContain('Você pode nos mandar o log?');
      expect(said(letter)).not.toContain('[cid:');
    }
    expect(said(first).length).not.toBe(said(second).length);
  });

  test('a reminder without a day threatens with none', () => {
    const letter = written(language, { kind: 'follow-up-reminder', ...ana, ordinal: 2, asked: null, closesAt: null });
    expect(said(letter)).not.toMatch(/ser[áa] (?:encerrado|cerrado)|se cerrará|will be closed/);
  });

  test('the notice before closing has the day in its subject', () => {
    const values = { kind: 'follow-up-closing', ...ana, state: 'pending', asked, closesAt: AT } as const;
    expect(written(language, values).subject).toContain(ON_FRIDAY[language]);
  });

  test('who is told of the closing is told until when a reply opens it again', () => {
    const letter = written(language, { kind: 'follow-up-closed', ...ana, wasSolved: false, reopenUntil: AT });
    expect(said(letter)).toMatch(TIME);
    expect(links(letter).some((subject) => /encerrar|close|cerrar/i.test(subject))).toBe(false);
  });

  test('what was missed is said as what it was, with the time', () => {
    const letters = METRICS.map((missed) =>
      written(language, {
        kind: 'follow-up-missed',
        ...ana,
        missed,
        promisedFor: AT,
        escalated: false,
        phone: null,
        resolutionDue: null,
      }),
    );
    expect(new Set(letters.map(said)).size).toBe(3);
    for (const letter of letters) expect(said(letter)).toMatch(TIME);
  });

  test('the telephone is told where the plan opens it, and not else', () => {
    const missed = (phone: string | null) =>
      written(language, {
        kind: 'follow-up-missed',
        ...ana,
        missed: 'firstResponse',
        promisedFor: AT,
        escalated: true,
        phone,
        resolutionDue: null,
      });
    expect(said(missed('+55 31 5550-0100'))).toContain('+55 31 5550-0100');
    expect(said(missed(null))).not.toMatch(/tel[eé]fon|phone/i);
  });

  test('who waits is told a time only where one still runs', () => {
    const quiet = (nextDue: number | null, resolutionDue: number | null): FollowUpValues => ({
      kind: 'follow-up-quiet',
      ...ana,
      ordinal: 1,
      state: 'open',
      nextDue,
      resolutionDue,
    });
    expect(said(written(language, quiet(AT, null)))).toMatch(TIME);
    expect(said(written(language, quiet(null, AT)))).toMatch(TIME);
    expect(said(written(language, quiet(AT, null)))).not.toBe(said(written(language, quiet(null, AT))));
    expect(said(written(language, quiet(null, null)))).not.toMatch(/\d:\d\d/);
  });

  test('a subject that nobody vouches for is nowhere in them', () => {
    for (const values of ALL.flatMap((name) => followUpSamples(name)).map((one) => ({ ...one, subject: null }))) {
      const { subject, text } = written(language, values);
      expect(subject + text).not.toMatch(/Bot não responde|“”/);
    }
  });

  test('a desk that takes no such mails offers none, and every letter still says what to do', () => {
    for (const values of ALL.flatMap((name) => followUpSamples(name))) {
      const letter = writeLetter(templates, draft(language, values), { ...desk, selfService: false });
      expect(links(letter)).toEqual([]);
      expect(letter.text).toMatch(/Suporte Acme\n$/);
    }
  });

  test('words of others stay words', () => {
    const hostile = '<b>x</b> [a](https://evil.example) {{ desk.address }}\n# Head\n> quote';
    const values: FollowUpValues = {
      kind: 'follow-up-reminder',
      ...ana,
      subject: hostile,
      contactName: hostile,
      agentName: hostile,
      ordinal: 1,
      asked: { at: AT, agentName: hostile, text: hostile.replace('https:', 'http:') },
      closesAt: null,
    };
    const { html, subject } = written(language, values);
    expect(html).not.toMatch(/<b>|<h1|href="https?:\/\/evil/);
    expect(html).toContain('{{ desk.address }}');
    expect(subject).not.toContain('\n');
  });

  test('a letter about a clock says how long there is, or how late it is', () => {
    const due = (left: number) =>
      agentSamples('agent-due')
        .filter((values) => values.kind === 'agent-due')
        .filter(({ occasion }) => (left > 0 ? occasion === 'warning' : occasion === 'breach'))
        .map(({ about, ...values }) => written(language, { ...values, about: about && { ...about, left } }))[0];
    const [soon, late, now] = [75 * 60_000, -125 * 60_000, 0].map(due);
    expect(soon && said(soon)).toContain('1 h 15 min');
    expect(late && said(late)).toContain('2 h 5 min');
    expect(now && said(now)).not.toMatch(/\d (?:h|min)\b/);
  });
});

test('a day is told with its weekday', () => {
  expect(dateInWords(Date.UTC(2026, 11, 1, 12), 'America/Sao_Paulo', 'pt-BR')).toBe('1º de dezembro (terça-feira)');
  // Before three it is still the day before in São Paulo.
  expect(dateInWords(Date.UTC(2026, 11, 1, 2), 'America/Sao_Paulo', 'en')).toBe('Monday, November 30');
});

test.each([
  [59_999, null],
  [-60_000, null],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [4_500_000, '1 h 15 min'],
  [37_740_000, '10 h'],
  [360_000_000, '100 h'],
])('%i ms are %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});
