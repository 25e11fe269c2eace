import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Part, partsOf } from '../../../src/mail/mime/mime.ts';
import { readMail } from '../../../src/mail/read.ts';
import { DESK } from '../mails.ts';
import { anyMail, brokenMails, madeMails, wholeMails } from './arbitrary-mails.ts';
import { brokenRule } from './invariants.ts';

/** The only reasons for which a mail is not read. */
const REFUSED = /^it has (?:more than 500 parts|parts more than 50 deep|a header of more than 256 KB)$/;

async function check(raw: Buffer): Promise<void> {
  const before = Buffer.from(raw);
  const message = await readMail(raw, DESK).catch((error: Error) => {
    if (!REFUSED.test(error.message)) throw error;
    return null;
  });
  if (!message) return;
  expect(brokenRule(message, raw.length)).toBeNull();
  expect(await readMail(raw, DESK)).toEqual(message);
  expect(raw.equals(before)).toBe(true);
}

test('any headers and any tree of parts are read, twice the same', async () => {
  await fc.assert(fc.asyncProperty(madeMails(), check), { numRuns: 400 });
}, 60_000);

test('any fixture with anything broken in it is read, twice the same', async () => {
  await fc.assert(fc.asyncProperty(brokenMails(), check), { numRuns: 250 });
}, 60_000);

test('what the parser is spared changes nothing of any mail', async () => {
  await fc.assert(
    fc.asyncProperty(anyMail(), async (raw) => {
      expect(await outline(raw, 1)).toEqual(await outline(raw, Number.POSITIVE_INFINITY));
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('each part holds the bytes that were put into it', async () => {
  await fc.assert(
    fc.asyncProperty(wholeMails(), async ({ raw, bodies }) => {
      expect(leaves(await partsOf(raw)).map((part) => part.raw.toString('latin1'))).toEqual(bodies);
    }),
    { numRuns: 300 },
  );
}, 60_000);

/** All that was found, or why nothing was. */
async function outline(raw: Buffer, smallestCut: number): Promise<unknown> {
  const root = await partsOf(raw, smallestCut).catch((error: Error) => error.message);
  return typeof root === 'string' ? root : all(root).map((part) => [part.lines, part.raw.toString('latin1')]);
}

function all(part: Part): Part[] {
  return [part, ...part.children.flatMap(all)];
}

function leaves(part: Part): Part[] {
  return all(part).filter(({ head }) => !head.contentType.startsWith('multipart/'));
}
