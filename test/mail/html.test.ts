import { expect, test } from 'vitest';
import { htmlText } from '../../src/mail/html.ts';

test('paragraphs, lists, links and quotes become lines', () => {
  const html =
    '<h1>Erro</h1><p>Um &amp; dois<br>tr&ecirc;s</p><ul><li>a</li></ul><a href="https://acme.example/x">aqui</a><blockquote>antes</blockquote>';
  expect(htmlText(html)).toBe('Erro\n\nUm & dois\ntrês\n\n * a\n\naqui [https://acme.example/x]\n\n> antes');
});

test('scripts, styles and images say nothing', () => {
  expect(htmlText('<style>p{}</style><script>alert(1)</script><img src="x" alt="logo">oi').trim()).toBe('oi');
});

test('HTML too deep or too long for the converter is still read', () => {
  expect(htmlText(`${'<div>'.repeat(5_000)}fundo &amp; raso${'</div>'.repeat(5_000)}`)).toBe('fundo & raso');
  const long = htmlText(`<style>p{}</style><!-- ${'c'.repeat(10)} -->${'<p>linha &#233; 1 < 2</p>'.repeat(40_000)}`);
  expect(long.startsWith('linha é 1 < 2\n')).toBe(true);
});

test('hostile HTML ends soon', () => {
  const began = performance.now();
  for (const html of [
    '<'.repeat(500_000),
    '<style>'.repeat(100_000),
    '<!--'.repeat(100_000),
    '<b>x'.repeat(50_000),
    '&amp'.repeat(100_000),
  ])
    htmlText(html);
  expect(performance.now() - began).toBeLessThan(8_000);
});
