import { expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture, mailWith } from '../mails.ts';

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

test('a report counts in its own part alone, not where a person pastes it', async () => {
  const fields = 'Final-Recipient: rfc822; x@acme.example\nAction: failed\nStatus: 5.1.1';
  expect((await readMail(mailWith(['Subject: Que erro e este?'], fields), DESK)).automatic).toBeNull();
});

test('a bounce of thousands of recipients names a hundred of them', async () => {
  const body = Array.from({ length: 5_000 }, (_, at) => `<u${at}@acme.example>: 550 unknown user`).join('\n');
  const raw = mailWith(['Subject: failure notice', 'Return-Path: <>'], body, 'From: MAILER-DAEMON@acme.example');
  const { automatic } = await readMail(raw, DESK);
  expect(automatic?.bounce?.recipients).toHaveLength(100);
  expect(automatic?.bounce?.recipients[99]).toMatchObject({ address: 'u99@acme.example', status: '5.1.1' });
});

test('the address to ask for help, and the sender, have not failed', async () => {
  const body =
    'Your message from suporte@blip.example could not be delivered.\n\n  gone@acme.example: unknown user\n\nFor assistance contact\nhelpdesk@acme.example.';
  const raw = mailWith(
    ['To: suporte@blip.example', 'Subject: Undeliverable'],
    body,
    'From: MAILER-DAEMON@acme.example',
  );
  const { automatic } = await readMail(raw, DESK);
  expect(automatic?.bounce?.recipients).toMatchObject([{ address: 'gone@acme.example', status: '5.1.1' }]);
});

test('where the words name nobody, it is the one recipient of the mail given back who failed', async () => {
  const body =
    'Delivery failed.\n\n--- Original message follows.\n\nFrom: suporte@blip.example\nTo: gone@acme.example\nMessage-ID: <a1@blip.example>\n\nOla';
  const raw = mailWith(['Subject: Delivery failure'], body, 'From: MAILER-DAEMON@acme.example');
  expect((await readMail(raw, DESK)).automatic?.bounce).toEqual({
    originalMessageId: '<a1@blip.example>',
    recipients: [{ address: 'gone@acme.example', status: '5.0.0', permanent: true, diagnostic: null }],
  });
});

test('a person behind a role address who writes of a refused mail is a person', async () => {
  const raw = mailWith(
    ['Subject: Message rejected'],
    'Our message was rejected by your bot.',
    'From: it-help@acme.example',
  );
  expect((await readMail(raw, DESK)).automatic).toBeNull();
});

test('a report of a read or an abusive mail is no bounce', async () => {
  for (const type of ['disposition-notification', 'feedback-report']) {
    const raw = mailWith(
      [`Content-Type: multipart/report; report-type=${type}; boundary=b`, 'Subject: Delivery failed'],
      `--b\n\nYour mail was not delivered.\n\n--b\nContent-Type: message/${type}\n\nReporting-UA: x\n\n--b--`,
      'From: postmaster@acme.example',
    );
    expect((await readMail(raw, DESK)).automatic?.kind).not.toBe('bounce');
  }
});
