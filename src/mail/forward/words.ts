/**
 * With which words do mail programs mark a mail as forwarded, in its subject and in its text? Only the words, in the
 * languages that pass through; where they stand and what they mean is `forward.ts`'s question.
 */
import { plainName } from './header-words.ts';

/** `Fwd:`, `ENC:`, `[Lista] RV:`, `FW[2]:`, `(Externo) TR :`; Pine's `(fwd)` at the end. */
const FORWARD_PREFIX =
  /^(?:fwd?|fwd?\.|enc|enc\.|encam|encaminhad[ao]|encaminhamento|reenc|reenv|reenviado|reenvio|reenvío|rv|tr|transf|trans|wg|i|inoltro|doorst|doorgestuurd|vs|vb|vl|pd|redir|redir\.|videresend|videresendt|vidarebefordrat|ilt|továbbítás|tov|trs|пересл|пер|fs|πρθ|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه)$/;
const REPLY_PREFIX =
  /^(?:re|res|resp|resposta|respuesta|r|aw|antw|antwort|sv|svar|rif|odp|ynt|vá|ref|ha|отв|ответ|απ|回复|回覆|答复|返信|답장|תשובה|رد)$/;

/** What a subject says of its mail by its outermost prefix. */
export interface Prefixed {
  kind: 'forward' | 'reply' | 'none';
  /** `fw`, `enc`, `re` …; lower case; empty where there is none. */
  prefix: string;
  /** The subject without that prefix. */
  rest: string;
}

const LONGEST_PREFIX = 24;

/** The outermost prefix of a subject; tags of lists and filters in front of it (`[Externo]`) are passed over. */
export function prefixOf(subject: string): Prefixed {
  const untagged = withoutTags(subject);
  const colon = untagged.slice(0, LONGEST_PREFIX).search(/[:：]/);
  if (colon > 0) {
    const prefix = plainName(untagged.slice(0, colon).replace(/[[(]\d{1,3}[\])]\s*$/, ''));
    const rest = untagged.slice(colon + 1).trim();
    if (/^(?:external|externo|extern|ext|spam)$/.test(prefix)) return prefixOf(rest);
    if (FORWARD_PREFIX.test(prefix)) return { kind: 'forward', prefix, rest };
    if (REPLY_PREFIX.test(prefix)) return { kind: 'reply', prefix, rest };
  }
  const pine = /\(fwd\)\s*$/i.exec(untagged.slice(-20));
  if (pine) return { kind: 'forward', prefix: 'fwd', rest: untagged.slice(0, -pine[0].length).trim() };
  return { kind: 'none', prefix: '', rest: subject.trim() };
}

/** Up to three tags in brackets. */
function withoutTags(subject: string): string {
  let rest = subject.trim();
  for (let count = 0; count < 3; count++) {
    const tag = /^(?:\[[^\]]{0,60}\]|\([^)]{0,60}\)|\*{2,3}[^*]{1,60}\*{2,3})\s*/.exec(rest);
    if (!tag) break;
    rest = rest.slice(tag[0].length);
  }
  return rest;
}

