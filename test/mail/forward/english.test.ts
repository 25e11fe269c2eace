/** How mail programs lay out forwarded mail in English. */
import { test } from 'vitest';
import { expectForwarded, type Layout } from './layout.ts';

test.each<Layout>([
  {
    name: 'Gmail',
    as: 'Fwd: Slow answers',
    shown: `---------- Forwarded message ---------
From: Mary Major <mary@globex.example>
Date: Tue, Nov 3, 2026 at 3:40 PM
Subject: Slow answers
To: John Doe <john@globex.example>


Each answer takes a minute.`,
    date: 'Tue, Nov 3, 2026 at 3:40 PM',
  },
  {
    name: 'Outlook, with a link behind each address',
    as: 'FW: Slow answers',
    shown: `From: Mary Major<mailto:mary@globex.example> <mary@globex.example<mailto:mary@globex.example>>
Sent: Tuesday, November 3, 2026 3:40 PM
To: John Doe <john@globex.example<mailto:john@globex.example>>
Subject: Slow answers

Each answer takes a minute.`,
    date: 'Tuesday, November 3, 2026 3:40 PM',
  },
  {
    name: 'MailMate: only the mail quoted',
    as: 'Fwd: Slow answers',
    shown: `Forwarded message:

> From: Mary Major <mary@globex.example>
> To: john@globex.example
> Subject: Slow answers
> Date: Tue, 03 Nov 2026 15:40:12 +0000
>
> Each answer takes a minute.`,
    date: '2026-11-03T15:40:12.000Z',
  },
  {
    name: 'Missive: only the text quoted',
    as: 'Fwd: Slow answers',
    shown: `---------- Forwarded message ----------
From: Mary Major <mary@globex.example>
Date: November 3, 2026 at 3:40 PM
To: john@globex.example
Subject: Slow answers

> Each answer takes a minute.
>`,
    date: 'November 3, 2026 at 3:40 PM',
  },
  {
    name: 'mutt: the whole header, and a line that closes it',
    as: '[mary@globex.example: Slow answers]',
    shown: `FYI

----- Forwarded message from Mary Major <mary@globex.example> -----

Date: Tue, 3 Nov 2026 15:40:12 +0000
From: Mary Major <mary@globex.example>
To: john@globex.example
X-Priority: 1
Subject: Slow answers

Each answer takes a minute.

----- End forwarded message -----

-- 
John`,
    date: '2026-11-03T15:40:12.000Z',
  },
  {
    name: 'Alpine',
    as: 'Slow answers (fwd)',
    shown: `---------- Forwarded message ----------
Date: Tue, 3 Nov 2026 15:40:12 GMT
From: Mary Major <mary@globex.example>
To: john@globex.example
Subject: Slow answers

Each answer takes a minute.`,
    date: '2026-11-03T15:40:12.000Z',
  },
  {
    name: 'Notes, older: the sender and the date above the header',
    as: 'Fw: Slow answers',
    shown: `---------------------- Forwarded by John Doe/Globex on 11/03/2026 04:00 PM ---------------------------


Mary Major <mary@globex.example> on 11/03/2026 03:40:12 PM

To:      john@globex.example
cc:
Subject: Slow answers


Each answer takes a minute.`,
  },
  {
    name: 'Yandex: only a date and an address',
    as: 'Fwd: Slow answers',
    shown: `-------- Forwarded message --------
03.11.2026, 15:40, "Mary Major" <mary@globex.example>:

Each answer takes a minute.

-------- End of forwarded message --------`,
    date: '03.11.2026, 15:40',
  },
  {
    name: 'IONOS: an original message, quoted',
    as: 'Fwd: Slow answers',
    shown: `See below.
> ---------- Original Message ----------
> From: Mary Major <mary@globex.example>
> To: "john@globex.example" <john@globex.example>
> Date: 11/03/2026 3:40 PM EST
> Subject: Slow answers
>
> Each answer takes a minute.`,
    date: '11/03/2026 3:40 PM EST',
  },
  {
    name: 'a table whose cells stand below each other',
    as: 'Fwd: Slow answers',
    shown: `-------- Forwarded Message --------

Subject:
Slow answers
Date:
Tue, 3 Nov 2026 15:40:12 +0000
From:
Mary Major <mary@globex.example>
To:
john@globex.example

Each answer takes a minute.`,
    date: '2026-11-03T15:40:12.000Z',
  },
  {
    name: 'a table of which only the text is left, on one line',
    as: 'Fwd: Slow answers',
    shown: `-------- Forwarded Message --------
Subject: Slow answersDate: Tue, 3 Nov 2026 15:40:12 +0000From: Mary Major <mary@globex.example>To: john@globex.example

Each answer takes a minute.`,
    date: '2026-11-03T15:40:12.000Z',
  },
  {
    name: 'an empty line between all lines of the header',
    as: 'FW: Slow answers',
    shown: `From: Mary Major <mary@globex.example>

Sent: Tuesday, November 3, 2026 3:40 PM

To: John Doe <john@globex.example>

Subject: Slow answers

Each answer takes a minute.`,
    date: 'Tuesday, November 3, 2026 3:40 PM',
  },
])('$name', (layout) => {
  const from = { name: 'Mary Major', address: 'mary@globex.example' };
  expectForwarded(layout, {
    from,
    subject: 'Slow answers',
    text: 'Each answer takes a minute.',
    date: layout.date ?? null,
  });
});
