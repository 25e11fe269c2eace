import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MARKER } from '../../../src/letters/marker.ts';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture } from '../mails.ts';

/**
 * What agents wrote in answer to a letter of the desk, line by line: `fixtures/mail/agent-reply/`, as each program writes it.
 * The letter that they quote holds the customer's words, the line to reply above, and notes of colleagues.
 */
const WROTE: Record<string, string[]> = {
  'apple-mail-en-pdf': ['The guide is attached.'],
  'apple-mail-es': ['Hola, Luis:', '', 'Ya está resuelto.'],
  'apple-mail-pt-br-picture': [
    'Ana, o botão é este:',
    '',
    '[cid:3E0A4C0F-5D0B-4C43-8E47-6B6C2B7A9D10]',
    '',
    'Depois me avise.',
  ],
  'gmail-android-en-commands': ['#pending', '', 'Could you tell us the time of the last message that arrived?'],
  'gmail-android-es-only-attachment': [],
  'gmail-android-pt-br-attachment': ['Segue o passo a passo em anexo.'],
  'gmail-web-en-answered-below': ['Hello Mary,', '', "The number is back since one o'clock."],
  'gmail-web-en-picture': [
    'Please press the button marked here:',
    '',
    '[cid:ii_m1x2y3z40]',
    '',
    'Then publish once more.',
  ],
  'gmail-web-es-commands': ['#resuelto', '#etiqueta whatsapp', '', 'Hola, Luis: el número ya está activo otra vez.'],
  'gmail-web-pt-br-forward-without-words': [],
  'gmail-web-pt-br-interleaved-with-marker': [
    'Oi, Ana, respondo entre as linhas.',
    '',
    '> [-- Responda acima desta linha --]',
    '> ',
    '> Nova mensagem de Ana Souza em BLIP-1024.',
    '> ',
    '> Nota de Caio Reis: cliente com fatura em atraso, não comentar.',
    '> ',
    '> Bom dia, o bot parou de responder no WhatsApp às 9h.',
    '',
    'Foi uma queda do canal; voltou às 13h.',
    '',
    '> Já tentamos publicar o fluxo outra vez.',
    '',
    'Não é preciso publicar outra vez.',
  ],
  'gmail-web-pt-br-interleaved': [
    'Oi, Ana, respondo entre as linhas.',
    '',
    '> Bom dia, o bot parou de responder no WhatsApp às 9h.',
    '',
    'Foi uma queda do canal; voltou às 13h.',
    '',
    '> Já tentamos publicar o fluxo outra vez.',
    '',
    'Não é preciso publicar outra vez.',
  ],
  'gmail-web-pt-br': [
    'Bom dia, Ana!',
    '',
    'O canal foi reconectado às 13h e as mensagens que ficaram na fila já saíram. Pode testar de novo, por favor?',
    '',
    'Se voltar a parar, responda a este e-mail.',
  ],
  'iphone-en-answered-below': ['It is back, Mary.'],
  'iphone-en-photo': ['This is the switch on our side:'],
  'iphone-es-commands': ['#tomar', 'Lo miro ahora mismo.'],
  'iphone-pt-br-only-attachment': [],
  'iphone-pt-br': ['Voltou ao ar às 13h. Obrigada pela paciência!'],
  'outlook-android-pt-br': ['Já voltou, Ana.', '', 'Pode fechar?'],
  'outlook-desktop-en-commands': [
    '#solved',
    '#priority low',
    '',
    'Dear Mary,',
    '',
    'The number is back. See the status page <https://status.blip.example/> for the times.',
  ],
  'outlook-desktop-en-without-words': [],
  'outlook-desktop-es-picture-and-logo': [
    'Hola, Luis:',
    '',
    'Pulse el botón que se ve aquí:',
    '[cid:image002.png@01DC4D8A.5C2F7A10]',
    'Y publique otra vez.',
  ],
  'outlook-desktop-pt-br-logo': ['Olá, Ana,', '', 'O canal voltou às 13h.', 'As mensagens da fila já foram entregues.'],
  'outlook-desktop-pt-br-only-attachment': [],
  'outlook-ios-en': ['Back up since 1 PM.'],
  'outlook-ios-es-commands': ['#pendiente', '', '¿Nos envía el identificador del bot?'],
  'outlook-web-en-note-and-attachment': ['#note', 'Waiting for Meta to confirm; please do not tell the customer yet.'],
  'outlook-web-en-only-picture': ['[cid:b2b1c9a0-51de-4f6a-8d55-6f0c1ad0e9b2]'],
  'outlook-web-es': ['Hola, Luis:', '', 'El servicio volvió a la normalidad a las 13.', 'Gracias por avisar.'],
  'outlook-web-pt-br-picture-and-logo': [
    'Olá, Ana,',
    '',
    'Veja onde fica o botão:',
    '[cid:b2b1c9a0-51de-4f6a-8d55-6f0c1ad0e9b2]',
    '',
    'Depois é só publicar.',
  ],
  'thunderbird-en-picture': [
    'Dear Mary,',
    '',
    'The setting is here:',
    '',
    '[cid:part1.Yv0kq2Lr.9sT1fHcd@blip.example]',
    '',
    'Please try again.',
  ],
  'thunderbird-es-interleaved': [
    '> Buenos días, el bot dejó de responder en WhatsApp a las 9.',
    '',
    'Fue una caída del canal; volvió a las 13.',
    '',
    '> Ya publicamos el flujo otra vez.',
    '',
    'No hace falta publicar nada más.',
  ],
  'thunderbird-es-plain-attachment': ['#espera', '', 'Hola, Luis: adjunto la plantilla.'],
  'thunderbird-pt-br-answered-below': ['Boa tarde, Ana.', '', 'O canal está de volta e a fila foi entregue.'],
};

