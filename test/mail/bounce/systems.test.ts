/** Bounces as the mail servers of the world write them, one mail each, and mail that only looks like one. */
import { expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture } from '../mails.ts';

const TOKEN = '<blip-1024.c.1f.0123456789abcdefghijklmno@blip.example>';

type Failed = [address: string, status: string, permanent: boolean, diagnostic: string | null];

const BOUNCES: [name: string, original: string | null, failed: Failed[]][] = [
  [
    'aol-refused',
    null,
    [['gone@aol.example', '5.7.1', true, '554 TRANSACTION FAILED: (HVU:B1) The message was refused as spam']],
  ],
  ['carrier-japan', TOKEN, [['full@carrier.example', '5.2.2', true, 'As their mailbox is full.']]],
  ['courier', null, [['gone@acme.example', '5.1.1', true, '<<< 550 User unknown.']]],
  [
    'domino-not-listed',
    TOKEN,
    [['gone@acme.example', '5.1.1', true, 'User gone (gone@acme.example) not listed in Domino Directory']],
  ],
  ['es-retrasado', null, [['lento@cliente.example', '4.4.7', false, null]]],
  ['exchange-2003-pt', null, [['gone@acme.example', '5.1.1', true, '<mx.acme.example #5.1.1>']]],
  [
    'exchange-365-es',
    TOKEN,
    [
      [
        'lleno@acme.example',
        '5.2.2',
        true,
        '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException',
      ],
    ],
  ],
  [
    'exchange-365-pt',
    TOKEN,
    [
      [
        'gone@acme.example',
        '5.1.10',
        true,
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      ],
    ],
  ],
  ['exchange-55', null, [['gone@acme.example', '5.1.1', true, 'The recipient name is not recognized']]],
  ['exim-delay', null, [['slow@acme.example', '4.4.1', false, 'Delay reason: Connection timed out']]],
  ['exim-retry-timeout', TOKEN, [['full@acme.example', '4.2.2', false, 'mailbox is full: retry timeout exceeded']]],
  ['exim-unknown-user', TOKEN, [['gone@acme.example', '5.1.1', true, '550 no such user here']]],
  [
    'filter-spam',
    null,
    [['gone@acme.example', '5.7.1', true, 'gone@acme.example: [192.0.2.7], 550 message looks like spam']],
  ],
  ['french', null, [['parti@societe.example', '5.1.1', true, 'parti@societe.example : utilisateur inconnu']]],
  ['german', null, [['weg@firma.example', '5.1.1', true, 'Empfänger unbekannt']]],
  [
    'gmail-pt-delay',
    TOKEN,
    [['lento@acme.example', '4.4.1', false, 'The recipient server did not accept our requests to connect.']],
  ],
  [
    'gmail-pt-not-found',
    TOKEN,
    [['sumiu@acme.example', '5.1.1', true, '550-5.1.1 The email account that you tried to reach does not exist.']],
  ],
  [
    'gmail-words',
    TOKEN,
    [
      [
        'gone@acme.example',
        '5.1.1',
        true,
        'Google tried to deliver your message, but it was rejected by the server for the recipient domain acme.example. The error that the other server returned was: 550 550 5.1.1 User unknown (state 14).',
      ],
    ],
  ],
  ['groupwise', null, [['gone@acme.example', '5.1.1', true, 'gone@acme.example (user not found)']]],
  ['headers-only', TOKEN, [['cheia@terra.example', '5.2.2', true, '552 Caixa de correio cheia']]],
  ['host-unknown-log', TOKEN, [['ana@nowhere.example', '5.1.2', true, 'ana@nowhere.example ... unknown host']]],
  ['hosting-es-desconocido', null, [['perdido@cliente.example', '5.1.1', true, 'Motivo: 550 Usuario desconocido']]],
  ['imail', TOKEN, [['gone@acme.example', '5.1.1', true, 'unknown user: gone@acme.example']]],
  [
    'list-refusal',
    TOKEN,
    [['equipe@listas.example', '5.7.2', true, 'You are not a member of this mailing list <equipe@listas.example>.']],
  ],
  [
    'locaweb-caixa-cheia',
    null,
    [
      [
        'cheia@cliente.example',
        '4.2.2',
        false,
        'A caixa de correio do destinatário está cheia, tente novamente mais tarde.',
      ],
    ],
  ],
  ['mailenable', TOKEN, [['gone@acme.example', '5.2.1', true, 'Reason: The account is disabled']]],
  [
    'mdaemon',
    null,
    [['gone@acme.example', '5.1.1', true, 'Tue 2026-11-03 13:05:00: <-- 550 <gone@acme.example>, Recipient unknown']],
  ],
  ['mime-lost', TOKEN, [['gone@acme.example', '5.7.1', true, '550 Unauthenticated senders not allowed']]],
  [
    'mimecast',
    null,
    [
      [
        'gone@acme.example',
        '5.7.1',
        true,
        'The following reason was given: 550 Rejected by header based manually Blocked Senders',
      ],
    ],
  ],
  [
    'netscape-reason',
    null,
    [['ana@nowhere.example', '5.1.2', true, 'It is also possible that the domain does not exist.']],
  ],
  ['outlook-pt', null, [['gone@hotmail.example', '5.0.0', true, null]]],
  [
    'postfix-delayed',
    TOKEN,
    [['slow@acme.example', '4.4.1', false, 'connect to mx.acme.example[192.0.2.7]:25: Connection timed out']],
  ],
  [
    'postfix-unknown-user',
    TOKEN,
    [['gone@acme.example', '5.1.1', true, '550 5.1.1 <gone@acme.example>: Recipient address rejected: User unknown']],
  ],
  [
    'pt-pt-utilizador',
    null,
    [['perdido@empresa.example', '5.1.1', true, 'perdido@empresa.example: utilizador desconhecido']],
  ],
  [
    'qmail-too-long-in-queue',
    TOKEN,
    [['slow@acme.example', '4.4.7', false, "I'm not going to try again; this message has been in the queue too long."]],
  ],
  [
    'qmail-two-recipients',
    TOKEN,
    [
      ['gone@acme.example', '5.1.1', true, 'Remote host said: 550 5.1.1 unknown user'],
      ['ana@nowhere.example', '5.1.2', true, "Sorry, I couldn't find any host named nowhere.example. (#5.1.2)"],
    ],
  ],
  [
    'report-run-together',
    TOKEN,
    [
      ['one@acme.example', '5.7.1', true, '550 5.7.1 not accepted; ask the postmaster'],
      ['two@acme.example', '4.4.7', false, null],
    ],
  ],
  ['report-without-status', TOKEN, [['gone@acme.example', '5.0.0', true, null]]],
  [
    'sendmail-transcript',
    TOKEN,
    [['gone@acme.example', '5.1.1', true, '(reason: 550 5.1.1 <gone@acme.example>... User unknown)']],
  ],
  [
    'sendmail-warning',
    null,
    [['slow@acme.example', '4.4.3', false, '451 <slow@acme.example>... acme.example: Name server timeout']],
  ],
  [
    'ses-suppressed',
    TOKEN,
    [
      [
        'gone@acme.example',
        '4.4.7',
        false,
        '550 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.1 Failed to establish connection>',
      ],
    ],
  ],
  ['size-limit', TOKEN, [['big@acme.example', '5.3.4', true, 'Mail size limit exceeded.']]],
  [
    'smtp-syntax-pt',
    null,
    [
      [
        'sumiu@empresa.example',
        '5.1.1',
        true,
        'A sua mensagem foi devolvida. O seguinte endereço não existe: sumiu@empresa.example',
      ],
    ],
  ],
  [
    'token-in-words',
    TOKEN,
    [['gone@acme.example', '5.2.1', true, 'could not be delivered to gone@acme.example: mailbox unavailable']],
  ],
  [
    'uol-usuario-desconhecido',
    TOKEN,
    [['sumiu@uol.example', '5.1.1', true, '<sumiu@uol.example>: Usuário desconhecido']],
  ],
  ['wrapped-by-gateway', TOKEN, [['gone@acme.example', '5.1.1', true, 'Returned mail: User unknown']]],
  [
    'yahoo-words',
    TOKEN,
    [
      [
        'gone@acme.example',
        '5.4.14',
        true,
        "554: 5.4.14 delivery error: dd This user doesn't have an acme.example account (gone@acme.example) [0] - mta12.acme.example",
      ],
    ],
  ],
  [
    'zoho-error-code',
    null,
    [['gone@acme.example', '5.4.300', true, 'gone@acme.example, ERROR CODE :550 - "5.4.300 Message expired"']],
  ],
];