/** The whole of a marker's words, without the lines and colons around them. */
const FORWARDED =
  words(`mensagem encaminhada|mensagem reencaminhada|mensagem reenviada|e-mail encaminhado|email encaminhado
  |início da mensagem encaminhada|inicio da mensagem encaminhada|início da mensagem reencaminhada|inicio da mensagem reencaminhada
  |mensaje reenviado|mensaje remitido|correo reenviado|inicio del mensaje reenviado|comienzo del mensaje reenviado|mensaxe reenviada
  |forwarded message|forwarded mail|forwarded email|forwarded e-mail|begin forwarded message|start of forwarded message
  |start forwarded message|fwd.msg|forwarded message attached|missatge reenviat|inici del missatge reenviat
  |message transféré|message transmis|message réexpédié|message réacheminé|courriel transféré|début du message réexpédié
  |début du message transféré|début du message réacheminé
  |weitergeleitete nachricht|weitergeleitete mail|weitergeleitete e-mail|anfang der weitergeleiteten nachricht
  |anfang der weitergeleiteten e-mail|beginn der weitergeleiteten nachricht
  |messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato
  |doorgestuurd bericht|begin doorgestuurd bericht|doorgestuurde e-mail
  |videresendt meddelelse|videresendt besked|start på videresendt besked|videresendt mail|videresendt melding
  |videresendt e-post|start på videresendt melding|vidarebefordrat meddelande|vidarebefordrat mejl|vidarebefordrat brev
  |edelleenlähetetty viesti|välitetty viesti|välitetty viesti alkaa|välitetty viesti / fwd.msg
  |przekazana wiadomość|wiadomość przekazana|przekazywana wiadomość|wiadomość przesłana dalej|treść przekazanej wiadomości
  |początek przekazywanej wiadomości|přeposlaná zpráva|předaná zpráva|začátek přeposílané zprávy|preposlaná správa
  |začiatok preposlanej správy|továbbított üzenet|továbbított levél|továbbított levél kezdete|proslijeđena poruka
  |započni proslijeđenu poruku|prosleđena poruka|posredovano sporočilo|mesaj redirecționat|mesaj redirecţionat
  |începe mesajul redirecționat|începe mesajul redirecţionat|mesaj înaintat|iletilen ileti|iletilmiş mesaj|iletilen mesaj
  |ileti başlangıcı|yönlendirilmiş ileti|edastatud kiri|persiųstas laiškas|pārsūtīta ziņa|pesan terusan|thư được chuyển tiếp
  |пересылаемое сообщение|перенаправленное сообщение|пересланное сообщение|переадресованное сообщение
  |начало переадресованного сообщения|переслане повідомлення|перенаправлене повідомлення|початок листа, що пересилається
  |препратено съобщение|προωθημένο μήνυμα|έναρξη προωθημένου μηνύματος|メッセージを転送|転送されたメッセージ|転送メッセージ|转发的邮件|转发邮件
  |转发邮件信息|开始转发的邮件|轉寄的郵件|已轉寄郵件|轉寄郵件|전달된 메시지|전달된 메일|הודעה שהועברה|رسالة معاد توجيهها|ข้อความที่ส่งต่อ`);

/** Programs put these above what they quote in a reply, and above what they forward. */
const ORIGINAL =
  words(`mensagem original|mensaje original|correo original|e-mail original|original message|original mail
  |original appointment|compromisso original|cita original|message d'origine|message d’origine|message original|courriel original
  |ursprüngliche nachricht|originalnachricht|original-nachricht|messaggio originale|oorspronkelijk bericht|origineel bericht
  |oprindelig meddelelse|oprindelig besked|ursprüngliche e-mail|原始信件|opprinnelig melding|originalmeddelande|ursprungligt meddelande|alkuperäinen viesti|wiadomość oryginalna
  |oryginalna wiadomość|původní zpráva|originálna správa|pôvodná správa|eredeti üzenet|izvorna poruka|mesaj original|özgün ileti
  |orijinal mesaj|исходное сообщение|оригинальное сообщение|оригінальне повідомлення|αρχικό μήνυμα|元のメッセージ|原始邮件|原始郵件|원본 메시지`);

/** Lotus Notes names who forwarded it and when, mutt and Horde whose it was: `----- Repassado por Ana/Acme em 03/11/2026 -----`. */
const FORWARDED_BY =
  /^(?:forwarded by|forwarded message from|encaminhado por|repassado por|reenviado por|remitido por|mensagem encaminhada de|mensaje reenviado de|transféré par|réacheminé par|transmis par|message transféré de|weitergeleitet von|weitergeleitete nachricht von|inoltrato da|doorgestuurd door|videresendt af|videresendt av|vidarebefordrat av) /;

/** The line below a forwarded mail: `----- End forwarded message -----`. */
const ENDS =
  words(`end of forwarded message|end forwarded message|fim da mensagem encaminhada|fim da mensagem reencaminhada
  |fin del mensaje reenviado|fin du message transféré|ende der weitergeleiteten nachricht|fine messaggio inoltrato
  |конец пересылаемого сообщения|кінець пересланого повідомлення|конец перенаправленного сообщения`);

/**
 * What the words of a marker mark, `end` the end of a forwarded mail; null where they are none.
 *
 * @param marker without lines and colons around it
 * @param isDrawn whether a line of dashes or the like goes with them
 */
export function markedBy(marker: string, isDrawn: boolean): 'forward' | 'original' | 'end' | null {
  const plain = plainName(marker);
  if (ENDS.has(plain)) return 'end';
  if (FORWARDED.has(plain) || (isDrawn && FORWARDED_BY.test(plain))) return 'forward';
  return ORIGINAL.has(plain) ? 'original' : null;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map((word) => word.trim()));
}
