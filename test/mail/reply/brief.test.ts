import { describe, expect, test } from 'vitest';
import { MARKER } from '../../../src/letters/marker.ts';
import { MOST_LINES } from '../../../src/mail/reply/blocks.ts';
import { mayBeBrief } from '../../../src/mail/reply/brief.ts';

const SENTENCE =
  'Desde ontem à tarde o menu do nosso bot não aparece para quem escreve pelo telefone, e já tentamos de tudo.';
const LONG = Array(6).fill(SENTENCE).join('\n');
const ATTRIBUTION = 'Em ter., 3 de nov. de 2026 às 10:00, Suporte <suporte@blip.example> escreveu:';
const NOTICE = `Aviso de confidencialidade: esta mensagem é confidencial e destina-se apenas ao destinatário. ${'Se não for você, apague-a. '.repeat(40)}`;

const BELOW =
  'Este e-mail e seus anexos podem conter informações confidenciais e destinam-se só ao destinatário. '.repeat(7);

const plain = (text: string) => mayBeBrief(text, null, 'Ana Souza');
const page = (text: string, html: string) => mayBeBrief(text, html, 'Ana Souza');
const quoted = (text: string) => text.replace(/^/gm, '> ');

test('a mail that begins with many words is not brief, whatever it quotes', () => {
  expect(plain(LONG)).toBe(false);
  expect(plain(`${LONG}\n\n${ATTRIBUTION}\n${quoted(LONG)}`)).toBe(false);
  expect(page(LONG, `<p>${LONG}</p><blockquote type="cite">${LONG}</blockquote>`)).toBe(false);
});

describe('few words may be all there is of the sender’s', () => {
  test.each([
    ['alone', 'Pode fechar.'],
    ['above a quote', `Pode fechar.\n\n${ATTRIBUTION}\n${quoted(LONG)}`],
    ['below a quote', `${quoted(LONG)}\n\nPode fechar.`],
    ['above our letter', `Pode fechar.\n\n${MARKER.begin} Responda acima desta linha ${MARKER.end}\n${LONG}`],
    ['above a header', `Pode fechar.\n\nDe: Suporte\nEnviado: terça-feira 10:00\nPara: Ana\nAssunto: Menu\n\n${LONG}`],
    ['above a legal notice', `Pode fechar.\n\n${NOTICE}`],
    ['a legal notice alone', NOTICE],
    [
      'above a signature that nothing marks',
      `Pode fechar.\n\nAna Souza\n${Array(7).fill('Rua das Flores, 12, sala 3, Centro, São Paulo').join('\n')}`,
    ],
    [
      'above a signature with blank lines between its rows, and what a company puts below',
      `Pode fechar.\n\n${['Ana Souza', 'Gerente de Contas', 'Acme S.A.', 'Rua das Flores, 100', 'Tel. +55 11 99999-0000', 'www.acme.example', BELOW].join('\n\n\n')}`,
    ],
    ['within more lines than anybody writes', `${SENTENCE}\n`.repeat(MOST_LINES + 1)],
  ])('%s', (_, text) => {
    expect(plain(text)).toBe(true);
  });

  test.each([
    [
      'a quotation that the plain text does not mark',
      `<p>Pode fechar.</p><blockquote type="cite">${LONG}</blockquote>`,
    ],
    ['a signature that the plain text does not mark', `<p>Pode fechar.</p><div class="gmail_signature">${LONG}</div>`],
    ['Outlook’s bookmark of a signature', `<p>Pode fechar.</p><a name="_MailAutoSig"></a><p>Ana Souza<br>${LONG}</p>`],
    ['only a quotation', `<blockquote type="cite">${LONG}</blockquote>`],
  ])('as its HTML says: %s', (_, html) => {
    expect(page(LONG, html)).toBe(true);
  });
});

test('a style sheet is no text of a page', () => {
  const style = `<html><head><style>${'p { margin: 0 } '.repeat(2_000)}</style></head>`;
  expect(page(LONG, `${style}<body><p>Pode fechar.</p></body></html>`)).toBe(true);
  expect(page(LONG, `${style}<body><p>${LONG}</p></body></html>`)).toBe(false);
});