test.each(BOUNCES)('bounce/%s: who failed, why, for good or not, and which letter', async (name, original, failed) => {
  const { automatic } = await readMail(fixture(`bounce/${name}`), DESK);
  expect(automatic).toMatchObject({
    kind: 'bounce',
    bounce: {
      originalMessageId: original,
      recipients: failed.map(([address, status, permanent, diagnostic]) => ({
        address,
        status,
        permanent,
        diagnostic,
      })),
    },
  });
});

test.each([
  ['not-pasted-pt', 'pastes a bounce under its very subject'],
  ['not-pasted-es', 'writes about one in Spanish'],
  ['not-forwarded-inline', 'forwards one'],
  ['not-report-attached', 'forwards one with its report as an attachment'],
  ['not-bounce-attached', 'attaches one'],
  ['not-postmaster-writes', 'sits behind postmaster@'],
])('bounce/%s: a person who %s is a person', async (name) => {
  expect((await readMail(fixture(`bounce/${name}`), DESK)).automatic).toBeNull();
});

test.each(['not-parcel', 'not-vacation'])(
  'bounce/%s: a program that speaks of something else is no bounce',
  async (name) => {
    expect((await readMail(fixture(`bounce/${name}`), DESK)).automatic?.kind).not.toBe('bounce');
  },
);

test('a verdict names the signs it rests on', async () => {
  const because = async (name: string) => (await readMail(fixture(`bounce/${name}`), DESK)).automatic?.because;
  expect(await because('postfix-unknown-user')).toBe('multipart/report; report-type=delivery-status');
  expect(await because('exim-unknown-user')).toBe('X-Failed-Recipients: gone@acme.example');
  expect(await because('qmail-two-recipients')).toBe('From: MAILER-DAEMON@mx.example; Subject: failure notice');
  expect(await because('courier')).toMatch(/^From: "Courier mail server at .*; it says "/);
});
