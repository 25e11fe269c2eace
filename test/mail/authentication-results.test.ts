import { describe, expect, test } from 'vitest';
import { readAuthentication } from '../../src/mail/authentication-results.ts';

const verdict = (...headers: string[]) => readAuthentication(headers, 'acme.example', 'mx.blip.example').verdict;
const ours = (results: string) => verdict(`mx.blip.example; ${results}`);

describe('which header counts', () => {
  test('the topmost of our server, whatever stands above and below it', () => {
    const other = 'mx.other.example; dmarc=pass header.from=acme.example';
    expect(verdict(other)).toBe('none');
    expect(verdict(other, 'mx.blip.example; dmarc=fail', 'mx.blip.example; dmarc=pass')).toBe('fail');
  });
  test('none where no server is trusted', () => {
    expect(readAuthentication(['mx.blip.example; dmarc=pass'], 'acme.example', null).verdict).toBe('none');
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
  const { because } = readAuthentication(
    ['mx.blip.example; dmarc=fail (p=reject) header.from=acme.example'],
    'acme.example',
    'mx.blip.example',
  );
  expect(because).toBe('mx.blip.example: dmarc=fail header.from=acme.example');
});

test('hostile headers are read in no time', () => {
  const began = performance.now();
  for (const part of ['(', '"', '\\', '=', ';', 'a=b ', '("']) ours(part.repeat(200_000));
  expect(performance.now() - began).toBeLessThan(1_000);
});
