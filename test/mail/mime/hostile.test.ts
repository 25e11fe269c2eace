import { afterAll, describe, expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { openUnderstanding } from '../../../src/understand.ts';
import { DESK, mailWith } from '../mails.ts';
import { hostileMails } from './hostile-mails.ts';
import { brokenRule } from './invariants.ts';
import { largeMails } from './large-mails.ts';

const reader = openUnderstanding({ deadlineMs: 5_000, heapMb: 256 });
afterAll(() => reader.close());

/** Large enough that what is not linear would not end within the deadline. */
const BYTES = 1_500_000;

describe('a hostile mail is read within the deadline and the memory', () => {
  const REFUSED = [
    'parts within parts',
    'four hundred parts within parts, and lines that could end any',
    'parts within parts that share a delimiter',
    'a hundred thousand parts',
    'an endless header',
    'a header of many lines',
    'a header that is folded again and again',
    'a header without end',
    'ten thousand references',
    'a million recipients',
    'mails within mails',
    'parameters without end',
    'a file name in thousands of pieces',
    'an attribute that is a header',
  ];
  test.each(Object.entries(hostileMails(BYTES)))(
    '%s',
    async (name, make) => {
      const raw = make();
      const reading = await reader.read(raw, DESK);
      if ('unreadable' in reading) {
        expect(reading.unreadable).toMatch(
          /^it has (?:more than 500 parts|parts more than 50 deep|a header of more than 256 KB)$/,
        );
        expect(REFUSED).toContain(name);
      } else {
        expect(brokenRule(reading.message, raw.length)).toBeNull();
      }
    },
    60_000,
  );

  test('and the mail after it is read as ever', async () => {
    expect(await reader.read(mailWith(['Subject: depois']), DESK)).toMatchObject({ message: { subject: 'depois' } });
  }, 60_000);
});

// The largest that the example config accepts is 25 MB; a third of that says as much, and sooner.
test.each(Object.entries(largeMails(8_000_000)))(
  'a mail that is large and legal is read: %s',
  async (_, make) => {
    const { raw, attachments } = make();
    const reading = await reader.read(raw, DESK);
    if ('unreadable' in reading) expect(reading.unreadable).toBe('');
    else {
      expect(reading.message.attachments.filter(({ contentType }) => contentType !== '').length).toBeGreaterThanOrEqual(
        attachments,
      );
      expect(brokenRule(reading.message, raw.length)).toBeNull();
    }
  },
  60_000,
);

test('mails within mails are read no deeper than a person would look', async () => {
  const make = hostileMails(100_000)['mails within mails'];
  const message = make && (await readMail(make(), DESK));
  expect(message?.attachments.length).toBeGreaterThan(0);
  expect(message?.attachments.length).toBeLessThan(10);
});
