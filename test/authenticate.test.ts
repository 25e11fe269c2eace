import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Authenticator, openAuthenticator } from '../src/authenticate.ts';
import type { Authentication, DeskIdentity, Message } from '../src/mail/message.ts';
import { readMail } from '../src/mail/read.ts';
import { startDns, type TestDns } from './support/dns.ts';
import { KEY_RECORD, signed } from './support/signed.ts';

const DESK: DeskIdentity = {
  addresses: ['suporte@blip.example'],
  authservId: 'mx.blip.example',
  ownLists: [],
  agents: [],
};
const ZONE = {
  's1._domainkey.acme.example': KEY_RECORD,
  's1._domainkey.mail.acme.example': KEY_RECORD,
  's1._domainkey.evil.example': KEY_RECORD,
  's1._domainkey.plain.example': KEY_RECORD,
  's1._domainkey.xn--ao-siap.example': KEY_RECORD,
  's1._domainkey.acme.com.br.example': KEY_RECORD,
  '_dmarc.acme.example': 'v=DMARC1; p=reject; rua=mailto:d@acme.example',
  '_dmarc.lax.example': 'v=DMARC1; p=none',
  '_dmarc.strict.example': 'v=DMARC1; p=quarantine; adkim=s',
  's1._domainkey.mail.strict.example': KEY_RECORD,
  '_dmarc.xn--ao-siap.example': 'v=DMARC1; p=reject',
};

let dns: TestDns;
let clock = Date.UTC(2026, 10, 3, 12);
let authenticator: Authenticator;

beforeAll(async () => {
  dns = await startDns();
});
beforeEach(() => {
  dns.zone = { ...ZONE };
  dns.trouble = null;
  dns.asked = [];
  clock += 86_400_000;
  authenticator?.close();
  authenticator = openAuthenticator({ dnsServers: dns.servers, checkSignatures: () => true, now: () => clock });
});
afterAll(async () => {
  authenticator.close();
  await dns.close();
});

function mail(from = 'Ana Souza <ana@acme.example>', body = 'Bom dia,\r\n\r\no bot parou.\r\n'): Buffer {
  const lines = [`From: ${from}`, 'To: suporte@blip.example', 'Subject: Bot parado', 'Message-ID: <1@acme.example>'];
  return Buffer.from([...lines, 'Date: Tue, 03 Nov 2026 09:00:00 -0300', '', body].join('\r\n'));
}

function withHeader(line: string, raw: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${line}\r\n`), raw]);
}

async function senderOf(raw: Buffer, from = authenticator, receivedAt = clock): Promise<Authentication> {
  const message: Message = await readMail(raw, DESK);
  const understood = await from.authenticated({ message }, raw, receivedAt);
  return 'message' in understood ? understood.message.authentication : { verdict: 'none', because: '' };
}

describe('what a signature proves', () => {
  test('one of the From domain passes', async () => {
    const { verdict, because } = await senderOf(await signed(mail(), { domain: 'acme.example' }));
    expect(verdict).toBe('pass');
    expect(because).toMatch(/^checked here: dkim=pass header\.d=acme\.example; dmarc=pass/);
  });

  test('one of a domain within the From domain, or around it, passes in DMARC’s relaxed mode alone', async () => {
    expect((await senderOf(await signed(mail(), { domain: 'mail.acme.example' }))).verdict).toBe('pass');
    const strict = await signed(mail('ana@strict.example'), { domain: 'mail.strict.example' });
    expect((await senderOf(strict)).verdict).toBe('fail');
  });

  test('one of another domain proves nothing, and its key is not looked up', async () => {
    const raw = await signed(mail(), { domain: 'evil.example' });
    expect((await senderOf(raw)).verdict).toBe('fail');
    expect(dns.asked.filter((name) => name.includes('evil'))).toEqual([]);
  });

  test.each([
    ['another key', { domain: 'acme.example', wrongKey: true }],
    ['a selector that is not there', { domain: 'acme.example', selector: 'gone' }],
    ['an algorithm that is broken', { domain: 'acme.example', algorithm: 'rsa-sha1' }],
    [
      'a time that is over',
      { domain: 'acme.example', signedAt: new Date('2026-01-01'), expires: new Date('2026-01-08') },
    ],
  ])('%s: the policy asks for a refusal, and the mail fails', async (_, signing) => {
    expect((await senderOf(await signed(mail(), signing))).verdict).toBe('fail');
  });

  test('an expired signature counts for the moment at which the mail was received', async () => {
    const signedAt = new Date('2026-01-01T00:00:00Z');
    const raw = await signed(mail(), { domain: 'acme.example', signedAt, expires: new Date('2026-01-08T00:00:00Z') });
    expect((await senderOf(raw, authenticator, Date.UTC(2026, 0, 2))).verdict).toBe('pass');
  });

  test('a changed body, and a changed subject, fail', async () => {
    const raw = (await signed(mail(), { domain: 'acme.example' })).toString('latin1');
    expect((await senderOf(Buffer.from(raw.replace('o bot parou', 'pague aqui'), 'latin1'))).verdict).toBe('fail');
    expect((await senderOf(Buffer.from(raw.replace('Bot parado', 'Outro'), 'latin1'))).verdict).toBe('fail');
  });

  test('a mail whose line ends were changed on the way is still the same', async () => {
    const raw = (await signed(mail(), { domain: 'acme.example' })).toString('latin1').replaceAll('\r\n', '\n');
    expect((await senderOf(Buffer.from(raw, 'latin1'))).verdict).toBe('pass');
  });

  test('one over a part of the body fails, whether something was added below it or not yet', async () => {
    const raw = await signed(mail(), { domain: 'acme.example', bodyLength: 10 });
    const { verdict, because } = await senderOf(raw);
    expect(verdict).toBe('fail');
    expect(because).toContain('covers only part of the body');
    const whole = await signed(raw, { domain: 'acme.example' });
    expect((await senderOf(whole)).verdict).toBe('pass');
  });

  test('of a From domain in other letters it is the A-label that signs, and the U-label that is written', async () => {
    for (const from of ['ana@xn--ao-siap.example', 'ana@ação.example']) {
      const raw = await signed(mail(from), { domain: 'xn--ao-siap.example' });
      expect(await senderOf(raw), from).toMatchObject({ verdict: 'pass' });
    }
  });

  test('only ten signatures are looked at', async () => {
    const good = await signed(mail(), { domain: 'acme.example' });
    const junk = (count: number) =>
      Array.from(
        { length: count },
        (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=acme.example; s=k${i}; h=from; bh=AAAA; b=AAAA`,
      );
    expect((await senderOf(withHeader(junk(9).join('\r\n'), good))).verdict).toBe('pass');
    expect((await senderOf(withHeader(junk(40).join('\r\n'), good))).verdict).toBe('fail');
  });
});

