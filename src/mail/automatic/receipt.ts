/**
 * Is this mail the receipt of another: a program's word that it was shown, or that an invitation was taken? By the
 * standard (RFC 8098, RFC 5546), or as Outlook, Exchange and Notes write it in words.
 */
import { ownReport } from '../bounce/signs.ts';
import { type Header, values } from '../header.ts';
import type { ParsedMail } from '../mime/parse.ts';
import { comparable, opening, phrases } from '../phrases.ts';
import type { Letter } from './automatic.ts';

/** Why a mail is a receipt, or null. A standard one needs no second sign. */
export function receiptIn(letter: Letter): string | null {
  const { mail, subject, text } = letter;
  const { headers, contentType, parameters, attachments } = mail;
  const type = parameters['report-type']?.toLowerCase();
  if (contentType === 'multipart/report' && type === 'disposition-notification')
    return 'multipart/report; report-type=disposition-notification';
  const part = ownReport(letter, /^message\/(?:global-)?disposition-notification$/);
  if (part) return `holds a ${part.contentType}`;
  const [content] = values(headers, 'content-class').filter((value) => /content-classes:(?:mdn|dsn)\b/i.test(value));
  if (content !== undefined) return `Content-Class: ${content}`;
  return receiptInWords(headers, subject, text) ?? calendarReply(attachments, contentType, subject, text);
}

const RECEIPT_SUBJECT = opening(`
  read: | not read: | read receipt | read-receipt | return receipt | deleted: | opened:
  lida: | lido: | não lida: | não lido: | confirmação de leitura | recibo de leitura | recibo de retorno
  leído: | leída: | no leído: | no leída: | confirmación de lectura | acuse de recibo | acuse de lectura
  lu : | lu: | non lu : | non lu: | accusé de lecture | accusé de réception | confirmation de lecture
  gelesen: | ungelesen: | nicht gelesen: | lesebestätigung | empfangsbestätigung
  letto: | non letto: | conferma di lettura | gelezen: | niet gelezen: | leesbevestiging
  läst: | läskvitto | læst: | lest: | przeczytano: | potwierdzenie przeczytania | прочтено: | přečteno: | luettu:
`);

const WAS_READ = phrases(`
  was read on | was deleted without being read | was displayed on | has been displayed | was opened on | has been read
  was received by | there is no guarantee that the | message has been read or understood | this is a receipt for the mail you sent
  this is a return receipt for the mail
  foi lida em | foi lido em | foi lida | foi excluída sem ser lida | foi eliminada sem ser lida | foi exibida | foi apresentada
  esta é uma confirmação | este é um recibo | não há garantia de que
  se leyó el | fue leído | fue leída | ha sido leído | ha sido leída | se eliminó sin leer | se ha leído | se mostró | ha sido mostrado
  éste es un acuse | este es un acuse | no garantiza que
  a été lu | a été supprimé sans avoir été lu | a été affiché | ceci est un accusé | wurde gelesen | wurde am | wurde ungelesen gelöscht
  dies ist eine lesebestätigung | dies ist eine empfangsbestätigung | è stato letto | è stato eliminato | is gelezen op | zostala przeczytana
  lästes | blev læst | ble lest
`);

/** Two signs: the subject that mail programs give it, and the words below; or that it answers and has nothing to say. */
function receiptInWords(headers: Header[], subject: string, text: string): string | null {
  if (!RECEIPT_SUBJECT.test(`${comparable(subject.slice(0, 300))} `)) return null;
  const words = WAS_READ.exec(comparable(text.slice(0, 2_000)))?.[0];
  if (words !== undefined) return `Subject: ${subject}; and it says "${words}"`;
  const answers = ['in-reply-to', 'references'].some((name) => values(headers, name).some((value) => value !== ''));
  return answers && text.trim() === '' ? `Subject: ${subject}; and it answers a mail without a word` : null;
}

const ANSWERED = opening(`
  accepted: | declined: | tentative: | tentatively accepted: | tentatively: | canceled: | accepted invitation | declined invitation
  aceito: | aceita: | aceite: | recusado: | recusada: | provisório: | provisória: | provisoriamente aceito: | tentativa:
  convite aceito | convite recusado | aceptado: | aceptada: | rechazado: | rechazada: | provisional: | tentativo: | invitación aceptada
  invitación rechazada | accepté : | accepté: | refusé : | refusé: | provisoire : | zugesagt: | abgelehnt: | mit vorbehalt:
  accettato: | rifiutato: | geaccepteerd: | geweigerd: | zaakceptowano: | accepterat: | accepteret: | akseptert:
`);
const ANSWERS = phrases(`
  has accepted this invitation | has declined this invitation | has replied "maybe" to this invitation | accepted your invitation
  has tentatively accepted | aceitou este convite | recusou este convite | aceitou o convite | respondeu "talvez"
  ha aceptado esta invitación | ha rechazado esta invitación | aceptó esta invitación | rechazó esta invitación
  a accepté cette invitation | hat diese einladung | ha accettato questo invito
`);

/**
 * RFC 5546 §3.2.3: the reply to an invitation is made by the calendar when its owner clicks. Where the owner added
 * words of their own, it is a person's mail.
 */
function calendarReply(
  attachments: ParsedMail['attachments'],
  contentType: string,
  subject: string,
  text: string,
): string | null {
  const isCalendar = (type: string) => type === 'text/calendar' || type === 'application/ics';
  if (!isCalendar(contentType) && !attachments.some((part) => isCalendar(part.contentType))) return null;
  if (!ANSWERED.test(comparable(subject.slice(0, 300)))) return null;
  const words = text.replace(/^BEGIN:VCALENDAR[\s\S]*$/m, '').trim();
  if (words !== '' && !ANSWERS.test(comparable(words.slice(0, 2_000)))) return null;
  return `Subject: ${subject}; and it holds a calendar's reply without words of its own`;
}
