import { expect, test } from 'vitest';
import { delayIn, failureIn, plainWords } from '../../../src/mail/bounce/words.ts';

test.each([
  'Undelivered Mail Returned to Sender',
  'Delivery Status Notification (Failure)',
  'Returned mail: see transcript for details',
  'failure notice',
  'Mail System Error - Returned Mail',
  'Não foi possível entregar: pedido',
  'Mensagem não entregue',
  'Entrega falhou',
  'A sua mensagem não pôde ser entregue',
  'Falha na entrega da mensagem',
  'Devolução de e-mail',
  'No se pudo entregar: pedido',
  'El mensaje no pudo ser entregado',
  'No se ha podido entregar su mensaje',
  'Error al entregar el mensaje',
  'Correo devuelto',
  'Échec de la remise',
  'Unzustellbar: Anfrage',
  'Zustellung fehlgeschlagen',
  'Impossibile recapitare il messaggio',
  'Bericht kon niet worden bezorgd',
  'Nie można dostarczyć wiadomości',
  'Det gick inte: e-post kunde inte levereras',
  'Не удалось доставить сообщение',
  'メールを配信できませんでした',
  '退信',
])('%j says that a mail was not delivered', (text) => {
  expect(failureIn(plainWords(text))).not.toBeNull();
});

test.each([
  'Delayed Mail (still being retried)',
  'Warning: message 1abc delayed 24 hours',
  'A entrega da mensagem está atrasada',
  'Atraso na entrega',
  'Se ha retrasado la entrega de este mensaje',
  'We will keep trying until it is 5 days old',
  'Zustellung verzögert',
])('%j says that a mail is late', (text) => {
  expect(delayIn(plainWords(text))).not.toBeNull();
});

test.each([
  'Bom dia, preciso de ajuda com o bot',
  'When will you deliver the report?',
  'Pedido de relatório de mensagens enviadas',
  'Consulta sobre el plan',
  'Obrigado pela entrega do relatório',
])('%j says neither', (text) => {
  expect(failureIn(plainWords(text))).toBeNull();
});