describe('what a policy asks for', () => {
  test('without a signature a mail fails where the domain asks for it, and proves nothing where it does not', async () => {
    expect(await senderOf(mail())).toMatchObject({
      verdict: 'fail',
      because: expect.stringContaining('policy reject of acme.example'),
    });
    expect((await senderOf(mail('ana@sub.acme.example'))).verdict).toBe('fail');
    expect((await senderOf(mail('ana@lax.example'))).verdict).toBe('none');
    expect(await senderOf(mail('ana@plain.example'))).toMatchObject({
      verdict: 'none',
      because: 'checked here: no signature; dmarc=none',
    });
  });

  test('a domain without a policy is proven by its signature', async () => {
    const raw = await signed(mail('ana@plain.example'), { domain: 'plain.example' });
    expect(await senderOf(raw)).toMatchObject({
      verdict: 'pass',
      because: expect.stringContaining('plain.example is aligned'),
    });
    expect((await senderOf(await signed(mail('ana@other.example'), { domain: 'plain.example' }))).verdict).toBe('none');
  });
});

describe('whose word counts', () => {
  const ours = (results: string) => `Authentication-Results: mx.blip.example; ${results}`;

  test.each(['dmarc=pass header.from=acme.example', 'dmarc=fail policy.dmarc=reject', 'dmarc=none'])(
    'where our server has decided (%s) nothing is asked',
    async (results) => {
      const before = await readMail(withHeader(ours(results), mail()), DESK);
      expect(await senderOf(withHeader(ours(results), mail()))).toEqual(before.authentication);
      expect(dns.asked).toEqual([]);
    },
  );

  test.each([
    ['says nothing of DMARC', 'spf=none smtp.mailfrom=x@relay.example'],
    ['could not ask', 'dmarc=temperror header.from=acme.example'],
    ['could not look up the key', 'dkim=temperror header.d=acme.example; dmarc=none'],
    ['speaks of another From', 'dmarc=pass header.from=evil.example'],
  ])('where our server %s the check is made here', async (_, results) => {
    const raw = await signed(mail(), { domain: 'acme.example' });
    expect((await senderOf(withHeader(ours(results), raw))).verdict).toBe('pass');
    expect((await senderOf(withHeader(ours(results), mail()))).verdict).toBe('fail');
  });

  test('a pass of our server that rests on a part of the body is checked again, and stays a failure where nothing is found', async () => {
    const pass = ours('dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example');
    const partial = await signed(mail(), { domain: 'acme.example', bodyLength: 10 });
    expect((await senderOf(withHeader(pass, partial))).verdict).toBe('fail');
    expect((await senderOf(withHeader(pass, await signed(partial, { domain: 'acme.example' })))).verdict).toBe('pass');
    dns.zone = {};
    const lax = openAuthenticator({ dnsServers: dns.servers, checkSignatures: () => true, now: () => clock });
    expect((await senderOf(withHeader(pass, partial), lax)).verdict).toBe('fail');
    lax.close();
    const spf = ours('spf=pass smtp.mailfrom=acme.example; dmarc=pass header.from=acme.example');
    expect((await senderOf(withHeader(spf, partial))).verdict).toBe('pass');
  });

  test('nothing is asked where the config says so', async () => {
    const off = openAuthenticator({ dnsServers: dns.servers, checkSignatures: () => false, now: () => clock });
    expect(await senderOf(mail(), off)).toMatchObject({
      verdict: 'none',
      because: 'no Authentication-Results of mx.blip.example',
    });
    expect(dns.asked).toEqual([]);
    off.close();
  });

  test('nothing is asked for a mail that nothing is done with anyhow', async () => {
    await senderOf(mail('ana@acme.example, eve@evil.example'));
    await senderOf(withHeader('X-Chamado-Loop: suporte@blip.example', mail()));
    expect(dns.asked).toEqual([]);
  });
});

