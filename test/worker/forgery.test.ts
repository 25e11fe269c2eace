/** Who writes as somebody else, and who can't show who they are: no ticket for a stranger, no letter to anybody. */
import { Buffer } from 'node:buffer';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DISPOSITIONS } from '../../src/ticket/ticket.ts';
import { openDeskInMemory } from '../support/desk-in-memory.ts';
import { startDns } from '../support/dns.ts';
import { KEY_RECORD, signed } from '../support/signed.ts';

const AGENT = { id: 'bia', name: 'Bia Lima', publicName: 'Bia', email: 'bia@blip.example' };
const BY_A_CUSTOMER_OR_AGENT = ['opened', 'appended', 'answered', 'agent-reply', 'agent-note', 'agent-command'];

let count = 0;

/** A mail with these header lines, From among them, and this verdict of our server on top. */
function mailOf(headers: string[], verdict: string | null = null, body = 'Nosso bot parou de responder.'): Buffer {
  count += 1;
  const lines = [
    ...(verdict === null ? [] : [`Authentication-Results: mx.blip.example; ${verdict}`]),
    ...headers,
    'To: suporte@blip.example',
    `Subject: Bot parado ${count}`,
    `Message-ID: <${count}@somewhere.example>`,
    'Date: Tue, 03 Nov 2026 09:00:00 -0300',
    '',
    `${body} (${count})`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

/** To whom mails went who are no agents of the desk. */
function customersOf(mails: { to: string[] }[]): string[] {
  return mails.flatMap(({ to }) => to).filter((address) => !address.endsWith('@blip.example'));
}

describe('a sender who may be anybody', { timeout: 300_000 }, () => {
  test('10,000 forged ones and 10,000 unverified ones outside the directory: no ticket, no SMTP transaction', async () => {
    const desk = await openDeskInMemory();
    const forged = (i: number) => {
      const from = i % 2 ? `ana@acme.example` : `someone${i}@acme.example`;
      const policy = ['(p=reject sp=none)', 'policy.dmarc=quarantine', 'action=oreject', ''][i % 4];
      return mailOf([`From: Ana Souza <${from}>`], `dmarc=fail ${policy} header.from=acme.example`);
    };
    const unknown = (i: number) => {
      const from = `someone${i}@stranger${i % 500}.example`;
      const verdict = ['dmarc=none', 'none', 'spf=softfail smtp.mailfrom=x@y.example', 'dmarc=fail (p=none)', null][
        i % 5
      ];
      return mailOf([`From: <${from}>`], verdict);
    };
    const tally = new Map<string, number>();
    for (const kind of [forged, unknown]) {
      const mails = (function* () {
        for (let i = 0; i < 10_000; i++) yield kind(i);
      })();
      for (const { disposition } of await desk.take(mails)) tally.set(disposition, (tally.get(disposition) ?? 0) + 1);
    }

    expect(Object.fromEntries(tally)).toEqual({ quarantined: 10_000, refused: 10_000 });
    expect(await desk.look((store) => [store.reads.tickets(null, 10), store.reads.outbox(true, 10)])).toEqual([[], []]);
    expect(desk.smtp.connections).toBe(0);

    // The same desk does write, to whom it may.
    await desk.take([mailOf(['From: ana@acme.example'], 'dmarc=pass header.from=acme.example')]);
    expect(customersOf(await desk.smtp.waitFor(1))).toEqual(['ana@acme.example']);
  });
});

describe('forgeries', () => {
  const ours = 'Authentication-Results: mx.blip.example; dmarc=pass header.from=acme.example';
  const FORGED: [string, string[], string | null][] = [
    ['our header below our own', ['From: ana@acme.example', ours], 'dmarc=fail (p=reject) header.from=acme.example'],
    [
      'our header right below one that says nothing',
      [ours, 'From: ana@acme.example'],
      'spf=none smtp.mailfrom=x@y.example',
    ],
    [
      'our header, folded, below our own',
      ['Authentication-Results:\r\n mx.blip.example;\r\n\tdmarc=pass', 'From: ana@acme.example'],
      'dmarc=fail (p=reject)',
    ],
    [
      'a header of a server like ours',
      ['Authentication-Results: mx.blip.example.evil.example; dmarc=pass', 'From: ana@acme.example'],
      null,
    ],
    [
      'our name in a comment',
      [
        'Authentication-Results: evil.example (mx.blip.example); dmarc=pass header.from=acme.example',
        'From: ana@acme.example',
      ],
      null,
    ],
    [
      'our name quoted within another',
      ['Authentication-Results: "evil.example; mx.blip.example"; dmarc=pass', 'From: ana@acme.example'],
      null,
    ],
    [
      'results of an older kind of header',
      [
        'X-Authentication-Results: mx.blip.example; dmarc=pass',
        'ARC-Authentication-Results: i=1; mx.blip.example; dmarc=pass',
        'Received-SPF: pass',
        'From: ana@acme.example',
      ],
      null,
    ],
    [
      'a pass within a value',
      ['From: ana@acme.example'],
      'spf=none smtp.mailfrom="x; dmarc=pass header.from=acme.example"@y.example; dmarc=fail (p=reject)',
    ],
    ['a pass for another domain', ['From: ana@acme.example'], 'dmarc=pass header.from=evil.example'],
    ['a signature of another domain', ['From: ana@acme.example'], 'dkim=pass header.d=evil.example'],
    ['a signature of a domain that ends alike', ['From: ana@acme.example'], 'dkim=pass header.d=notacme.example'],
    ['a signature of the top domain', ['From: ana@acme.example'], 'dkim=pass header.d=example'],
    ['two From headers', ['From: eve@evil.example', 'From: ana@acme.example'], 'dmarc=pass header.from=evil.example'],
    ['two From headers, the other way round', ['From: ana@acme.example', 'From: eve@evil.example'], 'dmarc=pass'],
    ['two From headers, one of them disguised', ['From : ana@acme.example', 'from: eve@evil.example'], 'dmarc=pass'],
    ['two addresses', ['From: ana@acme.example, eve@evil.example'], 'dmarc=pass'],
    ['a group', ['From: Suporte: ana@acme.example;'], 'dmarc=pass'],
    ['a route', ['From: <@evil.example:ana@acme.example>'], 'dmarc=pass'],
    ['an address in the name', ['From: ana@acme.example <eve@evil.example>'], 'dmarc=pass'],
    ['an encoded address in the name', ['From: =?utf-8?b?YW5hQGFjbWUuZXhhbXBsZQ==?= <eve@evil.example>'], 'dmarc=pass'],
    [
      'a quoted address in the name',
      ['From: "ana@acme.example" <eve@evil.example>'],
      'dmarc=pass header.from=evil.example',
    ],
    ['a quoted local part', ['From: <"ana@acme.example"@evil.example>'], 'dmarc=pass header.from=evil.example'],
    ['a comment', ['From: eve@evil.example (<ana@acme.example>)'], 'dmarc=pass header.from=evil.example'],
    ['a NUL', ['From: ana@acme.example\0@evil.example'], 'dmarc=pass'],
    ['a look-alike domain', ['From: ana@аcme.example'], 'dmarc=pass'],
    [
      'a look-alike domain in its A-label',
      ['From: ana@xn--cme-5cd.example'],
      'dmarc=pass header.from=xn--cme-5cd.example',
    ],
    ['a domain in wide letters', ['From: ana@ａcme.example'], 'dmarc=pass'],
    ['a trailing dot', ['From: ana@acme.example.'], 'dmarc=pass'],
    [
      'a name that is read from the right',
      ['From: "\u202eelpmaxe.emca@ana" <eve@evil.example>'],
      'dmarc=pass header.from=evil.example',
    ],
    [
      'the customer as Sender',
      ['From: eve@evil.example', 'Sender: ana@acme.example'],
      'dmarc=pass header.from=evil.example',
    ],
    [
      'the customer as Reply-To',
      ['From: eve@evil.example', 'Reply-To: ana@acme.example'],
      'dmarc=pass header.from=evil.example',
    ],
    [
      'the customer as Resent-From',
      ['From: eve@evil.example', 'Resent-From: ana@acme.example'],
      'dmarc=pass header.from=evil.example',
    ],
    [
      'the customer as envelope',
      ['Return-Path: <ana@acme.example>', 'From: eve@evil.example'],
      'spf=pass smtp.mailfrom=acme.example',
    ],
    [
      'a signature over a part of the body',
      ['DKIM-Signature: v=1; d=acme.example; s=s; h=from; l=10; b=x', 'From: ana@acme.example'],
      'dkim=pass header.d=acme.example; dmarc=pass',
    ],
    ['an agent', ['From: bia@blip.example'], 'dmarc=fail (p=reject)'],
    ['an agent without proof', ['From: bia@blip.example'], 'dmarc=none'],
    ['an agent of whom our server says nothing', ['From: bia@blip.example'], null],
    ['an agent with another’s proof', ['From: bia@blip.example'], 'dkim=pass header.d=evil.example'],
    ['the desk itself', ['From: suporte@blip.example'], 'dmarc=pass'],
  ];

  test.each(['accept', 'hold'])(
    'none is taken for a customer or an agent, and none is answered (unverified: %s)',
    async (unverified) => {
      // Ana is a customer whose server signs and asks for refusals, so that nothing of hers comes without proof.
      const dns = await startDns({
        '_dmarc.acme.example': 'v=DMARC1; p=reject',
        '_dmarc.blip.example': 'v=DMARC1; p=quarantine',
        's1._domainkey.evil.example': KEY_RECORD,
      });
      onTestFinished(() => dns.close());
      const desk = await openDeskInMemory({
        config: {
          agents: [AGENT],
          queues: [],
          authentication: { unverified, checkSignatures: true, dnsServers: dns.servers },
        },
      });
      const raws = FORGED.map(([, headers, verdict]) => mailOf(headers, verdict));
      raws.push(await signed(mailOf(['From: ana@acme.example']), { domain: 'evil.example' }));
      raws.push(await signed(mailOf(['From: bia@blip.example']), { domain: 'evil.example' }));
      const names = [...FORGED.map(([name]) => name), 'signed by another domain', 'an agent, signed by another domain'];

      const fates = await desk.take(raws);

      expect(fates).toHaveLength(names.length);
      const accepted = fates.flatMap(({ disposition, because }, i) =>
        BY_A_CUSTOMER_OR_AGENT.includes(disposition) ? [`${names[i]}: ${disposition} (${because})`] : [],
      );
      expect(accepted).toEqual([]);
      expect(await desk.look((store) => store.reads.tickets(null, 10))).toEqual([]);
      // Eve may be told that she is no customer, once; whom she pretends to be hears nothing.
      const told = desk.smtp.received.flatMap((mail) => mail.to);
      expect(told.filter((address) => /@(?:acme|blip)\.example$/.test(address))).toEqual([]);
    },
  );
});

describe('a sender who can’t be checked now', () => {
  test('waits, is asked for again at each try, and is settled when the DNS is back', async () => {
    const dns = await startDns({
      '_dmarc.acme.example': 'v=DMARC1; p=reject',
      's1._domainkey.acme.example': KEY_RECORD,
    });
    onTestFinished(() => dns.close());
    const desk = await openDeskInMemory({
      config: { authentication: { checkSignatures: true, dnsServers: dns.servers } },
    });
    const genuine = await signed(mailOf(['From: ana@acme.example']), { domain: 'acme.example' });
    const forged = mailOf(['From: rui@acme.example']);
    const temporary = mailOf(['From: rui@acme.example'], 'dmarc=temperror header.from=acme.example');
    dns.trouble = 'servfail';
    expect((await desk.take([genuine, forged, temporary])).map((fate) => fate.disposition)).toEqual(
      Array(3).fill('waiting'),
    );
    desk.clock.advance(11 * 60_000);
    dns.asked = [];
    expect((await desk.take([])).map((fate) => fate.disposition)).toEqual(Array(3).fill('waiting'));
    expect(dns.asked.length).toBeGreaterThan(0);
    expect(desk.smtp.connections).toBe(0);

    dns.trouble = null;
    desk.clock.advance(11 * 60_000);
    expect((await desk.take([])).map((fate) => fate.disposition)).toEqual(['opened', 'quarantined', 'quarantined']);
    expect(customersOf(await desk.smtp.waitFor(1))).toEqual(['ana@acme.example']);
  });

  test('is unverified after four hours, neither forged nor proven', async () => {
    const dns = await startDns();
    onTestFinished(() => dns.close());
    dns.trouble = 'servfail';
    const desk = await openDeskInMemory({
      config: { authentication: { checkSignatures: true, dnsServers: dns.servers } },
    });
    await desk.take([mailOf(['From: ana@acme.example']), mailOf(['From: eve@stranger.example'])]);
    desk.clock.advance(4 * 3_600_000 + 1_000);
    const fates = await desk.take([]);
    expect(fates.map((fate) => fate.disposition)).toEqual(['opened', 'refused']);
    expect(fates[1]?.because).toContain('still not checkable after 4 hours');
    expect(customersOf(await desk.smtp.waitFor(1))).toEqual(['ana@acme.example']);
  });
});

describe('genuine mail', () => {
  const DNS = {
    '_dmarc.acme.example': 'v=DMARC1; p=reject',
    '_dmarc.lax.example': 'v=DMARC1; p=none',
    's1._domainkey.acme.example': KEY_RECORD,
    's1._domainkey.lax.example': KEY_RECORD,
    's1._domainkey.plain.example': KEY_RECORD,
    's1._domainkey.xn--ao-siap.example': KEY_RECORD,
    's1._domainkey.lists.example': KEY_RECORD,
  };
  const LIST = [
    'List-Id: Clientes <clientes.lists.example>',
    'List-Post: <mailto:clientes@lists.example>',
    'Precedence: list',
  ];
  const forwarded = [
    'Received: from relay.example by mx.blip.example; Tue, 3 Nov 2026 12:00:01 +0000',
    'Return-Path: <SRS0=ab=cd=acme.example=ana@relay.example>',
  ];
  const above = (lines: string[], raw: Buffer) =>
    Buffer.concat([Buffer.from(lines.map((line) => `${line}\r\n`).join('')), raw]);
  const withFooter = (raw: Buffer) => Buffer.concat([raw, Buffer.from('\r\n_______\r\nClientes mailing list\r\n')]);
  const sign = (from: string, domain: string, headers: string[] = []) =>
    signed(mailOf([`From: ${from}`, ...headers]), { domain });

  test('that was forwarded, came by a list, or from a domain without DMARC is never dropped, and held only where its policy asks for it', async () => {
    const dns = await startDns(DNS);
    onTestFinished(() => dns.close());
    const desk = await openDeskInMemory({
      config: {
        authentication: { checkSignatures: true, dnsServers: dns.servers },
        mailbox: { ownLists: ['clientes.lists.example', 'clientes@lists.example'] },
      },
      contracts: [
        {
          id: 'c',
          organization: 'C',
          plan: 'Plus',
          startsOn: '2020-01-01',
          endsOn: null,
          domains: [],
          bots: [{ id: 'b', name: 'B', paid: true }],
          users: [
            'ana@acme.example',
            'leo@lax.example',
            'eva@plain.example',
            'ines@xn--ao-siap.example',
            'old@nothing.example',
          ].map((email) => ({ name: email, email, bots: ['b'] })),
        },
      ],
    });
    const ar = (results: string) => [`Authentication-Results: mx.blip.example; ${results}`];
    const cases: [string, Buffer, string][] = [
      ['signed, straight', await sign('ana@acme.example', 'acme.example'), 'opened'],
      ['signed, from a domain in other letters', await sign('ines@ação.example', 'xn--ao-siap.example'), 'opened'],
      ['signed, no DMARC', await sign('eva@plain.example', 'plain.example'), 'opened'],
      ['no signature, no DMARC', mailOf(['From: old@nothing.example']), 'opened'],
      ['no DMARC, as our server says', mailOf(['From: old@nothing.example'], 'dmarc=none; spf=none'), 'opened'],
      [
        'forwarded by SRS, its signature whole',
        above(forwarded, await sign('ana@acme.example', 'acme.example')),
        'opened',
      ],
      [
        'forwarded by SRS, as our server says',
        above(
          [
            ...ar(
              'spf=pass smtp.mailfrom=relay.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example',
            ),
            ...forwarded,
          ],
          mailOf(['From: ana@acme.example']),
        ),
        'opened',
      ],
      [
        'forwarded with ARC, changed, no policy',
        above(
          [
            'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=relay.example; s=a; b=x',
            'ARC-Message-Signature: i=1; a=rsa-sha256; d=relay.example; s=a; h=from; bh=x; b=x',
            'ARC-Authentication-Results: i=1; relay.example; dmarc=pass',
          ],
          withFooter(await sign('leo@lax.example', 'lax.example')),
        ),
        'opened',
      ],
      [
        'forwarded with ARC, changed, policy reject',
        above(
          ar('arc=pass; dmarc=fail (p=REJECT dis=NONE arc=pass) header.from=acme.example'),
          mailOf(['From: ana@acme.example']),
        ),
        'quarantined',
      ],
      ['a list of ours, unchanged', above(LIST, await sign('ana@acme.example', 'acme.example')), 'opened'],
      [
        'a list of ours with a footer, no policy',
        above(LIST, withFooter(await sign('leo@lax.example', 'lax.example'))),
        'opened',
      ],
      [
        'a list of ours with a footer, policy reject',
        above(LIST, withFooter(await sign('ana@acme.example', 'acme.example'))),
        'quarantined',
      ],
      [
        'a list of ours that puts itself into From',
        await sign('"Ana via Clientes" <clientes@lists.example>', 'lists.example', [
          ...LIST,
          'Reply-To: Ana Souza <ana@acme.example>',
        ]),
        'quarantined',
      ],
      [
        'a group that is the desk’s own address',
        mailOf(
          [
            'From: "\'Ana\' via Suporte" <suporte@blip.example>',
            'List-Id: <suporte.blip.example>',
            'X-Original-From: Ana <ana@acme.example>',
            'Reply-To: ana@acme.example',
          ],
          'dmarc=pass',
        ),
        'quarantined',
      ],
      ['from a stranger, signed', await sign('eve@lax.example', 'lax.example'), 'refused'],
      ['from a stranger, no DMARC', mailOf(['From: someone@nowhere.example']), 'refused'],
    ];

    const fates = await desk.take(cases.map(([, raw]) => raw));

    expect(
      fates.map(({ disposition, because }, i) => [
        cases[i]?.[0],
        disposition,
        disposition === cases[i]?.[2] ? '' : because,
      ]),
    ).toEqual(cases.map(([name, , expected]) => [name, expected, '']));
    expect(fates.map((fate) => fate.disposition).filter((one) => one === 'ignored')).toEqual([]);
    expect(DISPOSITIONS).toEqual(expect.arrayContaining(fates.map((fate) => fate.disposition)));
    // Each is in the ledger, with its bytes.
    const rows = await desk.look((store) => store.reads.mail({}, 100));
    expect(rows).toHaveLength(cases.length);
  });
});
