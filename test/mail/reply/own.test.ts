import { describe, expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { ownText } from '../../../src/mail/reply/own.ts';
import type { Picture } from '../../../src/mail/reply/pictures.ts';
import { DESK, mailWith } from '../mails.ts';

const QUOTE = 'Em 3 de nov. de 2026, à(s) 13:02, Suporte <suporte@blip.example> escreveu:\n\n> Ok?\n> Sim.';
const ERRO: Picture = { contentId: 'erro@acme.example', filename: 'erro.png' };
const LOGO: Picture = { contentId: 'logo@acme.example', filename: 'logo.png' };

const plain = (text: string, sender = '') => ownText(text, { html: '', isWhole: false }, [], sender);
/** Of a mail with both forms; the plain one says the words. */
const page = (html: string, text: string, pictures: Picture[] = [ERRO, LOGO]) =>
  ownText(text, { html, isWhole: true }, pictures, '');

describe('nothing is left', () => {
  test.each([
    ['a quote alone', QUOTE],
    ['a quote and the signature of a phone', `Enviado do meu iPhone\n\n${QUOTE}`],
    ['a delimited signature', `-- \nBia Lima\nSuporte\n\n${QUOTE}`],
    ['a closing formula with a name', `Atenciosamente,\nBia Lima\n\n${QUOTE}`],
    [
      'a forwarded mail',
      '---------- Forwarded message ---------\nDe: Ana <ana@acme.example>\nDate: ter., 3 de nov. de 2026\nSubject: Erro\nTo: Bia <bia@blip.example>\n\nParou.',
    ],
    ['dots and dashes', `...\n\n${QUOTE}`],
    ['nothing at all', ''],
    ['more lines than anybody writes', 'a\n'.repeat(20_001)],
  ])('%s', (_, text) => {
    expect(plain(text)).toBe('');
  });

  test('what a program marks as quoted is no one’s own words, in whatever language it says so', () => {
    const html =
      '<div></div><div class="gmail_quote"><div class="gmail_attr">Suporte qxzwv:</div><blockquote class="gmail_quote">Ok?</blockquote></div>';
    expect(page(html, 'Suporte qxzwv:\n\n> Ok?')).toBe('');
  });
});

describe('the line to reply above of our own letter', () => {
  const BELOW = '\n\nAna Souza: parou.\n\nSegue a resposta.';

  test.each([
    ['alone', `[-- Responda acima desta linha --]${BELOW}`, '[-- Responda acima desta linha --]'],
    [
      'below what stands above it in the letter',
      `Voltou.\n\nCaio ficou com este chamado.\n\n[-- Responda acima desta linha --]${BELOW}`,
      'Voltou.\n\nCaio ficou com este chamado.\n\n[-- Responda acima desta linha --]',
    ],
    [
      'below a signature',
      `It is back.\n\n-- \nBia Lima\n\n[-- Reply above this line --]${BELOW}`,
      'It is back.\n\n[-- Reply above this line --]',
    ],
    [
      'in bold, with dashes that a program changed',
      `Ya está.\n\n*[— Responde por encima de esta línea —]*${BELOW}`,
      'Ya está.\n\n[-- Responde por encima de esta línea --]',
    ],
    [
      'with words of the letter on its line',
      `It is back.\n\n[-- Reply above this line --] Mary wrote: it is down.${BELOW}`,
      'It is back.\n\n[-- Reply above this line --]',
    ],
    [
      'broken before its end',
      `It is back.\n\n[-- Reply above this line\n--]`,
      'It is back.\n\n[-- Reply above this line --]',
    ],
    [
      'between a quote and more of the letter',
      `Em 3 de nov. de 2026, à(s) 13:02, Suporte <suporte@blip.example> escreveu:\n\n> Ok?\n\nVoltou.\n\n[-- Responda acima desta linha --]${BELOW}`,
      'Voltou.\n\n[-- Responda acima desta linha --]',
    ],
  ])('stays where nothing else says that it is quoted: %s', (_, text, own) => {
    expect(plain(text)).toBe(own);
  });

  test('stays below the sender’s own name', () => {
    expect(plain(`Voltou.\n\nBia Lima\nSuporte\n\n[-- Responda acima desta linha --]${BELOW}`, 'Bia Lima')).toBe(
      'Voltou.\n\n[-- Responda acima desta linha --]',
    );
  });

  test('stays where both forms of the text hold it unmarked, and one of them amid a line', () => {
    const html =
      '<p>Voltou.</p><p>Caio ficou com este chamado.</p><p>[-- Responda acima desta linha --] Ana Souza: parou.</p>';
    expect(page(html, `Voltou.\n\nCaio ficou com este chamado.\n\n[-- Responda acima desta linha --]${BELOW}`)).toMatch(
      /\[-- Responda acima desta linha --\]$/,
    );
  });

  test.each([
    [
      'under an attribution',
      `Voltou.\n\nEm 3 de nov. de 2026, à(s) 13:02, Suporte <suporte@blip.example> escreveu:\n\nCaio ficou.\n\n[-- Responda acima desta linha --]${BELOW}`,
    ],
    [
      'under a copied header',
      `Voltou.\n\nDe: Suporte <suporte@blip.example>\nEnviado: terça-feira, 3 de novembro de 2026 13:02\nPara: Bia <bia@blip.example>\nAssunto: Bot parado\n\nCaio ficou.\n\n[-- Responda acima desta linha --]${BELOW}`,
    ],
    [
      'under a rule with words',
      `Voltou.\n\n-----Mensagem original-----\n\nCaio ficou.\n\n[-- Responda acima desta linha --]${BELOW}`,
    ],
    ['marked', 'Voltou.\n\n> Caio ficou.\n>\n> [-- Responda acima desta linha --]\n>\n> Ana Souza: parou.'],
  ])('goes where the letter is quoted: %s', (_, text) => {
    expect(plain(text)).toBe('Voltou.');
  });

  test('goes where only one form of the text says that the letter is quoted', () => {
    const letter = 'Caio ficou.\n\n[-- Responda acima desta linha --]\n\nAna Souza: parou.';
    const bare = '<p>Caio ficou.</p><p>[-- Responda acima desta linha --]</p><p>Ana Souza: parou.</p>';
    expect(page(`<p>Voltou.</p><blockquote type="cite">${bare}</blockquote>`, `Voltou.\n\n${letter}`)).toBe('Voltou.');
    expect(page(`<p>Voltou.</p>${bare}`, `Voltou.\n\n${letter.replace(/^/gm, '> ')}`)).toBe('Voltou.');
  });

  test('that of another desk says where its letter begins, as ever', () => {
    expect(plain('Voltou.\n\n##- Please type your reply above this line -##\n\nParou.')).toBe('Voltou.');
  });
});

describe('the words stay', () => {
  test.each([
    ['above a quote', `Voltou.\n\n${QUOTE}`, 'Voltou.'],
    ['below a quote', `${QUOTE}\n\nVoltou.`, 'Voltou.'],
    ['around a quote that a program put there', `Olá.\n\n${QUOTE}\n\nVoltou.`, 'Olá.\n\nVoltou.'],
    [
      'around a quote that the sender put there',
      'O manual diz:\n\n> Publique outra vez.\n\nIsso basta.',
      'O manual diz:\n\n> Publique outra vez.\n\nIsso basta.',
    ],
    [
      'between quotes, with those',
      '> Parou?\nSim.\n>Desde quando?\nDesde ontem.\n> Ok.',
      '> Parou?\n\nSim.\n\n> Desde quando?\n\nDesde ontem.',
    ],
    ['of a greeting alone', `Olá, Ana\n\n${QUOTE}`, 'Olá, Ana'],
    ['that say where the answers stand', `Respondo abaixo.\n\n${QUOTE}`, 'Respondo abaixo.'],
    ['above a closing formula', `Voltou.\n\nAtenciosamente,\nBia Lima\n\n${QUOTE}`, 'Voltou.'],
    ['with a thumb', `👍\n\n${QUOTE}`, '👍'],
    [
      'with the marker amid a line',
      'veja [-- Responda acima desta linha --] aqui',
      'veja [-- Responda acima desta linha --] aqui',
    ],
  ])('%s', (_, text, own) => {
    expect(plain(text)).toBe(own);
  });

  test('with the lines of the HTML, where the plain text was wrapped', () => {
    const html = '<div>Uma linha que o programa partiu em duas.</div><blockquote type="cite">Ok?</blockquote>';
    expect(page(html, 'Uma linha que o programa\npartiu em duas.\n\n> Ok?')).toBe(
      'Uma linha que o programa partiu em duas.',
    );
  });

  test('but not what only the plain text knows to be a quote', () => {
    expect(page('<p>Voltou.</p><p>Parou?</p><p>Desde ontem.</p>', 'Voltou.\n\n> Parou?\n> Desde ontem.')).toBe(
      'Voltou.',
    );
  });

  test('but not what only the HTML knows to be a quote', () => {
    expect(page('<p>Voltou.</p><blockquote type="cite">Parou?</blockquote>', 'Voltou.\n\nParou?')).toBe('Voltou.');
  });

  test('with Outlook’s paragraphs as lines, and an empty one as an empty line', () => {
    const html =
      '<p class=MsoNormal>#nota</p><p class=MsoNormal>Um</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Dois</p>';
    expect(page(html, '#nota\nUm\n\nDois')).toBe('#nota\nUm\n\nDois');
  });
});

describe('pictures', () => {
  const shows = ({ contentId }: Picture, alt = '') => `<img src="cid:${contentId}" alt="${alt}">`;

  test('stand where the HTML shows them, within a line too', () => {
    expect(page(`<p>Antes ${shows(ERRO)} depois</p>`, 'Antes depois')).toBe(`Antes [cid:${ERRO.contentId}] depois`);
  });

  test('of the quote and the signature are left out', () => {
    const html = `<div>Veja ${shows(ERRO)}</div><div class="gmail_signature">${shows(LOGO)}</div><blockquote type="cite">${shows(LOGO)}</blockquote>`;
    expect(page(html, 'Veja')).toBe(`Veja [cid:${ERRO.contentId}]`);
  });

  test('below a closing formula are left out', () => {
    expect(
      page(
        `<p>Veja</p><p>Atenciosamente,</p><p>Bia Lima</p><p>${shows(LOGO)}</p>`,
        'Veja\n\nAtenciosamente,\n\nBia Lima',
      ),
    ).toBe('Veja');
  });

  test('of a quote that is kept are left out of it', () => {
    const html = `<blockquote>Parou? ${shows(LOGO)}</blockquote><p>Sim ${shows(ERRO)}</p><blockquote>Desde?</blockquote><p>Ontem</p>`;
    expect(page(html, '> Parou?\n\nSim\n\n> Desde?\n\nOntem')).toBe(
      `> Parou?\n\nSim [cid:${ERRO.contentId}]\n\n> Desde?\n\nOntem`,
    );
  });

  test('alone are a mail’s own', () => {
    expect(page(`<div>${shows(ERRO)}</div><blockquote type="cite">Ok?</blockquote>`, '> Ok?')).toBe(
      `[cid:${ERRO.contentId}]`,
    );
  });

  test('that did not come along are not named', () => {
    expect(page('<p>Veja <img src="cid:other@acme.example"><img src="https://acme.example/x.png"></p>', 'Veja')).toBe(
      'Veja',
    );
  });

  test('are known by an id that is written in percent', () => {
    expect(page('<p>Veja <img src="cid:erro%40acme.example"></p>', 'Veja')).toBe(`Veja [cid:${ERRO.contentId}]`);
  });

  test('in a plain text are known by what Gmail and Outlook write, in their order', () => {
    const html = `<p>Algo diferente</p>${shows(ERRO, 'image.png')}${shows(LOGO, 'image.png')}<img src="https://a.example/b" alt="web">`;
    const text = `Um [image: image.png] dois [image: image.png] [cid:${ERRO.contentId}] [image: web][cid:x@y] [image: escrito]`;
    expect(page(html, text)).toBe(
      `Um [cid:${ERRO.contentId}] dois [cid:${LOGO.contentId}] [cid:${ERRO.contentId}] [cid:x@y] [image: escrito]`,
    );
  });
});

describe('a signature that nothing marks', () => {
  test.each([
    ['begins with the sender’s name', 'Voltou.\n\nBia Lima\nSuporte | Blip\nbia@blip.example', 'Voltou.'],
    ['whatever the order of its words', 'Voltou.\n\n*Lima, Bia*\n+55 31 3333-0000', 'Voltou.'],
    ['below thanks, which stay', 'Obrigada,\nBia Lima', 'Obrigada,'],
    ['is all there is', 'Bia Lima\nSuporte', ''],
  ])('%s', (_, text, own) => {
    expect(plain(`${text}\n\n${QUOTE}`, 'Bia Lima')).toBe(own);
  });

  test.each([
    'Bia Lima\nO protocolo é o que está no painel.',
    'Fale com:\nBia Lima\nContrato: 4711',
    'Bia Lima vai responder.',
    'Bia\nSuporte',
  ])('is no text that names the sender: %j', (text) => {
    expect(plain(text, 'Bia Lima')).toBe(text);
  });
});

test('a text beside an HTML that is no other form of it is read as it is', async () => {
  const mail = mailWith(
    ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    '--b\nContent-Type: text/plain\n\nSegue a foto.\n--b\nContent-Type: text/html\n\n<p>Enviado do meu iPhone</p>\n--b--',
  );
  expect((await readMail(mail, DESK)).ownText).toBe('Segue a foto.');
});

describe('a text that nobody wrote costs no more than its length', () => {
  const N = 60_000;
  test.each([
    ['pictures', '<img src="cid:erro@acme.example">'.repeat(N / 4), ''],
    ['pictures that never end', '<img src="cid:'.repeat(N / 2), ''],
    ['quotations', '<blockquote>a</blockquote>b'.repeat(N / 4), ''],
    ['paragraphs that are never closed', '<p class=MsoNormal>'.repeat(N / 4), ''],
    ['brackets', '', '[image: '.repeat(N)],
    ['ids', '', '[cid:'.repeat(N)],
    ['pointed brackets', '<p>a</p>', '<'.repeat(N * 4)],
    ['one letter after another', `<p>${'a '.repeat(N)}</p>`, 'a\n'.repeat(10_000)],
    ['quoted lines', '', '> a\nb\n'.repeat(9_000)],
  ])(
    '%s',
    (_, html, text) => {
      expect(page(html, text).length).toBeLessThan(2_000_000);
    },
    5_000,
  );
});
