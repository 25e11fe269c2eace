import { describe, expect, test } from 'vitest';
import { readAuthentication } from '../../../src/mail/sender/authentication-results.ts';

/** Header lines, topmost first; without a name it is an Authentication-Results. */
const read = (lines: string[], authservId: string | null = 'mx.blip.example') =>
  readAuthentication(
    lines.map((line) => {
      const [, name, value] = /^(Received|DKIM-Signature): (.*)$/s.exec(line) ?? [];
      return name ? { name: name.toLowerCase(), raw: value ?? '' } : { name: 'authentication-results', raw: line };
    }),
    'acme.example',
    authservId,
  );
const verdict = (...lines: string[]) => read(lines).verdict;
const ours = (results: string) => verdict(`mx.blip.example; ${results}`);

describe('which header counts', () => {
  test('the topmost of our server, whatever stands above and below it', () => {
    const other = 'mx.other.example; dmarc=pass header.from=acme.example';
    expect(verdict(other)).toBe('none');
    expect(verdict(other, 'mx.blip.example; dmarc=fail', 'mx.blip.example; dmarc=pass')).toBe('fail');
  });
  test('none where no server is trusted', () => {
    expect(read(['mx.blip.example; dmarc=pass'], null).verdict).toBe('none');
  });
  test('the name is compared whole, in any case, with a version or comment after it', () => {
    expect(verdict('MX.Blip.Example 1; dmarc=pass')).toBe('pass');
    expect(verdict('(c) mx.blip.example (our; border) ; dmarc=pass')).toBe('pass');
    expect(verdict('"mx.blip.example"; dmarc=pass')).toBe('pass');
    expect(verdict('mx.blip.example.evil.example; dmarc=pass')).toBe('none');
    expect(verdict('mx.evil.example (mx.blip.example; dmarc=pass)')).toBe('none');
    expect(verdict('dmarc=pass header.from=acme.example')).toBe('none');
    expect(verdict('mx.blip.example dmarc=pass')).toBe('none');
  });
});

describe('several headers of our server, one above the other', () => {
  const ours = (results: string) => `mx.blip.example; ${results}`;
  const RECEIVED = 'Received: from relay.example by mx.blip.example; Tue, 3 Nov 2026 10:00:00 +0000';

  test('the topmost decides', () => {
    expect(verdict(ours('dmarc=pass header.from=acme.example'), ours('dkim=fail header.d=acme.example'))).toBe('pass');
    expect(verdict(ours('dmarc=fail (p=reject)'), ours('dmarc=pass'))).toBe('fail');
  });

  test('where it says nothing, the lower ones can speak against the sender and never for them', () => {
    const spf = ours('spf=none smtp.mailfrom=x@relay.example');
    expect(verdict(spf, ours('dmarc=pass header.from=acme.example'))).toBe('none');
    expect(verdict(spf, ours('dkim=pass header.d=acme.example'))).toBe('none');
    expect(verdict(spf, 'mx.other.example; spf=pass', ours('dmarc=fail (p=reject)'))).toBe('fail');
    expect(verdict(spf, ours('dmarc=temperror'))).toBe('unknown');
  });

  test('what stands below a Received came with the mail, or from an earlier visit', () => {
    const spf = ours('spf=none smtp.mailfrom=x@relay.example');
    expect(verdict(spf, RECEIVED, ours('dmarc=fail (p=reject)'))).toBe('none');
    expect(verdict(RECEIVED, ours('dmarc=pass'), RECEIVED, ours('dmarc=fail'))).toBe('pass');
  });
});

describe('what is left to a check of our own', () => {
  const undecided = (...lines: string[]) => read(lines).undecided === true;
  const ours = (results: string) => undecided(`mx.blip.example; ${results}`);

  test('a mail of which our server says nothing, or that no server is trusted for', () => {
    expect(undecided()).toBe(true);
    expect(undecided('mx.other.example; dmarc=pass')).toBe(true);
    expect(read(['mx.blip.example; dmarc=pass'], null).undecided).toBe(true);
  });
  test.each([
    ['none', true],
    ['spf=fail smtp.mailfrom=acme.example', true],
    ['dkim=pass header.d=relay.example', true],
    ['dmarc=temperror', true],
    ['dkim=temperror header.d=acme.example; dmarc=none', true],
    ['dmarc=pass header.from=evil.example', true],
    ['dmarc=none header.from=acme.example', false],
    ['dmarc=permerror', false],
    ['dmarc=fail (p=none)', false],
    ['dmarc=fail (p=reject)', false],
    ['dmarc=pass', false],
    ['dkim=pass header.d=acme.example', false],
  ])('our server says %s: %s', (results, expected) => {
    expect(ours(results)).toBe(expected);
  });
});

