/**
 * What the words of an SMTP server, or its silence, mean for each recipient of a parcel. No I/O; `smtp.ts` asks.
 */
import { domainToASCII } from 'node:url';
import type { RecipientAnswer, SendResult } from './outgoing.ts';

/** An error of one command, as nodemailer gives it. */
export interface SmtpError extends Error {
  code?: string | undefined;
  /** The command that was under way, such as `RCPT TO`. */
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  recipient?: string | undefined;
  rejectedErrors?: SmtpError[] | undefined;
}

/** What a server said of a parcel whose body it took: whom it accepted, and an error for each other recipient. */
export interface TakenParcel {
  accepted: string[];
  rejectedErrors?: SmtpError[] | undefined;
  response: string;
}

/** The result where the server took the body. `recipients` are spelled as the parcel spells them. */
export function resultOfTaken(recipients: string[], taken: TakenParcel): SendResult {
  return settled(recipients, taken.accepted, taken.rejectedErrors ?? [], null, taken.response);
}

/**
 * The result where sending failed.
 *
 * An error code counts as an answer about this mail only if it answers MAIL, RCPT, DATA or the body. What a server says
 * in its greeting, to EHLO or to STARTTLS (RFC 5321 §3.1: 554 "no SMTP service here") is about the connection: the mail
 * is not at fault and must not be given up for it.
 *
 * @param bodySent whether any byte of the body may have gone out
 */
export function resultOfError(recipients: string[], error: SmtpError, bodySent: boolean): SendResult {
  if (!bodySent && isAboutLogin(error)) {
    return { outcome: 'not-begun', error: error.message, login: !isTemporary(error) };
  }
  if (!bodySent && isRefusedHere(error)) {
    return settled(recipients, [], [], { code: null, response: error.message, permanent: true }, error.message);
  }
  const code = error.responseCode ?? 0;
  if (!bodySent && isAboutSender(error))
    return { outcome: 'not-begun', error: error.response ?? error.message, login: false };
  if (code >= 400 && (bodySent || MAIL_COMMANDS.has(error.command ?? ''))) {
    const response = error.response ?? error.message;
    const whole = { code, response, permanent: isPermanent(code) };
    return settled(recipients, [], error.rejectedErrors ?? [], whole, response);
  }
  if (bodySent) return { outcome: 'unknown', error: plainWords(error) };
  return { outcome: 'not-begun', error: plainWords(error), login: false };
}

const MAIL_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** RFC 4954 §6: authentication is required, too weak, or needs encryption. Said to MAIL or RCPT they still mean the login. */
const LOGIN_CODES = new Set([530, 534, 535, 538]);

function isAboutLogin(error: SmtpError): boolean {
  return error.code === 'EAUTH' || LOGIN_CODES.has(error.responseCode ?? 0);
}

/** A server that refuses the desk as a sender refuses every letter: they wait. 552 speaks of this mail's size (RFC 1870 §6.1). */
function isAboutSender({ command, responseCode = 0 }: SmtpError): boolean {
  return command === 'MAIL FROM' && isPermanent(responseCode) && responseCode !== 552;
}

/** RFC 4954 §6: 454 is a login server that is away for now, not a wrong password. */
function isTemporary(error: SmtpError): boolean {
  const code = error.responseCode ?? 0;
  return code >= 400 && code < 500;
}

/** What nodemailer refuses before it asks: no usable recipient, or a mail over the SIZE that the server announced. */
function isRefusedHere(error: SmtpError): boolean {
  return (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && !error.response;
}

/** RFC 5321 §4.2.1. A 503 says that the session, not the mail, was in the wrong state: another connection may do. */
function isPermanent(code: number): boolean {
  return code >= 500 && code < 600 && code !== 503;
}

/** The pool's own words for a connection that went away under a mail speak of retries that it was told not to make. */
function plainWords(error: SmtpError): string {
  return error.message.startsWith('Reached maximum number of retries') ? 'the connection was closed' : error.message;
}

interface WholeAnswer {
  code: number | null;
  response: string;
  permanent: boolean;
}

/** Every recipient ends in exactly one list; those that nothing was said of get the answer for the whole mail. */
function settled(
  recipients: string[],
  accepted: string[],
  errors: SmtpError[],
  whole: WholeAnswer | null,
  response: string,
): SendResult {
  const taken = new Set(accepted.map(wireForm));
  const said = new Map(errors.map((error) => [wireForm(error.recipient ?? ''), error]));
  const result = { accepted: [] as string[], deferred: [] as RecipientAnswer[], refused: [] as RecipientAnswer[] };

  for (const address of recipients) {
    const error = said.get(wireForm(address));
    const code = error ? (error.responseCode ?? null) : (whole?.code ?? null);
    const answer = {
      address,
      named: error !== undefined,
      code,
      response: error?.response ?? whole?.response ?? 'no answer for this recipient',
    };
    if (taken.has(wireForm(address))) result.accepted.push(address);
    else if (error ? isPermanent(code ?? 0) : whole?.permanent) result.refused.push(answer);
    else result.deferred.push(answer);
  }
  return { outcome: 'settled', ...result, response };
}

/** An address as it stands in the SMTP dialogue, where a domain is lower-case ASCII (RFC 5891 §4). */
function wireForm(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at + 1)}${(domainToASCII(domain) || domain).toLowerCase()}`;
}
