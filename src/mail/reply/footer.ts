/**
 * Which lines do machines add at the end of a mail: "Sent from my iPhone", virus scanners, "think before printing", legal
 * notices under a title of their own? Knows them by line; where the sender's words end is `signature.ts`'s question.
 */

const LONGEST_FOOTER = 120;
const LONGEST_NOTICE = 400;

/** What a phone or program is called, after "Sent from" in any language. */
const DEVICE =
  /iphone|ipad|ipod|android|samsung|galaxy|blackberry|huawei|honor|xiaomi|redmi|poco|motorola|moto\s?[gex]\d?|nokia|htc|sony|xperia|oneplus|pixel|realme|oppo|vivo|lg\b|windows|outlook|yahoo|gmail|proton|hotmail|icloud|aol|zoho|spark|superhuman|thunderbird|airmail|mailbird|bluemail|typeapp|edison|canary|newton|nine|hey\b|fastmail|tutanota|tuta\b|gmx|web\.de|freenet|t-online|mail\.ru|mail for|e-?mail para|correo para|courrier|foxmail|webmail|uol|terra|smartphone|handy|celular|móvil|movil|mobile?\b|telem[oó]vel|telefon|telefone|teléfono|téléphone|phone|tablet|handheld|wireless|dispositivo|appareil|mobilgerät|gerät|toestel|телефон|мобильн|почт/i;

/** "Sent from", "Enviado do", "Gesendet von" … at the start of a line. */
const SENT_FROM =
  /^(?:(?:sent|written|composed|typed|posted) (?:from|with|using|via|on|by)|(?:mensagem |e-?mail )?enviad[oa] (?:d[oae]|desde|pelo|pela|a partir d[oae]|através d[oae]|atrav[eé]s de|com|con|por|via|usando|mediante)|envoyé (?:d[eu]|depuis|à partir d[eu]|avec|via)|enviat (?:des de|amb)|(?:diese nachricht wurde )?(?:gesendet|geschrieben|verschickt) (?:von|mit|über|via|vom)|von mein\p{L}{0,3}|inviat[oa] (?:da|dal|dalla|con|tramite)|(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via|van)|skickat från|sendt (?:fra|via|med)|lähetetty|wysłan[eoay] (?:z|ze|za)|odesláno (?:z|ze)|odoslané (?:z|zo)|trimis (?:de pe|din|cu)|poslano (?:z|s|iz)|отправлено (?:с|из|от)|надіслано (?:з|із)|στάλθηκε από)(?!\p{L})|^(?:发自|發自|從我的|来自)/iu;
/** … or its end. */
const SENT_AT_END =
  /から送信$|에서 보냄$|傳送$|발송$|(?:dan|den) gönderildi\.?$|(?:ról|ről) küldve\.?$|\bgesendet\.?$/i;
/** Characters in which each of those stands, with the one before it. */
const LONGEST_END = 20;

/** Phones' owners ask pardon for what they type. */
const EXCUSE = /excuse|brevity|typos?\b|desculp|disculp|perdon|erros|errores/i;

/** `Obter o Outlook para iOS`, in any language. */
const OUTLOOK = /outlook/iu;
const GET_OUTLOOK = /^[\p{L}' ]{0,40}\boutlook\b[\p{L}' ]{0,20}\b(?:ios|android|mac|iphone)\b.{0,10}$/iu;
const OTHER_PROGRAM = /^yahoo mail: .{5,60}$|^get (?:the )?(?:bluemail|typeapp) for .{2,20}$/i;

/**
 * Whether this line is what a phone or mail program adds below the text.
 *
 * @param apart whether an empty line stands above, as programs put one; then a program not known by name counts too
 */
export function isDeviceFooter(line: string, apart: boolean): boolean {
  if (line.length > LONGEST_FOOTER) return false;
  const words = bare(line);
  if (words.length < 8 || words.length > 90) return false;
  if ((OUTLOOK.test(words) && GET_OUTLOOK.test(words)) || OTHER_PROGRAM.test(words)) return true;
  if (SENT_AT_END.test(words.slice(-LONGEST_END))) return DEVICE.test(words);
  if (!SENT_FROM.test(words)) return false;
  if (DEVICE.test(words)) return (!/[?;]|, /.test(words) || EXCUSE.test(words)) && words.split(' ').length <= 14;
  return apart && /^[\p{Lu}\p{Lo}]/u.test(words) && !/[.,:;!?@]/.test(words) && words.split(' ').length <= 8;
}

