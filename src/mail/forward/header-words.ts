/**
 * What do mail programs call From, Date, To and Subject when they copy a mail's header into a text? The names by field,
 * over all languages at once: a copied header is known by several of them standing together, never by one alone.
 */

/** `other` is what may stand between the fields that matter: attachments, importance, organisation. */
export type CopiedField = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'replyTo' | 'other';

/** Portuguese and Spanish first, English, then the other Latin ones, then the other scripts. Lower case. */
const NAMES: Record<CopiedField, string> = {
  from: `de|desde|remetente|remitente|from|sender|von|absender|da|mittente|de la part de|expéditeur|van|afzender|fra|afsender
    |avsender|från|avsändare|lähettäjä|od|nadawca|odesílatel|odosielateľ|odosielateľ správy|feladó|šalje|pošiljatelj|pošiljalac
    |de la|expeditor|expeditorul|kimden|gönderen|saatja|nuo|siuntėjas|nosūtītājs|no|igorlea|nork|dari|từ|người gửi
    |от|от кого|отправитель|від|від кого|відправник|от кого|подател|από|αποστολέας|送信元|差出人|送信者|发件人|寄件者|寄件人|發件人
    |보낸 사람|보낸사람|발신|מאת|מ|من|المرسل|จาก`,
  date: `data|enviado|enviada|enviados|enviadas|enviado em|enviada em|enviado a|enviada a|enviado às|data de envio|data do envio
    |fecha|enviado el|enviada el|fecha de envío|fecha del envío|date|sent|sent on|sent at|datum|gesendet|gesendet am
    |envoyé|envoyé le|message du|date d'envoi|date d’envoi|inviato|inviata|inviato il|data invio|verzonden|verzonden op|verstuurd
    |dato|sendt|sendt den|skickat|skickades|skickat den|päivämäärä|päiväys|lähetetty|lähetysaika|wysłano|wysłane|data wysłania
    |odesláno|odoslané|dátum|elküldve|küldve|küldés dátuma|poslano|trimis|dată|data trimiterii|tarih|gönderildi|gönderilen
    |gönderme tarihi|kuupäev|saadetud|saatmisaeg|išsiųsta|nosūtīts|datums|enviat|tanggal|dikirim|ngày|đã gửi
    |дата|отправлено|дата отправки|надіслано|відправлено|изпратено|ημερομηνία|στάλθηκε|日付|日時|送信日時|时间|日期|发送时间|发送日期|寄件日期
    |보낸 날짜|날짜|תאריך|נשלח|التاريخ|تاريخ الإرسال|วันที่`,
  to: `para|a|destinatário|destinatários|destinatario|destinatarios|to|recipient|recipients|an|empfänger|à|pour|destinataire
    |destinataires|destinatari|aan|til|modtager|mottaker|till|vastaanottaja|do|adresat|odbiorca|komu|pre|prima|primatelj|za
    |címzett|către|destinatar|destinatarul|kime|alıcı|saaja|kam|kepada|đến|người nhận|кому|до|получатель|προς|παραλήπτης|宛先|送信先
    |收件人|收件者|받는 사람|받는사람|אל|ל|إلى|ถึง`,
  cc: `cc|c/c|cco|bcc|com cópia|com cópia para|cópia|cópias|cópia oculta|con copia|copia|copia a|copia oculta|cci|ccn|copie
    |copie à|copie cachée|kopie|kopie (cc)|kopie an|blindkopie|kopi|kopia|kopio|piilokopio|dw|udw|do wiadomości|kópia|skrytá kopie
    |másolat|másolatot kap|titkos másolat|bilgi|kopya|gizli|копия|копія|скрытая копия|κοιν|κοινοποίηση|抄送|副本|참조|숨은 참조|עותק|نسخة|สำเนา`,
  subject: `assunto|asunto|subject|betreff|thema|objet|sujet|oggetto|onderwerp|emne|ämne|aihe|temat|předmět|predmet|naslov|zadeva
    |tárgy|subiect|subiectul|konu|teema|tema|temats|assumpte|gaia|subjek|perihal|chủ đề|тема|θέμα|件名|主题|主旨|제목|נושא|الموضوع|เรื่อง`,
  replyTo: `responder a|responder para|resposta para|reply-to|reply to|répondre à|antwort an|antworten an|antwoord aan|rispondi a
    |svar til|svar till|vastausosoite|odpowiedz do|odpověď komu|odpovedať komu|válaszcím|răspuns către|yanıt adresi|ответить|кому ответить|返信先|回复`,
  other: `anexo|anexos|adjunto|adjuntos|datos adjuntos|archivos adjuntos|attachment|attachments|anlage|anlagen|anhang|anhänge
    |pièce jointe|pièces jointes|allegato|allegati|bijlage|bijlagen|vedhæftede filer|vedlegg|bifogade filer|bilaga|liitteet|załączniki
    |přílohy|prílohy|mellékletek|importância|prioridade|importancia|prioridad|importance|priority|wichtigkeit|priorität|importanza
    |priorità|urgentie|prioritet|sensibilidade|confidencialidade|confidencialidad|sensitivity|vertraulichkeit|follow up flag|flag status
    |sinalizador de acompanhamento|status do sinalizador|categorias|categorías|categories|kategorien|organização|organización|organization
    |user-agent|x-mailer|message-id|mailed-by|signed-by|resent-from|resent-to|when|where|quando|onde|cuándo|dónde|required attendees
    |optional attendees|participantes obrigatórios|asistentes necesarios`,
};

/** What to call each name: by name in lower case. */
const FIELDS: ReadonlyMap<string, CopiedField> = new Map(
  (Object.keys(NAMES) as CopiedField[]).flatMap((field) => namesOf(field).map((name) => [name, field] as const)),
);

/** Names that the program may use in any script; `כ` and the like aside, none is longer. */
const LONGEST_NAME = 40;

/** The field that a name stands for, however it is written (`ENVIADA EM`, `De `); null where it is none that is known. */
export function copiedField(name: string): CopiedField | null {
  return name.length > LONGEST_NAME ? null : (FIELDS.get(plainName(name)) ?? null);
}

/** The names of a field, lower case. */
export function namesOf(field: CopiedField): string[] {
  return NAMES[field].split('|').map((name) => name.trim());
}

/** A name in one spelling: composed letters, lower case, single spaces. */
export function plainName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name.toLowerCase().replace(/ {2,}/g, ' ').trim();
  // The Turkish İ becomes an i with a dot above it, which no table holds.
  return name.normalize('NFC').toLowerCase().replaceAll('\u0307', '').replace(/\s+/g, ' ').trim();
}