describe('a DNS that gives no answer', () => {
  test.each(['servfail', 'silent'] as const)('%s: the sender is unknown, neither good nor bad', async (trouble) => {
    const raw = await signed(mail(), { domain: 'acme.example' });
    dns.trouble = trouble;
    const both = await Promise.all([senderOf(raw), senderOf(mail('ana@plain.example'))]);
    for (const sender of both)
      expect(sender).toMatchObject({ verdict: 'unknown', because: expect.stringContaining('the DNS gives no answer') });
  });

  test('for a key alone it makes the sender unknown too, and for the policy alone', async () => {
    const raw = await signed(mail(), { domain: 'acme.example' });
    dns.zone['s1._domainkey.acme.example'] = 'servfail';
    expect((await senderOf(raw)).verdict).toBe('unknown');
    dns.zone = { ...ZONE, '_dmarc.plain.example': 'servfail' };
    expect((await senderOf(mail('ana@plain.example'))).verdict).toBe('unknown');
  });

  test('is asked anew once a while has passed', async () => {
    const raw = await signed(mail(), { domain: 'acme.example' });
    dns.trouble = 'servfail';
    expect((await senderOf(raw)).verdict).toBe('unknown');
    dns.trouble = null;
    clock += 60_000;
    expect((await senderOf(raw)).verdict).toBe('pass');
  });

  test('a server that is not there is no answer either', async () => {
    const nobody = openAuthenticator({ dnsServers: ['127.0.0.1:1'], checkSignatures: () => true, now: () => clock });
    expect((await senderOf(mail(), nobody)).verdict).toBe('unknown');
    nobody.close();
  });
});

describe('what it costs', () => {
  test('many mails of a domain ask once, until the answer is old', async () => {
    const raws = await Promise.all(
      Array.from({ length: 60 }, (_, i) => signed(mail(undefined, `${i}\r\n`), { domain: 'acme.example' })),
    );
    expect(new Set(await Promise.all(raws.map(async (raw) => (await senderOf(raw)).verdict)))).toEqual(
      new Set(['pass']),
    );
    const once = [...dns.asked].sort();
    expect(once).toEqual([...new Set(once)]);
    clock += 600_000;
    dns.zone['_dmarc.acme.example'] = 'v=DMARC1; p=none';
    expect((await senderOf(mail())).verdict).toBe('none');
  });

  test('a header or line over its limit counts no signature, and the policy still speaks', async () => {
    const long = await signed(mail(undefined, 'x'.repeat(100_000)), { domain: 'acme.example' });
    expect((await senderOf(long)).verdict).toBe('fail');
    const fields = Array.from({ length: 600 }, (_, i) => `X-${i}: y`).join('\r\n');
    expect((await senderOf(withHeader(fields, await signed(mail(), { domain: 'acme.example' })))).verdict).toBe('fail');
  });

  test('hostile headers and bodies let other work go on', async () => {
    const signature = (tags: string) =>
      `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=s1; bh=AAAA; b=AAAA; ${tags}`;
    const many = (line: (i: number) => string, count: number) =>
      Array.from({ length: count }, (_, i) => line(i)).join('\r\n');
    const bodies = ['\n'.repeat(2_000_000), ' '.repeat(2_000_000), 'a \t'.repeat(700_000), '\r'.repeat(2_000_000)];
    const hostile = [
      ...bodies.map((body) =>
        withHeader(
          many((i) => signature(`h=from; l=${i}`), 10),
          mail(undefined, body),
        ),
      ),
      withHeader(signature(`h=from:${'a:'.repeat(100_000)}`), mail()),
      withHeader(
        many(() => signature(`h=from:${'a:'.repeat(1_800)}`), 10),
        withHeader(
          many((i) => `A: ${i}`, 450),
          mail(),
        ),
      ),
      withHeader(
        many((i) => ` ${i}`, 100_000),
        mail(),
      ),
      withHeader(`Subject: x\r\n${many(() => ' y', 1_900)}`, mail()),
      withHeader(
        many((i) => `X-${i}: y`, 5_000),
        mail(),
      ),
    ];
    const stall = longestStall();
    for (const raw of hostile) {
      const message: Message = { ...(await readMail(mail(), DESK)) };
      await authenticator.authenticated({ message }, raw, clock);
    }
    expect(stall()).toBeLessThan(1_000);
  });
});

/** Measures the longest time in which nothing else could run (ms). */
function longestStall(): () => number {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
