/** What becomes of parcels at a server that behaves, refuses, drops or hangs. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Parcel, SendResult } from '../../src/outgoing/outgoing.ts';
import { type SmtpOptions, SmtpOutgoing } from '../../src/outgoing/smtp.ts';
import { startSmtp, type TestSmtp, type TestSmtpOptions } from '../support/smtp.ts';

const ANA = 'ana@acme.example';
const RUI = 'rui@acme.example';
const EVA = 'eva@acme.example';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

describe('answers of the server', () => {
  test('a mail is sent, and begun is called once', async () => {
    const { smtp, outgoing } = await desk();
    const begun = counter();

    const result = await outgoing.send(parcel([ANA]), begun.call);

    expect(result).toMatchObject({ outcome: 'settled', accepted: [ANA], deferred: [], refused: [] });
    expect((result as { response: string }).response).toMatch(/^250 /);
    expect(smtp.received).toMatchObject([{ from: 'desk@blip.example', to: [ANA] }]);
    expect(begun.count).toBe(1);
  });

  test('each of three recipients gets its own answer', async () => {
    const { smtp, outgoing } = await desk({
      recipient: (address) =>
        address === RUI
          ? { code: 550, message: 'no such user' }
          : address === EVA
            ? { code: 451, message: 'try again' }
            : null,
    });

    const result = await outgoing.send(parcel([ANA, RUI, EVA]), async () => {});

    expect(result).toMatchObject({
      outcome: 'settled',
      accepted: [ANA],
      refused: [{ address: RUI, code: 550, response: expect.stringContaining('no such user') }],
      deferred: [{ address: EVA, code: 451, response: expect.stringContaining('try again') }],
    });
    expect(smtp.received).toMatchObject([{ to: [ANA] }]);
  });

  test('where all are refused or deferred, each keeps its own answer and the body stays here', async () => {
    const { smtp, outgoing } = await desk({
      recipient: (address) => ({ code: address === ANA ? 550 : 450, message: 'no' }),
    });
    const begun = counter();

    const result = await outgoing.send(parcel([ANA, RUI]), begun.call);

    expect(result).toMatchObject({
      outcome: 'settled',
      accepted: [],
      refused: [{ address: ANA, code: 550 }],
      deferred: [{ address: RUI, code: 450 }],
    });
    expect(begun.count).toBe(0);
    expect(smtp.bodyBytes).toBe(0);
  });

  test('a greylisted recipient is taken the second time', async () => {
    const { outgoing } = await desk({
      recipient: (_address, attempt) => (attempt === 1 ? { code: 451, message: 'greylisted' } : null),
    });

    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ deferred: [{ address: ANA }] });
    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ accepted: [ANA] });
  });

  test('550 to MAIL is about the desk, not about this letter: nothing is given up', async () => {
    const { outgoing } = await desk({ mailFrom: () => ({ code: 550, message: 'this account is suspended' }) });
    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ outcome: 'not-begun', login: false });
  });

  test('421 to MAIL defers everybody', async () => {
    const { outgoing } = await desk({ mailFrom: () => ({ code: 421, message: 'busy' }) });

    expect(await outgoing.send(parcel([ANA, RUI]), async () => {})).toMatchObject({
      outcome: 'settled',
      deferred: [
        { address: ANA, code: 421 },
        { address: RUI, code: 421 },
      ],
    });
  });

  test.each([
    { code: 451, list: 'deferred' },
    { code: 554, list: 'refused' },
    { code: 503, list: 'deferred' },
  ])('$code to the body is an answer: $list', async ({ code, list }) => {
    const { smtp, outgoing } = await desk({ body: () => ({ code, message: 'not this one' }) });

    const result = await outgoing.send(parcel([ANA]), async () => {});

    expect(result).toMatchObject({ outcome: 'settled', accepted: [], [list]: [{ address: ANA, code }] });
    expect(smtp.received).toHaveLength(0);
  });

  test('a mail larger than the server takes is refused, not tried for ever', async () => {
    const { outgoing } = await desk({ server: { size: 1_000 } });

    const result = await outgoing.send(parcel([ANA], { mime: mime('x'.repeat(2_000)) }), async () => {});

    expect(result).toMatchObject({ outcome: 'settled', refused: [{ address: ANA }] });
  });

  test('recipients come back as they were spelled', async () => {
    const { outgoing } = await desk();
    const odd = ['Ana.Souza@ACME.example', 'rui@ação.example'];

    expect(await outgoing.send(parcel(odd), async () => {})).toMatchObject({ accepted: odd });
  });
});

describe('before the body', () => {
  test('a greeting of 554 is about the connection: no mail is given up for it', async () => {
    const { outgoing } = await desk({ greeting: () => ({ code: 554, message: 'not from there' }) });

    expectNotBegun(await outgoing.send(parcel([ANA]), async () => {}), /554.*not from there/);
  });

  test('a wrong password is a login failure', async () => {
    const { smtp, outgoing } = await desk({ user: 'desk', password: 'right' }, { user: 'desk', password: 'wrong' });
    const begun = counter();

    const result = await outgoing.send(parcel([ANA]), begun.call);

    expect(result).toMatchObject({ outcome: 'not-begun', login: true, error: expect.stringContaining('535') });
    expect(begun.count).toBe(0);
    expect(smtp.logins).toBe(1);
  });

  test('a login that is asked for but not configured is a login failure too', async () => {
    const { outgoing } = await desk({ user: 'desk', password: 'right' });

    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ outcome: 'not-begun', login: true });
  });

  test('with the right password the mail goes out', async () => {
    const { outgoing } = await desk({ user: 'desk', password: 'right' }, { user: 'desk', password: 'right' });

    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ accepted: [ANA] });
  });

  test('a server that is down: not begun', async () => {
    const { smtp, outgoing } = await desk();
    await smtp.close();

    expectNotBegun(await outgoing.send(parcel([ANA]), async () => {}), /ECONNREFUSED/);
  });

  test.each([false, true])(
    'a connection dropped at RCPT: not begun, begun never called (one by one: %s)',
    async (slow) => {
      const { outgoing } = await desk({ recipient: () => 'drop', server: { hidePIPELINING: slow } });
      const begun = counter();

      expectNotBegun(await outgoing.send(parcel([ANA]), begun.call));
      expect(begun.count).toBe(0);
    },
  );

  test('a server that greets nobody is given up after the time to connect', async () => {
    const { outgoing } = await desk({ greeting: () => 'hang' }, { connectTimeout: 300 });

    expectNotBegun(await outgoing.send(parcel([ANA]), async () => {}), /[Gg]reeting/);
  });

  test('begun is awaited before the first byte of the body', async () => {
    const { smtp, outgoing } = await desk();
    let seen = -1;

    await outgoing.send(parcel([ANA], { mime: mime('x'.repeat(300_000)) }), async () => {
      await sleep(100);
      seen = smtp.bodyBytes;
    });

    expect(seen).toBe(0);
    expect(smtp.bodyBytes).toBeGreaterThan(300_000);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('the disk is full'))],
    [
      'throws',
      () => {
        throw new Error('the disk is full');
      },
    ],
  ])('where begun %s nothing is sent', async (_how, begun) => {
    const { smtp, outgoing } = await desk();

    expectNotBegun(await outgoing.send(parcel([ANA]), begun), /the disk is full/);
    await sleep(50);
    expect(smtp.received).toHaveLength(0);
    expect(smtp.bodyBytes).toBe(0);

    expect(await outgoing.send(parcel([RUI]), async () => {})).toMatchObject({ accepted: [RUI] });
    expect(smtp.received).toMatchObject([{ to: [RUI] }]);
  });

  test('a connection cut while begun is awaited has sent nothing: not begun, told after begun has ended', async () => {
    const { smtp, outgoing } = await desk();
    const steps: string[] = [];

    const result = await outgoing.send(parcel([ANA]), async () => {
      smtp.cut();
      await sleep(100);
      steps.push('begun');
    });
    steps.push('result');

    expectNotBegun(result);
    expect(steps).toEqual(['begun', 'result']);
    expect(smtp.bodyBytes).toBe(0);
  });
});

describe('after the body', () => {
  test('a connection dropped: unknown', async () => {
    const { outgoing } = await desk({ body: () => 'drop' });

    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ outcome: 'unknown' });
  });

  test('a connection dropped in the middle of a large body: unknown', async () => {
    const { smtp, outgoing } = await desk();
    const large = parcel([ANA], { mime: mime('x'.repeat(20_000_000)) });

    const sending = outgoing.send(large, async () => {});
    while (smtp.bodyBytes === 0) await sleep(1);
    smtp.cut();

    expect(await sending).toMatchObject({ outcome: 'unknown' });
    expect(smtp.received).toHaveLength(0);
  });

  test('a server that never answers: unknown', async () => {
    const { outgoing } = await desk({ body: () => 'hang' }, { answerTimeout: 300 });

    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({
      outcome: 'unknown',
      error: expect.stringMatching(/timeout/i),
    });
  });

  test('close waits for a mail under way, and cuts one that takes too long', async () => {
    const slow = await desk({ body: () => sleep(200).then(() => null) }, { closeTimeout: 5_000 });
    const sending = slow.outgoing.send(parcel([ANA]), async () => {});
    while (slow.smtp.bodyBytes === 0) await sleep(5);
    await slow.outgoing.close();
    expect(await sending).toMatchObject({ accepted: [ANA] });

    const stuck = await desk({ body: () => 'hang' }, { closeTimeout: 300 });
    const hanging = stuck.outgoing.send(parcel([ANA]), async () => {});
    while (stuck.smtp.bodyBytes === 0) await sleep(5);
    await stuck.outgoing.close();
    expect(await hanging).toMatchObject({ outcome: 'unknown' });
    expectNotBegun(await stuck.outgoing.send(parcel([ANA]), async () => {}), /closed/);
  });
});

describe('connections', () => {
  test('200 mails over 5 connections arrive once each, and each was begun once before its body', async () => {
    const { smtp, outgoing } = await desk({}, { connections: 5 });
    const begun = new Map<number, number[]>();

    const results = await Promise.all(
      Array.from({ length: 200 }, (_, id) =>
        outgoing.send(parcel([`user${id}@acme.example`], { id }), async () => {
          begun.set(id, [...(begun.get(id) ?? []), performance.now()]);
        }),
      ),
    );

    expect(results.filter((result) => result.outcome === 'settled' && result.accepted.length === 1)).toHaveLength(200);
    expect(smtp.connections).toBe(5);
    expect(smtp.received).toHaveLength(200);
    expect(new Set(smtp.received.map((mail) => mail.to[0])).size).toBe(200);
    for (const mail of smtp.received) {
      const times = begun.get(Number(/^user(\d+)@/.exec(mail.to[0] ?? '')?.[1])) ?? [];
      expect(times).toHaveLength(1);
      expect(times[0]).toBeLessThanOrEqual(mail.bodyAt);
    }
  });

  test('a connection that the server closed while it was idle loses no mail', async () => {
    const { smtp, outgoing } = await desk();
    await outgoing.send(parcel([ANA]), async () => {});

    smtp.cut();
    const begun = counter();
    // Not a turn of the event loop later: the pool still takes the connection for a good one.
    const first = await outgoing.send(parcel([RUI]), begun.call);
    const second = first.outcome === 'not-begun' ? await outgoing.send(parcel([RUI]), begun.call) : first;

    expect(first.outcome).not.toBe('unknown');
    expect(second).toMatchObject({ accepted: [RUI] });
    expect(smtp.received.map((mail) => mail.to[0])).toEqual([ANA, RUI]);
    expect(begun.count).toBe(1);
  });

  test('421 on a connection used before is no refusal: tried again it goes out', async () => {
    const { smtp, outgoing } = await desk();
    await outgoing.send(parcel([ANA]), async () => {});
    smtp.behaviour = { mailFrom: () => ({ code: 421, message: 'enough for one connection' }) };
    const begun = counter();

    expectNotBegun(await outgoing.send(parcel([RUI]), begun.call), /connection was closed/);
    smtp.behaviour = {};
    expect(await outgoing.send(parcel([RUI]), begun.call)).toMatchObject({ accepted: [RUI] });
    expect(begun.count).toBe(1);
  });

  test('the server being restarted is noticed while idle: the next mail goes out at once', async () => {
    const { smtp, outgoing } = await desk();
    await outgoing.send(parcel([ANA]), async () => {});
    await smtp.close();
    const again = await startSmtp({ port: smtp.port });
    open.push(again);
    await sleep(150);

    expect(await outgoing.send(parcel([RUI]), async () => {})).toMatchObject({ accepted: [RUI] });
    expect(again.received).toHaveLength(1);
  });

  test('a refusal does not cost the connection', async () => {
    const { smtp, outgoing } = await desk({
      recipient: (address) => (address === ANA ? { code: 550, message: 'no' } : null),
    });

    await outgoing.send(parcel([ANA]), async () => {});
    await sleep(20);
    await outgoing.send(parcel([RUI]), async () => {});

    expect(smtp.received).toHaveLength(1);
    expect(smtp.connections).toBe(1);
  });
});

describe('the bytes', () => {
  test('arrive as they were given: dots, 8-bit text, long lines', async () => {
    const { smtp, outgoing } = await desk();
    const bytes = Buffer.concat([
      mime('.\r\n..\r\n.hidden\r\n\r\nação ñ €\r\n'),
      Buffer.from([0xe7, 0xff, 0x80, 0x0d, 0x0a]),
      Buffer.from(`${'longa '.repeat(40_000)}\r\n.\r\nfim\r\n`),
    ]);

    await outgoing.send(parcel([ANA], { mime: bytes }), async () => {});

    expect(smtp.received[0]?.raw.equals(bytes)).toBe(true);
    expect(smtp.received[0]?.bodyType).toBe('8bitmime');
  });

  test('a mail in ASCII is declared as such', async () => {
    const { smtp, outgoing } = await desk();
    await outgoing.send(parcel([ANA]), async () => {});
    expect(smtp.received[0]?.bodyType).toBe('7bit');
  });

  test('a line feed alone becomes a line end, so that no second mail can hide in one', async () => {
    const { smtp, outgoing } = await desk();
    const bytes = Buffer.from('Subject: x\r\n\r\na\n.\r\nMAIL FROM:<evil@x.example>\r\n');

    await outgoing.send(parcel([ANA], { mime: bytes }), async () => {});

    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]?.raw.toString()).toBe('Subject: x\r\n\r\na\r\n.\r\nMAIL FROM:<evil@x.example>\r\n');
  });
});

describe('TLS and verify', () => {
  test('STARTTLS is used on loopback where it is offered', async () => {
    const { smtp, outgoing } = await desk({ disabledCommands: [], user: 'desk', password: 'right' }, login('right'));
    expect(await outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ accepted: [ANA] });
    expect(smtp.received).toHaveLength(1);
  });

  test('secure speaks TLS from the first byte', async () => {
    const tls = await desk({ server: { secure: true } }, { secure: true });
    expect(await tls.outgoing.send(parcel([ANA]), async () => {})).toMatchObject({ accepted: [ANA] });

    const plain = await desk({}, { secure: true, connectTimeout: 1_000 });
    expectNotBegun(await plain.outgoing.send(parcel([ANA]), async () => {}));
  });

  test('to any host but loopback nothing is said without TLS', async () => {
    // 0.0.0.0 leads here too, but is not known as loopback.
    const { smtp, outgoing } = await desk({ user: 'desk', password: 'right' }, { host: '0.0.0.0', ...login('right') });
    expectNotBegun(await outgoing.send(parcel([ANA]), async () => {}), /STARTTLS/);
    expect(smtp.logins).toBe(0);
  });

  test('verify says what the server says', async () => {
    const right = await desk({ user: 'desk', password: 'right' }, login('right'));
    await right.outgoing.verify();
    const wrong = await desk({ user: 'desk', password: 'right' }, login('wrong'));
    await expect(wrong.outgoing.verify()).rejects.toThrow(/535/);
  });

  test('verify fails where a user is configured and the server offers no login', async () => {
    const { outgoing } = await desk({}, login('right'));
    await expect(outgoing.verify()).rejects.toThrow(/login/i);
  });

  test('verify fails where nobody listens', async () => {
    const { smtp, outgoing } = await desk();
    await smtp.close();
    await expect(outgoing.verify()).rejects.toThrow(/ECONNREFUSED/);
  });
});

test('the test server really closes, with connections open', async () => {
  const smtp = await startSmtp();
  const socket = connect(smtp.port, smtp.host);
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  await smtp.close();
  await new Promise((resolve) => (socket.closed ? resolve(null) : socket.once('close', resolve)));
  await expect(new Promise((_resolve, reject) => connect(smtp.port, smtp.host).once('error', reject))).rejects.toThrow(
    /ECONNREFUSED/,
  );
});

async function desk(
  server: TestSmtpOptions = {},
  options: Partial<SmtpOptions> = {},
): Promise<{ smtp: TestSmtp; outgoing: SmtpOutgoing }> {
  const smtp = await startSmtp(server);
  const outgoing = new SmtpOutgoing({ host: smtp.host, port: smtp.port, closeTimeout: 0, ...options });
  open.push(smtp, outgoing);
  return { smtp, outgoing };
}

function login(password: string): Partial<SmtpOptions> {
  return { user: 'desk', password };
}

function parcel(recipients: string[], more: Partial<Parcel> = {}): Parcel {
  const id = more.id ?? 1;
  return {
    id,
    messageId: `<${id}@blip.example>`,
    from: 'desk@blip.example',
    recipients,
    mime: mime('Recebido.'),
    ...more,
  };
}

function mime(text: string): Buffer {
  return Buffer.from(`From: desk@blip.example\r\nSubject: BLIP-1024\r\n\r\n${text}\r\n`);
}

function counter(): { count: number; call: () => Promise<void> } {
  const counted = {
    count: 0,
    async call() {
      counted.count += 1;
    },
  };
  return counted;
}

function expectNotBegun(result: SendResult, words = /./): void {
  expect(result).toMatchObject({ outcome: 'not-begun', login: false, error: expect.stringMatching(words) });
}
