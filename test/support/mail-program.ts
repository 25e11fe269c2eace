/** A person's mail program: answers and forwards mails as Gmail on the web does, quotes and all. */

import type { AddressObject, ParsedMail } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';

export interface Written {
  from: { name: string; address: string };
  text: string;
  to?: string[];
  cc?: string[];
  subject?: string;
  /** `picture`: shown in the text, after the words. */
  files?: { filename: string; content: Buffer; contentType: string; picture?: boolean }[];
  /** What the server found of the sender; default: DMARC passes. */
  authentication?: string | null;
}

let mails = 0;

/** A new mail. */
export function written(mail: Written): Promise<Buffer> {
  return compose(mail, mail.subject ?? '', {}, { text: mail.text, html: htmlOf(mail) });
}

/** An answer on top of the quoted mail. */
export function reply(original: ParsedMail, mail: Written): Promise<Buffer> {
  const when = 'Em ter., 3 de nov. de 2026 às 10:12';
  const [sender] = original.from?.value ?? [];
  const wrote = `${when}, ${sender?.name ?? ''} <${sender?.address ?? ''}> escreveu:`;
  const quoted = (original.text ?? '').split('\n').map((line) => `> ${line}`);
  const html = `<div dir="ltr">${htmlOf(mail)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escaped(wrote)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${original.html || ''}</blockquote></div>`;
  return compose(mail, `Re: ${(original.subject ?? '').replace(/^Re: /, '')}`, thread(original), {
    text: `${textOf(mail)}\n\n${wrote}\n\n${quoted.join('\n')}`,
    html,
  });
}

/** The mail sent on, its header copied above it. */
export function forward(original: ParsedMail, mail: Written): Promise<Buffer> {
  const [sender] = original.from?.value ?? [];
  const to = original.to as AddressObject | undefined;
  const head = [
    '---------- Forwarded message ---------',
    `De: ${sender?.name ?? ''} <${sender?.address ?? ''}>`,
    'Date: ter., 3 de nov. de 2026 às 10:12',
    `Subject: ${original.subject ?? ''}`,
    `To: <${to?.value[0]?.address ?? ''}>`,
  ];
  const text = `${mail.text}\n\n${head.join('\n')}\n\n\n${original.text ?? ''}`;
  return compose(mail, `Fwd: ${original.subject ?? ''}`, thread(original), { text });
}

function thread(original: ParsedMail): { inReplyTo?: string; references?: string[] } {
  const before = [original.references ?? []].flat();
  return original.messageId ? { inReplyTo: original.messageId, references: [...before, original.messageId] } : {};
}

function compose(
  { from, to, cc, files, authentication }: Written,
  subject: string,
  threading: { inReplyTo?: string; references?: string[] },
  body: { text: string; html?: string },
): Promise<Buffer> {
  mails += 1;
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  const verdict = authentication === undefined ? `dmarc=pass header.from=${domain}` : authentication;
  const composer = new MailComposer({
    from,
    to: to ?? ['suporte@blip.example'],
    cc: cc ?? [],
    subject,
    messageId: `<${mails}.program@${domain}>`,
    ...threading,
    ...body,
    headers: verdict === null ? {} : { 'Authentication-Results': `mx.blip.example; ${verdict}` },
    attachments: (files ?? []).map(({ filename, content, contentType, picture }) => ({
      filename,
      content,
      contentType,
      ...(picture ? { cid: filename, contentDisposition: 'inline' as const } : {}),
    })),
  });
  return composer.compile().build();
}

function textOf({ text, files }: Written): string {
  const pictures = (files ?? []).filter(({ picture }) => picture).map(({ filename }) => `[image: ${filename}]`);
  return [text, ...pictures].join('\n');
}

function htmlOf({ text, files }: Written): string {
  const lines = text.split('\n').map((line) => `<div>${line === '' ? '<br>' : escaped(line)}</div>`);
  const pictures = (files ?? []).filter(({ picture }) => picture);
  return [
    ...lines,
    ...pictures.map(({ filename }) => `<div><img src="cid:${filename}" alt="${filename}"><br></div>`),
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
