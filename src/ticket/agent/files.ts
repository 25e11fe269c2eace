/**
 * Which files of an agent's mail are not meant for the customer? Their program put them there, or they are mails of others.
 * Which of the rest go, and where in the words they stand, is `relay.ts`'s question.
 */
import type { Attachment } from '../../mail/message.ts';
import { isLogo } from '../logo.ts';

type File = Pick<Attachment, 'filename' | 'contentType' | 'inline' | 'size' | 'contentId'>;

/** Whether a mail came along as a file: like any mail that an agent forwards, it may hold what stays inside. */
export function holdsMail(attachments: readonly Pick<Attachment, 'filename' | 'contentType'>[]): boolean {
  return attachments.some(isMail);
}

/** Whether a file stays at the desk whatever the words say: a mail, the agent's signature, keys, card or calendar, their logo. */
export function staysInside(file: File): boolean {
  return isMail(file) || isOfProgram(file) || (isLogo(file) && file.contentId === undefined && !isNamedByCamera(file));
}

/** RFC 2046 §5.2, and what Outlook and other programs make of a mail that is saved or dragged. */
function isMail({ filename, contentType }: Pick<Attachment, 'filename' | 'contentType'>): boolean {
  return MAIL.test(typeOf(contentType)) || /\.(?:eml|emlx|msg|oft|mbox)$/i.test(nameOf(filename));
}

const MAIL = /^(?:message\/.*|text\/rfc822(?:-headers)?|application\/(?:vnd\.ms-outlook|mbox))$/;

/** Gateways give many of them a type that says nothing, so that only the name tells. */
function isOfProgram({ filename, contentType }: Pick<Attachment, 'filename' | 'contentType'>): boolean {
  return OF_PROGRAM.test(typeOf(contentType)) || NAMED_BY_PROGRAM.test(nameOf(filename));
}

/** S/MIME (RFC 8551), OpenPGP (RFC 3156), vCard, iCalendar, and Outlook's box for all that. */
const OF_PROGRAM =
  /^(?:application\/(?:(?:x-)?pkcs7-(?:signature|mime|certificates)|(?:x-)?pkix-cert|(?:x-)?pgp-(?:signature|keys|encrypted)|(?:vnd\.)?ms-tnef|ics|vcard)|text\/(?:(?:x-)?vcard|directory|calendar|x-vcalendar))$/;
const NAMED_BY_PROGRAM = /^openpgp_|^winmail(?: ?\(?\d{1,3}\)?)?\.dat$|\.(?:asc|p7[bcms]|vcf|ics|vcs)$/i;

/** A picture that somebody took and put amid their text, however small: phones and Apple Mail show it there and refer to it nowhere. */
function isNamedByCamera({ filename }: Pick<Attachment, 'filename'>): boolean {
  return /^(?:img|dsc[fn]?|pxl|mvimg|screen ?shot|captura|photo|foto)(?![\p{L}])/iu.test(nameOf(filename));
}

/** Without its parameters. */
function typeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function nameOf(filename: string | null): string {
  return (filename ?? '').trim();
}
