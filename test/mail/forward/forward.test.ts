import { describe, expect, test } from 'vitest';
import { forwardedIn } from '../../../src/mail/forward/forward.ts';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture } from '../mails.ts';

const PAULO = { name: 'Paulo Reis', address: 'paulo@acme.example' };
const read = (name: string) => readMail(fixture(name), DESK);

test('a mail forwarded inline is found with its sender, subject and text', async () => {
  const { forwarded, replyText } = await read('encaminhado');
  expect(forwarded).toEqual({
    from: PAULO,
    subject: 'Erro no portal',
    text: 'O portal mostra erro 500 ao abrir os relatórios.\n\nPaulo',
    date: 'ter., 3 de nov. de 2026 às 15:40',
  });
  expect(replyText).toBe('Chegou direto para mim, podem abrir?');
});

describe('whole mails', () => {
  test.each([
    ['gmail-pt-br', 'ter., 3 de nov. de 2026 às 15:40'],
    ['gmail-html-only-pt-pt', 'terça, 3/11/2026 à(s) 15:40'],
  ])('Gmail, both its texts and HTML alone: %s', async (name, date) => {
    expect((await read(`forward/${name}`)).forwarded).toEqual({
      from: PAULO,
      subject: 'Relatório não carrega',
      text: expect.stringMatching(/^O relatório de atendimentos fica em branco\.\s+Paulo$/),
      date,
    });
  });

  test.each([
    ['apple-html-only-pt-br', '3 de novembro de 2026 15:40:12 BRT'],
    ['thunderbird-html-only-pt-br', '2026-11-03T18:40:12.000Z'],
    ['yahoo-pt-br', 'terça-feira, 3 de novembro de 2026 15:40:12 BRT'],
  ])('quoted, in a table, and run together: %s', async (name, date) => {
    expect((await read(`forward/${name}`)).forwarded).toEqual({
      from: PAULO,
      subject: 'Cobrança em dobro',
      text: 'A fatura veio em dobro.',
      date,
    });
  });

  test('Outlook in Spanish, HTML alone', async () => {
    expect((await read('forward/outlook-html-only-es')).forwarded).toEqual({
      from: { name: 'Lucía Gómez', address: 'lucia@globex.example' },
      subject: 'El bot no contesta',
      text: expect.stringMatching(/^Desde las nueve el bot no contesta a nadie\.\s+Lucía$/),
      date: 'martes, 3 de noviembre de 2026 15:40',
    });
  });

  test('Outlook on an iPhone in Portugal', async () => {
    expect((await read('forward/outlook-mobile-pt-pt')).forwarded).toEqual({
      from: { name: 'Nuno Faria', address: 'nuno@initech.example' },
      subject: 'Acesso bloqueado',
      text: 'Não consigo entrar na plataforma.\n\nCumprimentos,\nNuno',
      date: 'Tuesday, November 3, 2026 3:40:12 PM',
    });
  });

  test('iPhone Mail in Spanish, with the forwarded picture among the attachments', async () => {
    const { forwarded, attachments } = await read('forward/iphone-es-with-picture');
    expect(forwarded).toEqual({
      from: { name: 'Lucía Gómez', address: 'lucia@globex.example' },
      subject: 'Pantalla en blanco',
      text: 'La pantalla se queda en blanco.',
      date: '3 de noviembre de 2026, 15:40:12 CET',
    });
    expect(attachments).toMatchObject([{ filename: 'captura.png' }]);
  });

  test('an answer in a thread that began with a forward is none', async () => {
    expect((await read('forward/answer-with-forward-below-pt-br')).forwarded).toBeNull();
  });
});

describe('mails attached', () => {
  test('a mail forwarded as an attachment is found', async () => {
    const { forwarded, attachments } = await read('forward-attached');
    expect(forwarded).toEqual({
      from: { name: 'Mary Major', address: 'mary@globex.example' },
      subject: 'Slow answers',
      text: 'The bot needs a minute for each answer.',
      date: '2026-11-03T15:00:00.000Z',
    });
    expect(attachments).toMatchObject([{ contentType: 'message/rfc822' }]);
  });

  test('its header and text are decoded, and its attachments are found', async () => {
    const { forwarded, attachments } = await read('forward/attached-with-attachment-pt-br');
    expect(attachments).toMatchObject([{ filename: 'Erro ao exportar.eml' }, { filename: 'registro.txt', size: 30 }]);
    expect(forwarded).toEqual({
      from: { name: 'José Melo', address: 'jose@acme.example' },
      subject: 'Erro ao exportar relatório',
      text: 'A exportação para no meio. O registro vai em anexo.',
      date: '2026-11-03T18:40:12.000Z',
    });
  });

  test('where it has two From headers, it is nobody’s', async () => {
    expect((await read('forward/attached-two-froms')).forwarded).toMatchObject({ from: null, subject: 'Invoice' });
  });

  test('a mail forwarded inline goes before one attached to it', async () => {
    const { forwarded } = await read('forward/inline-and-attached-en');
    expect(forwarded).toMatchObject({ from: { address: 'mary@globex.example' }, subject: 'Slow answers' });
  });

  test('the mail that a bounce gives back is not forwarded', async () => {
    const { forwarded, automatic } = await read('forward/bounce-with-original');
    expect(forwarded).toBeNull();
    expect(automatic?.kind).toBe('bounce');
  });
});

test.each([
  'Fwd',
  'FWD',
  'Fw',
  'FW',
  'ENC',
  'Enc',
  'Encaminhado',
  'RV',
  'Rv',
  'Reenviado',
  'TR',
  'WG',
  'I',
  'VS',
  'VB',
  'PD',
])('%s: makes a forward of a copied header', (prefix) => {
  const text = 'From: Ana <ana@acme.example>\nSent: today\nTo: Bia\nSubject: Help\n\nWords';
  for (const subject of [`${prefix}: Help`, `${prefix} : Help`, `[Lista] ${prefix}: Re: Help`, `${prefix}[2]: Help`]) {
    expect(forwardedIn(text, subject, null)).toMatchObject({ from: { address: 'ana@acme.example' }, text: 'Words' });
  }
});

test('what the forwarder says of the mail, above it, does not hide it', () => {
  const below =
    '---------- Forwarded message ---------\nDe: Paulo Reis <paulo@acme.example>\nSubject: Erro\nTo: <ana@acme.example>\n\nCaiu.';
  for (const remark of [
    'No dia 03/11/2026 às 15:40 o cliente escreveu:',
    'Vejam o que a ana@acme.example me mandou:',
    'Responder a: paulo@acme.example',
    '> Qual é o erro?\n\nEste:',
  ]) {
    expect(forwardedIn(`${remark}\n\n${below}`, 'Fwd: Erro', null)).toMatchObject({ from: PAULO, text: 'Caiu.' });
  }
  const quoted = below.replace(/^/gm, '> ');
  const apple = `Vejam o que a ana@acme.example me mandou:\n\n${quoted}`;
  expect(forwardedIn(apple, 'Fwd: Erro', null)).toMatchObject({ from: PAULO, text: 'Caiu.' });
});

test('a mail whose subject says nothing, or that it answers, forwards what stands below a marker', () => {
  const text =
    'Novo caso:\n\n---------- Mensagem encaminhada ---------\nDe: Paulo Reis <paulo@acme.example>\nAssunto: Erro\n\nCaiu.';
  for (const subject of ['Caso de hoje', '', 'RES: Caso de hoje']) {
    expect(forwardedIn(text, subject, null)).toMatchObject({ from: PAULO, subject: 'Erro', text: 'Caiu.' });
  }
});
