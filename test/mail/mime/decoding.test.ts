import { expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture, mailWith } from '../mails.ts';

const read = (name: string) => readMail(fixture(`decoding/${name}`), DESK);
const names = (message: Awaited<ReturnType<typeof read>>) => message.attachments.map(({ filename }) => filename);

test.each([
  ['latin1-que-diz-utf8', 'Exportação parada', 'Olá,\n\nA exportação do relatório não termina desde ontem à tarde.'],
  ['utf8-que-diz-latin1', 'Relatorio', 'Não consigo abrir o relatório de março.'],
  [
    'bytes-crus-sem-charset',
    'Atenção: integração caída',
    'A integração está caída, e os clientes não recebem mensagens.',
  ],
  [
    'pie-en-otro-charset',
    'Consulta',
    'La campaña no se envió a todos los números.\n\n_____\nEste mensaje fue revisado: ningún virus encontrado.',
  ],
  ['utf-7', 'Relatório não abre', 'O relatório de março não abre, 1 + 1 = 2.'],
])('a wrong or missing charset is seen through: %s', async (name, subject, text) => {
  expect(await read(name)).toMatchObject({ subject, text });
});

test.each([
  ['base64-que-nao-e', 'Bom dia, o bot parou de responder.\nPodem verificar, por favor?'],
  ['base64-em-dois-pedacos', 'Hola, el bot no contesta.\n¿Pueden revisarlo?'],
  ['quoted-printable-partido', 'El 50=% de los envíos falla = desde ayer.'],
  ['delimitador-perdido', 'O texto veio sem delimitador.'],
])('a broken encoding is read as far as it goes: %s', async (name, text) => {
  expect((await read(name)).text).toBe(text);
});

test('a flowed text is put together again, quotes and all', async () => {
  const { text } = await read('linhas-corridas');
  expect(text).toBe(
    'Este parágrafo foi quebrado pelo programa de mail, e é um só.\n\n> A pergunta também veio quebrada.\nFrom aqui em diante.\n--\nAna',
  );
});

test('a file in uuencode within a text is an attachment', async () => {
  const message = await read('uuencode-no-texto');
  expect(message.text).toBe('Segue o log:\n\n\nObrigada,\nAna');
  expect(message.attachments).toMatchObject([{ filename: 'erro do bot.log', contentType: 'text/plain', size: 195 }]);
});

test('a line that only begins like uuencode stays text', async () => {
  for (const text of ['begin 644 the story\nand so on\nend', 'begin 644 x\nend', 'begin'])
    expect(await readMail(mailWith([], text), DESK)).toMatchObject({ text, attachments: [] });
});

test('what Outlook packs into winmail.dat is unpacked: files with their long names, and the text where there is no other', async () => {
  const message = await read('winmail');
  expect(message.text).toBe('Segue a planilha com os números.');
  expect(names(message)).toEqual(['winmail.dat', 'planilha de março.xls', 'log.txt']);
});

test('an attached mail without a name is called by its subject', async () => {
  expect(names(await read('mail-anexado-sem-nome'))).toEqual(['Erro na integração bot 12.eml']);
});

test('an invitation without a text is read, and is an attachment too', async () => {
  const message = await read('convite-sem-texto');
  expect(message.text).toBe(
    'Revisão do contrato, fase 2\n2026-11-05 14:00 (America/Sao_Paulo) – 2026-11-05 15:00 (America/Sao_Paulo)\nSala 3\nana@acme.example\n\nTrazer os números de outubro.',
  );
  expect(names(message)).toEqual(['invite.ics']);
});

test('file names are decoded from raw bytes, split encoded words, RFC 2231 pieces, and words without quotes', async () => {
  expect(names(await read('nomes-em-bytes-crus'))).toEqual([
    'relatório.pdf',
    'ação.pdf',
    'situação final.csv',
    'orçamento.pdf',
  ]);
});

test('a file name cannot turn the direction of reading', async () => {
  const header = [
    'Content-Type: application/x-msdownload',
    "Content-Disposition: attachment; filename*=utf-8''a%E2%80%AEgpj.exe",
  ];
  expect(names(await readMail(mailWith(header), DESK))).toEqual(['agpj.exe']);
});

test('an empty plain part, and one that only asks for another program, do not hide the HTML', async () => {
  expect(await read('html-com-parte-vazia')).toMatchObject({
    text: 'A fila não anda desde as 9h.',
    textsDisagree: null,
  });
  const asking = await read('plain-that-asks-for-html');
  expect(asking.text).toMatch(/^Our order exports fail every night/);
  expect(asking.textsDisagree).toBeNull();
});

test('two texts that have little in common are flagged, and what is shown is what is classified', async () => {
  const { text, textsDisagree } = await read('texts-that-disagree');
  expect(text).toMatch(/^Please close the ticket/);
  expect(textsDisagree).toBe('the plain text and the HTML share 0 of 15 and 13 words');
});

test('of two forms of one text nothing is flagged, quotes in one of them or not', async () => {
  for (const name of ['reply-gmail-html', 'pedido-simples', 'resposta-outlook'])
    expect((await readMail(fixture(name), DESK)).textsDisagree, name).toBeNull();
  const body =
    '--b\n\nO envio parou, podem ver isso hoje?\n--b\nContent-Type: text/html\n\n<p>O envio parou, podem ver isso hoje?</p><blockquote>' +
    `${'<p>Bom dia, recebemos sua mensagem e respondemos assim que possível; até lá segue o passo a passo para conferir a chave.</p>'.repeat(8)}</blockquote>\n--b--`;
  const quoting = await readMail(mailWith(['Content-Type: multipart/alternative; boundary=b'], body), DESK);
  expect(quoting).toMatchObject({ text: 'O envio parou, podem ver isso hoje?', textsDisagree: null });
});

test('a newsletter reads well: lists, tables, links without what watches them, nothing hidden', async () => {
  expect((await read('newsletter')).text).toBe(
    [
      'Pedido 1024',
      '',
      'Olá Ana,',
      '',
      '- primeiro',
      '- segundo',
      '',
      'Bot | Situação',
      'Vendas | parado',
      '',
      'Veja o pedido <https://acme.example/p?id=7> ou acme.example, a ajuda <https://blip.example/ajuda> e ana@acme.example.',
    ].join('\n'),
  );
});

test('a type without a subtype, or without its semicolon, is understood', async () => {
  const raw = Buffer.from('From: a@acme.example\r\nContent-Type: text\r\n\r\nação', 'latin1');
  expect((await readMail(raw, DESK)).text).toBe('ação');
  const typed = mailWith(
    ['Content-Type: text/plain charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
    'n=C3=A3o',
  );
  expect((await readMail(typed, DESK)).text).toBe('não');
});
