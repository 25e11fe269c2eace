/** How do the samples look as mails? What people's and machines' mail programs make of an answer, a bounce, an absence. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { WrittenLetter } from './letters.ts';

export interface Draft {
  /** `Ana Souza <ana@acme.example>`. */
  from: string;
  /** Without angle brackets; the demo's mails have fixed ones, as every run has a database of its own. */
  messageId: string;
  subject: string;
  text: string;
  /** The letter that it answers. */
  answers?: WrittenLetter;
  headers?: Record<string, string>;
}

/** The one address that the demo writes to. */
export const DESK = 'suporte@blip.example';

export function mimeOf({ from, messageId, subject, text, answers, headers }: Draft): Promise<Buffer> {
  return new MailComposer({
    from,
    to: DESK,
    subject,
    text,
    messageId: `<${messageId}>`,
    ...(answers ? { inReplyTo: answers.messageId, references: answers.messageId } : {}),
    ...(headers ? { headers } : {}),
  })
    .compile()
    .build();
}

/** An answer with the letter quoted below it, as mail programs do. @param line the one above the quote, in the writer's language */
export function answerTo(
  letter: WrittenLetter,
  text: string,
  line: string,
): Pick<Draft, 'subject' | 'text' | 'answers'> {
  const quoted = letter.text.trim().replace(/^/gm, '> ').replace(/ +$/gm, '');
  const subject = `Re: ${letter.subject.replace(/^Re: /, '')}`;
  return { subject, text: `${text}\n\n${line}\n\n${quoted}\n`, answers: letter };
}

/** A mail sent on, its header copied above it, as Gmail does in Portuguese. */
export function forwardOf(
  { from, to, subject, text }: Pick<Draft, 'from' | 'subject' | 'text'> & { to: string },
  words: string,
): Pick<Draft, 'subject' | 'text'> {
  const date = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date());
  const head = [
    '---------- Forwarded message ---------',
    `De: ${from}`,
    `Date: ${date}`,
    `Subject: ${subject}`,
    `To: ${to}`,
  ];
  return { subject: `Fwd: ${subject}`, text: `${words}\n\n${head.join('\n')}\n\n\n${text}\n` };
}

/** The report of a mail host that could not deliver a letter (RFC 3464), with the letter's header. */
export function bounceOf(letter: WrittenLetter, host: string, status: string, diagnostic: string): Buffer {
  const raw = letter.raw.toString('latin1');
  const boundary = '=_report';
  return crlf(`From: Mail Delivery System <mailer-daemon@${host}>
To: ${DESK}
Subject: Undelivered Mail Returned to Sender
Date: ${new Date().toUTCString().replace('GMT', '+0000')}
Message-ID: <returned-${status}@${host}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"

--${boundary}
Content-Type: text/plain; charset=us-ascii

This is the mail system at ${host}.

Your message could not be delivered to ${letter.to}:
${diagnostic}

--${boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; ${host}

Final-Recipient: rfc822; ${letter.to}
Action: failed
Status: ${status}
Diagnostic-Code: smtp; ${diagnostic}

--${boundary}
Content-Type: text/rfc822-headers

${raw.slice(0, raw.indexOf('\r\n\r\n'))}

--${boundary}--
`);
}

/** A mail that no mail program makes: its header is larger than any reader takes. */
export function hugeHeader(): Buffer {
  const line = 'X-Padding: 0123456789012345678901234567890123456789012345678901234567890123456789\n';
  return crlf(`From: someone@odd.example\nTo: ${DESK}\nSubject: Read me\n${line.repeat(4_000)}\nHello\n`);
}

function crlf(text: string): Buffer {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1');
}