const SCANNER = /avast|\bavg\b|norton|mcafee|kaspersky|\beset\b|bitdefender|avira|panda|mailscanner|www\.avg/i;
const SCANNED_FIRST =
  /^(?:livre de v[ií]rus|libre de virus|sin virus|virus-free|virenfrei|(?:garanti )?sans virus|(?:privo di|senza) virus|virusvrij|wolny od wirus|без вирусов)/i;
const SCANNED =
  /(?:checked for viruses|scanned (?:for viruses|by)|virus scan|(?:foi|está) .{0,20}(?:verificad|escanead|analisad)|ha sido .{0,20}(?:comprobad|analizad|verificad|escanead)|ha (?:analizado|comprobado)|(?:auf viren|viren)\s?geprüft|recherche (?:de|d').{0,10}virus|believed to be clean)/i;
const PRINTING =
  /^(?:p\s?)?(?:antes de imprimir|before (?:you )?print|please (?:consider|think).{0,30}(?:environment|print)|(?:please )?think before|think green|por favor,? (?:considere|pense|piense).{0,40}(?:imprimir|ambiente)|pense (?:no|antes|verde).{0,40}|piense (?:en|antes).{0,40}|avant d['’]imprimer|pensez à l|bitte .{0,40}umwelt|(?:proteja|preserve|respeite|cuide|cuidemos) .{0,20}(?:natureza|ambiente)|não imprima|no imprima|prima di stampare|save (?:paper|trees))/i;
const PRINTED =
  /imprim|print|impress|environment|ambiente|natureza|environnement|umwelt|drucken|stampare|trees|paper|papel/i;
/** What such a line asks for. `Antes de imprimir o relatório o sistema trava` asks for nothing. */
const SPARING =
  /environment|ambient|natureza|naturaleza|environnement|umwelt|trees|árvore|árbol|planet|paper\b|papel|pense|piense|think|consider|pensez|necess|necesari|responsab|e-?mail|mensage|mensaje|message|correo|nachricht|messaggio/i;
const TITLE =
  /^(?:aviso (?:legal|de (?:confidencialidade|confidencialidad|privacidad(?:e)?))|(?:nota|cláusula|declaração|termo) de confidencialidade?|confidencialidad(?:e)?|confidentiality(?: (?:notice|note|warning|statement))?|legal (?:notice|disclaimer)|e-?mail disclaimer|disclaimer|important notice|avis de confidentialité|vertraulichkeitshinweis|haftungsausschluss|avvertenza|riservatezza|lopd|rgpd|protección de datos)\s?(?:[:.!–-]|\/|$)/i;
const CONFIDENTIAL =
  /confiden[ct]|privilegiad|privileged|intended (?:recipient|solely|only)|unauthori[sz]ed|uso exclusivo|destinatári|destinatari|vertraulich|riservat|lgpd|rgpd|gdpr/i;

/** Whether a notice that says nothing of the sender's begins here: a virus scanner's, about printing, or a legal one under its title. */
export function isNotice(line: string): boolean {
  if (line.length < 8) return false;
  const words = bare(line.length > LONGEST_NOTICE ? line.slice(0, LONGEST_NOTICE) : line);
  const initial = words.charAt(0);
  if (initial === '' || initial === initial.toLowerCase()) return false;
  if ((SCANNED_FIRST.test(words) || SCANNED.test(words)) && SCANNER.test(words)) return true;
  if (isPrinting(words)) return true;
  return TITLE.test(words) && (CONFIDENTIAL.test(line.slice(0, 2_000)) || words === words.toUpperCase());
}

/** Whether this begins by asking not to print the mail. */
export function isPrinting(words: string): boolean {
  const start = words.slice(0, LONGEST_NOTICE);
  return PRINTING.test(start) && PRINTED.test(start) && SPARING.test(start);
}

/** Whether a legal notice speaks of who may read the mail; such a line is one only where something else sets it apart. */
export function isConfidential(line: string): boolean {
  return CONFIDENTIAL.test(line.slice(0, 2_000));
}

/** The words without stars, brackets and the link that programs put behind them. */
function bare(line: string): string {
  const words = line.includes(':') ? line.trim().replace(LINK, '') : line.trim();
  const start = /^[_*<[(\s]{0,3}/.exec(words)?.[0].length ?? 0;
  const rest = words.slice(start);
  return rest.slice(0, rest.length - (/[_*>\]).\s]*$/.exec(rest.slice(-MOST_SIGNS_AT_END))?.[0].length ?? 0));
}

const LINK = /[<([](?:https?|mailto):[^\s<>()[\]]{0,300}[>)\]]?/gi;
const MOST_SIGNS_AT_END = 4;
