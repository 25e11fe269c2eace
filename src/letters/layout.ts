/**
 * The HTML page around a letter's body: readable on a phone and a desktop, in light and dark, in clients that keep
 * only inline styles. It loads nothing. The words are the template's.
 */
import type { Language } from '../ticket/ticket.ts';
import { escapeHtml } from './escape.ts';

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/** Words longer than a phone is wide are broken: nothing makes the page wider than its screen. */
const WRAP = 'overflow-wrap:anywhere;word-break:break-word';

/** Inline styles are the light colours; a client that knows its reader's choice finds the dark ones here. */
const DARK = `@media (prefers-color-scheme: dark) {
.page{background-color:#14181d!important}
.card{background-color:#1e242b!important;border-color:#323b45!important}
.text{color:#e6eaee!important}
.quiet{color:#9aa7b4!important}
.name{color:#e6eaee!important;border-color:#323b45!important}
.panel{background-color:#16293d!important;border-color:#6cb0f5!important}
.link{color:#7ebcf9!important}
.code{background-color:#2b333c!important}
.line{border-color:#323b45!important}
}
@media (max-width: 480px) {
.inset{padding-left:20px!important;padding-right:20px!important}
}`;

/** A letter of the desk is a card with its name; a person's is a mail like any other, with nothing around its words. */
export type Look = 'card' | 'mail';

/**
 * @param title the letter's subject, plain
 * @param body HTML that is safe as it stands
 * @param desk whose letter it is, plain; a mail does not show it
 */
export function layout(
  look: Look,
  language: Language,
  title: string,
  body: string,
  desk: { name: string; address: string },
): string {
  return page(language, title, look, look === 'card' ? card(body, desk) : mail(body));
}

function page(language: Language, title: string, look: Look, content: string): string {
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no,date=no,address=no">
<title>${escapeHtml(title)}</title>
<style>
:root{color-scheme:light dark}
${DARK}
</style>
</head>
${look === 'card' ? '<body class="page" style="margin:0;padding:0;background-color:#f2f4f7">' : '<body style="margin:0;padding:0">'}
${content}</body>
</html>
`;
}

/** Its colours are the reader's own, as those of any mail that somebody typed. */
function mail(body: string): string {
  return `<div style="max-width:640px;padding:12px;${FONT};font-size:15px;line-height:1.5;${WRAP}">
${body}</div>
`;
}

function card(body: string, desk: { name: string; address: string }): string {
  const name = escapeHtml(desk.name);
  return `<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f2f4f7">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background-color:#ffffff;border:1px solid #dde3ea;border-radius:10px;border-collapse:separate">
<tr><td class="name inset" style="padding:18px 32px;border-bottom:1px solid #dde3ea;${FONT};font-size:15px;line-height:1.4;font-weight:600;color:#1d2733;${WRAP}">${name}</td></tr>
<tr><td class="text inset" align="left" style="padding:26px 32px 14px;${FONT};font-size:16px;line-height:1.55;color:#1d2733;${WRAP}">
${body}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
<p class="quiet" style="margin:16px 0 0;${FONT};font-size:13px;line-height:1.4;color:#5b6875;${WRAP}">${name} · ${escapeHtml(desk.address)}</p>
</td></tr>
</table>
`;
}
