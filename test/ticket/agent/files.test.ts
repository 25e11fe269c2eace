/** Which files of an agent's mail go to the customer: of whole mails as programs write them, and of each kind of file. */
import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../../src/mail/message.ts';
import { readMail } from '../../../src/mail/read.ts';
import { holdsMail } from '../../../src/ticket/agent/files.ts';
import { filesToSend } from '../../../src/ticket/agent/relay.ts';
import { DESK, fixture } from '../../mail/mails.ts';

const file = (over: Partial<Attachment>): Attachment => ({
  filename: null,
  contentType: 'application/octet-stream',
  size: 1_000,
  sha256: 'a'.repeat(64),
  inline: false,
  ...over,
});

/** Names of what is sent, and whether it shows in the words. */
const sent = (attachments: readonly Attachment[], text = '') =>
  filesToSend(attachments, text, 7).map(({ filename }) => filename);

test.each([
  ['agent-files/smime-signed-with-card-and-meeting-es', ['guia.pdf'], false],
  ['agent-files/thunderbird-openpgp-en', ['trace.log'], false],
  ['agent-files/apple-mail-plain-logo-and-screenshot-pt-br', ['Captura de Tela 2026-11-03.png'], false],
  ['agent-files/mail-dragged-in-pt-br', ['acordo.pdf'], true],
  ['agent-files/outlook-item-attached-en', [], true],
  ['forward-attached', [], true],
  ['agent-reply/iphone-en-photo', ['IMG_0042.jpg'], false],
  ['agent-reply/apple-mail-en-pdf', ['guide.pdf'], false],
])('%s: only what the agent means for the customer', async (name, names, mail) => {
  const { attachments, ownText } = await readMail(fixture(name), DESK);
  expect(sent(attachments, String(ownText))).toEqual(names);
  expect(holdsMail(attachments)).toBe(mail);
  expect(attachments.length).toBeGreaterThanOrEqual(names.length);
});

describe('what an agent’s program adds stays at the desk', () => {
  test.each([
    'application/pkcs7-signature',
    'application/x-pkcs7-signature',
    'application/pkcs7-mime',
    'application/x-pkcs7-mime; smime-type=signed-data',
    'application/pgp-signature',
    'application/pgp-keys',
    'application/pgp-encrypted',
    'application/ms-tnef',
    'application/vnd.ms-tnef',
    'text/vcard',
    'TEXT/X-VCARD',
    'text/directory',
    'text/calendar; method=REQUEST',
  ])('as %s says', (contentType) => {
    expect(sent([file({ contentType, filename: 'anexo' })])).toEqual([]);
    expect(holdsMail([file({ contentType, filename: 'anexo' })])).toBe(false);
  });

  test.each([
    'smime.p7s',
    'SMIME.P7M',
    'signature.asc',
    'OpenPGP_0x4AEE18F8',
    'Bia Lima.vcf',
    'invite.ics',
    'winmail.dat',
  ])('as the name %s says, whatever its type', (filename) => {
    expect(sent([file({ filename })])).toEqual([]);
  });
});

describe('a mail as a file stays at the desk', () => {
  test.each([
    ['message/rfc822', null],
    ['message/global', 'x'],
    ['message/delivery-status', null],
    ['application/vnd.ms-outlook', 'Interno'],
    ['application/octet-stream', 'Interno.MSG'],
    ['text/plain', 'conversa.eml'],
  ])('%s, %s', (contentType, filename) => {
    expect(sent([file({ contentType, filename })])).toEqual([]);
    expect(holdsMail([file({ filename: 'a.pdf' }), file({ contentType, filename })])).toBe(true);
  });

  test.each(['guia.pdf', 'eml.txt', 'a.msg.png', 'calendar.xlsx', 'vcard.docx', 'winmail.data.csv', null])(
    'other files go: %s',
    (filename) => {
      expect(sent([file({ filename })])).toEqual([filename]);
      expect(holdsMail([file({ filename })])).toBe(false);
    },
  );
});

describe('a picture amid the text to which nothing refers', () => {
  const picture = (over: Partial<Attachment>) => file({ contentType: 'image/png', inline: true, ...over });

  test.each(['logo.png', 'image001.png', 'imgheader.gif', null])('is a logo where it is small: %s', (filename) => {
    expect(sent([picture({ filename, size: 50_000 })])).toEqual([]);
  });

  test.each([
    ['large', picture({ filename: 'image0.jpeg', size: 50_001 })],
    ['named by a camera', picture({ filename: 'IMG_0042.jpg' })],
    ['named as a screenshot', picture({ filename: 'Captura de pantalla 2026-11-03.png' })],
    ['attached', picture({ filename: 'logo.png', inline: false })],
  ])('goes where it is %s', (_, attachment) => {
    expect(sent([attachment])).toEqual([attachment.filename]);
  });

  test('that the words show goes however small, and one that they do not show never', () => {
    const shown = picture({ filename: 'image002.png', contentId: 'b@blip.example' });
    expect(sent([shown], 'Veja:\n[cid:b@blip.example]')).toEqual(['image002.png']);
    expect(sent([{ ...shown, size: 90_000 }], 'Veja.')).toEqual([]);
  });
});

test('names that never end are told apart in no time', () => {
  const filename = `${'openpgp winmail .'.repeat(20_000)}.`;
  expect(sent([file({ filename, contentType: `text/${'x-'.repeat(50_000)}` })])).toEqual([filename]);
});