const UNTRIMMED = 'gmail-web-pt-br-interleaved-with-marker';

test('each of the mails is looked at', () => {
  const mails = readdirSync(new URL('../../fixtures/mail/agent-reply/', import.meta.url));
  expect(mails.map((file) => file.replace(/\.eml$/, '')).sort()).toEqual(Object.keys(WROTE).sort());
});

test.each(Object.entries(WROTE))('%s: exactly the new text', async (name, lines) => {
  const { ownText, text } = await readMail(fixture(`agent-reply/${name}`), DESK);
  expect(ownText?.split('\n')).toEqual(lines.length === 0 ? [''] : lines);
  expect(text.length).toBeGreaterThan(ownText?.length ?? 0);
});

test.each(Object.keys(WROTE).filter((name) => name !== UNTRIMMED))(
  '%s: nothing of the letter but what was answered',
  async (name) => {
    const { ownText } = await readMail(fixture(`agent-reply/${name}`), DESK);
    for (const inside of [
      MARKER.begin,
      MARKER.end,
      'Caio',
      'suporte@',
      'BLIP-1024',
      'bia@',
      'Bia Lima',
      'Plus',
      'iPhone',
      'Outlook',
    ]) {
      expect(ownText).not.toContain(inside);
    }
  },
);

test('where the line to reply above stands between the answers it stays, so that the mail can be refused', async () => {
  expect((await readMail(fixture(`agent-reply/${UNTRIMMED}`), DESK)).ownText).toContain(MARKER.begin);
});

test.each([
  ['gmail-web-en-picture', 'button.png'],
  ['outlook-desktop-es-picture-and-logo', 'image002.png'],
  ['outlook-web-pt-br-picture-and-logo', 'image.png'],
  ['outlook-web-en-only-picture', 'image.png'],
  ['apple-mail-pt-br-picture', 'Captura de Tela 2026-11-03.png'],
  ['thunderbird-en-picture', '9sT1fHcd.png'],
])('%s: the picture is named where it stands, and a logo is not', async (name, filename) => {
  const { ownText, attachments } = await readMail(fixture(`agent-reply/${name}`), DESK);
  const named = Array.from(String(ownText).matchAll(/\[cid:([^\]]+)\]/g), ([, id]) => id);
  expect(named).toHaveLength(1);
  expect(attachments.filter(({ contentId }) => contentId === named[0])).toMatchObject([{ filename, inline: true }]);
  for (const { contentId } of attachments) expect(contentId).toBeDefined();
});

test.each([
  ['gmail-android-pt-br-attachment', 'passo-a-passo.pdf'],
  ['gmail-android-es-only-attachment', 'guia.pdf'],
  ['outlook-desktop-pt-br-only-attachment', 'relatorio.pdf'],
  ['outlook-web-en-note-and-attachment', 'trace.log'],
  ['apple-mail-en-pdf', 'guide.pdf'],
  ['iphone-en-photo', 'IMG_0042.jpg'],
  ['iphone-pt-br-only-attachment', 'contrato.pdf'],
  ['thunderbird-es-plain-attachment', 'plantilla.pdf'],
])('%s: the file is attached, and no picture of the text', async (name, filename) => {
  const { attachments } = await readMail(fixture(`agent-reply/${name}`), DESK);
  expect(attachments.map((one) => [one.filename, 'contentId' in one])).toEqual([[filename, false]]);
});
