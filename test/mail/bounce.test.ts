import { expect, test } from 'vitest';
import { readMail } from '../../src/mail/read.ts';
import { DESK, fixture, mailWith } from './mails.ts';

test('a delivery report names its recipients, their status, and the mail it is about', async () => {
  const { automatic, attachments } = await readMail(fixture('bounce-rfc3464'), DESK);
  expect(automatic).toEqual({
    kind: 'bounce',
    because: 'multipart/report; report-type=delivery-status',
    bounce: {
      recipients: [
        {
          address: 'gone@acme.example',
          status: '5.1.1',
          permanent: true,
          diagnostic: '550 5.1.1 <gone@acme.example>: no such user here',
        },
        { address: 'full@acme.example', status: '4.2.2', permanent: false, diagnostic: '452 4.2.2 mailbox full' },
      ],
      originalMessageId: '<blip-1024.c.1f.0123456789abcdefghijklmno@blip.example>',
    },
  });
  expect(attachments).toHaveLength(2);
});

test('a bounce in plain words is known by its daemon, and ours by the shape of its Message-ID', async () => {
  const { automatic } = await readMail(fixture('bounce-em-palavras'), DESK);
  expect(automatic?.kind).toBe('bounce');
  expect(automatic?.bounce).toMatchObject({
    recipients: [{ address: 'sumiu@acme.example', status: '5.1.1', permanent: true }],
    originalMessageId: '<blip-77.c.2a.0123456789abcdefghijklmno@blip.example>',
  });
});

test('a report of a successful delivery is no bounce', async () => {
  const body =
    '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\nFinal-Recipient: rfc822; x@acme.example\nAction: delivered\nStatus: 2.0.0\n\n--b--';
  const raw = mailWith(['Content-Type: multipart/report; report-type=delivery-status; boundary=b'], body);
  expect((await readMail(raw, DESK)).automatic).toMatchObject({
    kind: 'auto-reply',
    because: 'delivery report: delivered',
  });
});

test('a person who writes about undelivered mail is no bounce', async () => {
  const raw = mailWith(['Subject: Undelivered messages in the bot'], 'The bot says 550 for each customer.');
  expect((await readMail(raw, DESK)).automatic).toBeNull();
});
