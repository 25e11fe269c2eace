import { describe, expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture } from '../mails.ts';

/** What each mail of `fixtures/mail/reply/` adds, without its line breaks. */
const ADDS: Record<string, string> = {
  'gmail-pt-br':
    'Bom dia! Refiz a conexão do canal e as mensagens voltaram a sair. Só as de *modelo* continuam com o erro 470.',
  'gmail-pt-pt': 'Boa tarde, Confirmo que já recebi a fatura correta. Podem fechar o pedido.',
  'gmail-es': 'Hola, ahora responde en el canal web pero no en WhatsApp.',
  'outlook-desktop-pt-br': 'Prezados, O relatório abriu, mas faltam os atendimentos do dia 28.',
  'outlook-desktop-es-html': 'Buenas tardes: La plantilla sigue en revisión desde el lunes. ¿Cuánto tarda?',
  'outlook-web-en': 'The webhook gets a 401 since the key was rotated. Which header do you expect now?',
  'outlook-iphone-pt-br': 'A fila zerou depois das 11h, obrigada.',
  'apple-mail-es': 'Ya puedo entrar con la clave nueva.',
  'iphone-pt-br': 'Caiu de novo às 14h, mesmo erro.',
  'iphone-es-html': 'El horario quedó bien, pero el mensaje de ausencia sale en inglés.',
  'yahoo-pt-br': 'Sim, pode excluir os contatos de teste.',
  'thunderbird-answered-below-en': 'Only of Monday, from 9 to 11.',
  'zimbra-pt-br': 'O identificador da conta é o que está no painel, terminado em 42.',
  'notes-pt-br': 'Continua lento no chat, principalmente depois do almoço. Ana Souza',
  'answers-between-quotes-pt-br':
    'Respondo abaixo. > O erro aparece em todos os bots? Só no de vendas. > Desde quando? Desde ontem à noite.',
  'proton-en': 'We would like to move to the larger plan in January.',
  'samsung-es': 'El informe llegó vacío.',
  'zoho-en': 'Please add Tom Hale as well.',
  'marks-in-html-only-es': 'El canal de Instagram quedó conectado.',
  'own-quotation-pt-br': 'O manual diz assim: Reinicie o bot depois da troca. Isso vale para o plano Plus?',
  'legal-notice-pt-pt': 'O acesso do Tiago já funciona.',
};

describe.each(Object.entries(ADDS))('%s', (name, adds) => {
  test('says what it adds', async () => {
    const { replyText } = await readMail(fixture(`reply/${name}`), DESK);
    expect(replyText.replace(/\s+/g, ' ')).toBe(adds);
  });

  test('keeps its whole text', async () => {
    const { text, replyText } = await readMail(fixture(`reply/${name}`), DESK);
    expect(text.length).toBeGreaterThan(replyText.length);
  });
});
