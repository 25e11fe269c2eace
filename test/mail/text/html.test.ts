import { expect, test } from 'vitest';
import { htmlText } from '../../../src/mail/text/html.ts';

test('paragraphs, lists, links and quotes become lines', () => {
  const html =
    '<h1>Erro</h1><p>Um &amp; dois<br>tr&ecirc;s</p><ul><li>a</li></ul><a href="https://acme.example/x">aqui</a><blockquote>antes</blockquote>';
  expect(htmlText(html)).toBe('Erro\n\nUm & dois\ntrês\n\n- a\n\naqui <https://acme.example/x>\n\n> antes');
});

test('scripts, styles and images say nothing', () => {
  expect(htmlText('<style>p{}</style><script>alert(1)</script><img src="x" alt="logo">oi').trim()).toBe('oi');
});

test('HTML too deep or too long for the converter is still read', () => {
  expect(htmlText(`${'<div>'.repeat(5_000)}fundo &amp; raso${'</div>'.repeat(5_000)}`)).toBe('fundo & raso');
  const long = htmlText(`<style>p{}</style><!-- ${'c'.repeat(10)} -->${'<p>linha &#233; 1 < 2</p>'.repeat(40_000)}`);
  expect(long.startsWith('linha é 1 < 2\n')).toBe(true);
});

test.each([
  ['<a href="https://acme.example/">acme.example</a>', 'acme.example'],
  ['<a href="https://acme.example/x?a=1&utm_medium=mail#topo">aqui</a>', 'aqui <https://acme.example/x?a=1#topo>'],
  ['<a href="mailto:ana@acme.example?subject=x">Ana</a>', 'Ana <ana@acme.example>'],
  ['<a href="mailto:ana@acme.example">ana@acme.example</a>', 'ana@acme.example'],
  ['<a href="https://urldefense.com/v3/__https://blip.example/a__;!!x">ver</a>', 'ver <https://blip.example/a>'],
  ['<a href="javascript:alert(1)">clique</a>', 'clique'],
  ['<a href="#topo">topo</a>', 'topo'],
  ['<a href="https://t.example/c"><img src="x"></a>', ''],
])('a link shows where it leads, unless its words do: %s', (html, text) => {
  expect(htmlText(html).trim()).toBe(text);
});

test('a table of facts is a line a row, a table of layout is not', () => {
  const facts = '<table><tr><th>Bot</th><th>Hora</th></tr><tr><td><p>Um</p></td><td>10:00</td></tr></table>';
  expect(htmlText(facts)).toBe('Bot | Hora\nUm | 10:00');
  const layout = '<table><tr><td><p>Olá,</p><p>tudo bem?</p></td><td>menu</td></tr><tr><td>fim</td></tr></table>';
  expect(htmlText(layout)).toBe('Olá,\n\ntudo bem?\n\nmenu\nfim');
});

test('what is hidden is not read, unless there is nothing else', () => {
  expect(htmlText('<div style="display: none">antes</div><span hidden>x</span>oi')).toBe('oi');
  expect(htmlText('<div style="display:none">só isto</div>')).toBe('só isto');
});

test('a blockquote that only indents is no quote', () => {
  const html =
    '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">recuado</blockquote><blockquote type="cite">citado</blockquote>';
  expect(htmlText(html)).toBe('recuado\n\n> citado');
});

test('deep lists and quotes are read in time that their length sets', () => {
  expect(htmlText(`${'<ul><li>'.repeat(140)}x`)).toContain('x');
  expect(htmlText(`${'<blockquote>'.repeat(200)}x`)).toBe(`${'>'.repeat(8)} x`);
});