describe('a signature over a part of the body', () => {
  const pass = 'mx.blip.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example';
  test.each([
    ['v=1; a=rsa-sha256; d=acme.example; s=s; h=from; l=120; bh=x; b=y', 'fail'],
    ['v=1;a=rsa-sha256;D=mail.ACME.example;s=s;h=from; L = 0;bh=x;b=y', 'fail'],
    ['v=1; a=rsa-sha256; d=relay.example; s=s; h=from; l=120; bh=x; b=y', 'pass'],
    ['v=1; a=rsa-sha256; d=acme.example; s=l; h=from; bh=l=; b=y', 'pass'],
  ])('%s: %s', (signature, expected) => {
    expect(verdict(pass, `DKIM-Signature: ${signature}`)).toBe(expected);
  });
  test('does no harm where the server that delivered is the domain’s own', () => {
    const spf = 'mx.blip.example; spf=pass smtp.mailfrom=acme.example; dmarc=pass header.from=acme.example';
    expect(verdict(spf, 'DKIM-Signature: v=1; d=acme.example; s=s; l=120; b=y')).toBe('pass');
  });
});

describe('DMARC', () => {
  test.each([
    ['dmarc=pass', 'pass'],
    ['dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=acme.example', 'pass'],
    ['DMARC = PASS header . from=acme.example', 'pass'],
    ['spf=fail smtp.mailfrom=x@relay.example;\tdmarc/1=pass header.from=ACME.example', 'pass'],
    ['dmarc=pass header.from=evil.example', 'none'],
    ['dmarc=pass header.from=sub.acme.example', 'none'],
    ['dmarc=fail', 'fail'],
    ['dmarc=fail (p=REJECT sp=NONE dis=REJECT) header.from=acme.example', 'fail'],
    ['dmarc=fail policy.dmarc=quarantine header.from=acme.example', 'fail'],
    ['dmarc=fail action=oreject header.from=acme.example', 'fail'],
    ['dmarc=fail (p=NONE sp=REJECT dis=NONE) header.from=acme.example', 'none'],
    ['dmarc=fail policy.dmarc=none', 'none'],
    ['dmarc=fail (p=none), dkim=pass header.d=acme.example', 'none'],
    ['dmarc=temperror', 'unknown'],
    ['none', 'none'],
  ])('%s: %s', (results, expected) => {
    expect(ours(results)).toBe(expected);
  });
});

describe('without a verdict of DMARC', () => {
  test.each([
    ['dkim=pass header.d=acme.example', 'pass'],
    ['dmarc=none; dkim=pass header.i=@mail.acme.example', 'pass'],
    ['dkim=fail header.d=acme.example; dkim=pass header.d=acme.example', 'pass'],
    ['dkim=pass header.d=relay.example', 'none'],
    ['dkim=pass header.d=notacme.example', 'none'],
    ['dkim=pass header.d=example', 'none'],
    ['dkim=fail header.d=acme.example', 'none'],
    ['spf=pass smtp.mailfrom=bounces@mail.acme.example', 'pass'],
    ['spf=pass smtp.mailfrom=acme.example', 'pass'],
    ['spf=pass smtp.helo=acme.example', 'none'],
    ['spf=pass smtp.mailfrom=eve@evil.example', 'none'],
    ['spf=softfail smtp.mailfrom=acme.example', 'none'],
  ])('%s: %s', (results, expected) => {
    expect(ours(results)).toBe(expected);
  });
});

describe('what a sender can put into the values', () => {
  test.each([
    ['a comment', 'spf=none (dmarc=pass header.from=acme.example; dmarc=pass)', 'none'],
    ['a nested comment left open', 'spf=none ((; dmarc=pass', 'none'],
    ['a quoted string', 'spf=none reason="x; dmarc=pass"; dkim=none', 'none'],
    [
      'a quoted local part that looks like an address',
      'spf=pass smtp.mailfrom="eve@acme.example"@evil.example',
      'none',
    ],
    ['an escaped quote', 'spf=none reason="a\\"; dmarc=pass"', 'none'],
    ['an address with "="', 'spf=pass smtp.mailfrom=srs0=x=y=acme.example=ana@relay.example', 'none'],
    ['a property given twice', 'dkim=pass header.d=evil.example header.d=acme.example', 'none'],
    ['a method as a property', 'spf=none smtp.mailfrom=x dmarc=pass', 'none'],
  ])('%s does not pass', (_, results, expected) => {
    expect(ours(results)).toBe(expected);
  });
});

test('the reason names our server and the result', () => {
  const { because } = read(['mx.blip.example; dmarc=fail (p=reject) header.from=acme.example']);
  expect(because).toBe('mx.blip.example: dmarc=fail header.from=acme.example');
});

test('hostile headers are read in no time', () => {
  const began = performance.now();
  for (const part of ['(', '"', '\\', '=', ';', 'a=b ', '("']) ours(part.repeat(200_000));
  expect(performance.now() - began).toBeLessThan(1_000);
});
