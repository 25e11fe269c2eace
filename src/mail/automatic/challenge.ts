/** Is this mail a challenge: a service that asks the sender to prove to be a person before it delivers? */
import { type Header, hasNullPath, values } from '../header.ts';
import { comparable, phrases } from '../phrases.ts';
import { isNobody } from './responder.ts';

/** Why a mail is a challenge, or null. @param from the From address, lower case */
export function challengeIn(headers: Header[], from: string | null, subject: string, text: string): string | null {
  const header = HEADERS.find((name) => values(headers, name).length > 0);
  if (header !== undefined) return `header ${header}`;
  const title = comparable(subject.slice(0, 300));
  if (OF_SERVICE.test(title)) return `Subject: ${subject}`;
  if (from !== null && SERVICES.test(from)) return `From: ${from}`;
  const own = text.slice(0, 4_000);
  const confirms = CONFIRM.test(title);
  // People are asked to confirm all sorts of things, and write to the desk about it: that needs a second sign.
  if (confirms && isNobody(from)) return `Subject: ${subject}; and From: ${from}`;
  if (confirms && hasNullPath(headers)) return `Subject: ${subject}; and Return-Path: <>`;
  if (!confirms && !MAY_ASK.test(own)) return null;
  const words = comparable(own);
  const asked = ASKED.exec(words)?.[0];
  const why = asked === undefined && !confirms ? undefined : REASON.exec(words)?.[0];
  if (confirms && (asked ?? why) !== undefined) return `Subject: ${subject}; and it says "${asked ?? why}"`;
  return why === undefined ? null : `it says "${asked}"; and "${why}"`;
}

const HEADERS = [
  'x-boxbe-challenge',
  'x-spamarrest-challenge',
  'x-challenge-response',
  'x-tmda-fingerprint',
  'x-asf-challenge',
  'x-qmail-autoresponder-challenge',
];
const SERVICES =
  /@(?:[a-z0-9-]{1,63}\.){0,3}(?:boxbe\.com|spamarrest\.com|sanebox-challenge\.com|mailblocks\.com|bluebottle\.com|antispam\.uol\.com\.br)$/;
/** Subjects of services by name. */
const OF_SERVICE = /^(?:anti-?spam uol|\[?(?:boxbe|spam ?arrest|mail ?block|bluebottle)\b)/;
const CONFIRM =
  /^(?:(?:please )?(?:confirm|verify) your (?:e-?mail|message) (?:to|for)\b|confirme (?:o envio d[eo]|seu) (?:e-?mail|mensagem)\b.{0,20}\bpara\b|confirme su (?:correo|mensaje) (?:a|para)\b|(?:sender|message) verification required)/;

/** One of these is in each of the phrases below. */
const MAY_ASK = /deliver|confirm|held|ret(?:en)?id|entreg/i;
const ASKED = phrases(`
  click ~ link ~ to deliver your | click ~ link below ~ to have your | reply to this message to confirm | reply to this email to confirm
  to have your message delivered | to deliver your message | your message is being held | your message has been held | your email is being held
  your e-mail is being held | before your message is delivered | before your message can be delivered | for your message to be delivered
  sua mensagem foi retida | sua mensagem está retida | sua mensagem será entregue | seu e-mail foi retido | seu email foi retido
  para que sua mensagem seja entregue | para que seu e-mail seja entregue | para que o seu e-mail seja entregue
  su mensaje ha sido retenido | su mensaje está retenido | su correo ha sido retenido | para que su mensaje sea entregado | para que su correo sea entregado
`);
const REASON = phrases(`
  challenge | anti-spam | antispam | anti spam | spam protection | spam filter | verify that you are | verify you are | prove that you are
  confirm that you are | you are a real person | you are human | one-time | approved senders | whitelist | allowed senders
  proteção contra spam | filtro de spam | remetente autorizado | remetentes autorizados | lista de remetentes | uma única vez | pessoa real | lista branca
  protección contra spam | remitente autorizado | remitentes autorizados | lista de remitentes | una sola vez | persona real
`);
