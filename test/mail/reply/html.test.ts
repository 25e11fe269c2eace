import { expect, test } from 'vitest';
import { readMail } from '../../../src/mail/read.ts';
import { replyText } from '../../../src/mail/reply/reply.ts';
import { DESK, mailWith } from '../mails.ts';

const A = 'suporte@blip.example';
const OWN = 'Funcionou agora.';

const reply = async (html: string) =>
  (
    await readMail(
      mailWith(
        ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 8bit'],
        html,
      ),
      DESK,
    )
  ).replyText.replace(/\s+/g, ' ');

test.each([
  [
    'Gmail',
    `<div dir="ltr">${OWN}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Em ter., 3 de nov. de 2026 às 13:02, Suporte &lt;<a href="mailto:${A}">${A}</a>&gt; escreveu:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex"><div>Ok?</div></blockquote></div>`,
  ],
  [
    'Gmail, in a language nobody listed',
    `<div dir="ltr">${OWN}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Suporte qxzwv:<br></div><blockquote class="gmail_quote"><div>Ok?</div></blockquote></div>`,
  ],
  [
    'Gmail, with a signature',
    `<div dir="ltr"><div>${OWN}</div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div>Ana Souza</div><div>Acme</div></div></div><br><div class="gmail_quote">Ok?</div>`,
  ],
  [
    'Gmail of old',
    `<div dir="ltr">${OWN}</div><div class="gmail_extra"><br clear="all"><div>-- <br><div class="gmail_signature">Ana</div></div><br><div class="gmail_quote">On 3 Nov wrote:<br><blockquote class="gmail_quote">Ok?</blockquote></div></div>`,
  ],
  [
    'Outlook',
    `<html><head><style>p.MsoNormal{margin:0}</style></head><body><div class="WordSection1"><p class="MsoNormal">${OWN}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>De:</b> Suporte &lt;${A}&gt; <br><b>Enviada em:</b> terça-feira, 3 de novembro de 2026 13:02<br><b>Para:</b> Ana<br><b>Assunto:</b> Re: x</p></div></div><p class="MsoNormal">Ok?</p></div></body></html>`,
  ],
  [
    'Outlook, in a language nobody listed',
    `<div class=WordSection1><p class=MsoNormal>${OWN}</p><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>Qxz:</b> Suporte<br><b>Wvy:</b> 3<br></p></div><p class=MsoNormal>Ok?</p></div>`,
  ],
  [
    'Outlook for Mac',
    `<p class="MsoNormal">${OWN}</p><div id="mail-editor-reference-message-container"><div><div style="border-right:none;border-bottom:none;border-left:none;border-image:initial;border-top:1pt solid rgb(181, 196, 223);padding:3pt 0in 0in"><p><b>From: </b>Suporte<br><b>Date: </b>Tuesday</p></div>Ok?</div></div>`,
  ],
  [
    'Outlook for Mac of old',
    `<div>${OWN}</div><span id="OLK_SRC_BODY_SECTION"><div style="border-top:#b5c4df 1pt solid"><span>From: </span>Suporte</div><div>Ok?</div></span>`,
  ],
  [
    'Outlook on the web',
    `<div style="font-family:Calibri">${OWN}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000"><b>De:</b> Suporte &lt;${A}&gt;<br><b>Enviado:</b> terça-feira<br><b>Para:</b> Ana<br><b>Assunto:</b> x</font><div>&nbsp;</div></div><div>Ok?</div>`,
  ],
  [
    'Outlook on the web, with a signature',
    `<div>${OWN}</div><div id="Signature"><div>Ana Souza</div><div>Diretora</div></div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Qxz:</b> Suporte</div><div>Ok?</div>`,
  ],
  [
    'Outlook on a phone',
    `<div>${OWN}</div><div id="ms-outlook-mobile-signature" dir="ltr">Obter o <a href="https://aka.ms/o0ukef">Outlook para iOS</a></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>De:</b> Suporte</div><div>Ok?</div>`,
  ],
  [
    'Outlook, shown by Outlook',
    `<div>${OWN}</div><div id="x_appendonsend"></div><hr><div id="x_divRplyFwdMsg"><b>From:</b> Suporte</div><div>Ok?</div>`,
  ],
  ['Hotmail', `<div>${OWN}</div><hr id="stopSpelling">Date: Tue, 3 Nov<br>From: Suporte<br><br>Ok?`],
  [
    'Apple Mail',
    `<html><body>${OWN}<br><div><br><blockquote type="cite"><div>Em 3 de nov. de 2026, à(s) 13:02, Suporte &lt;${A}&gt; escreveu:</div><br class="Apple-interchange-newline"><div>Ok?</div></blockquote></div></body></html>`,
  ],
  [
    'Apple Mail of old',
    `<body>${OWN}<div><br><div><div>On Nov 3, 2026, at 1:02 PM, Suporte &lt;${A}&gt; wrote:</div><br class="Apple-interchange-newline"><blockquote type="cite"><div>Ok?</div></blockquote></div></div></body>`,
  ],
  [
    'iPhone',
    `<html><body dir="auto">${OWN}<br><br><div dir="ltr">Enviado do meu iPhone</div><div dir="ltr"><br><blockquote type="cite">Em 3 de nov. de 2026, à(s) 13:02, Suporte &lt;${A}&gt; escreveu:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Ok?</div></blockquote></body></html>`,
  ],
  [
    'iPhone, with a signature',
    `<body dir="auto"><div dir="ltr">${OWN}</div><div dir="ltr"><br id="lineBreakAtBeginningOfSignature"><div>Ana Souza</div><div>Acme</div></div><div dir="ltr"><br><blockquote type="cite">On Nov 3, 2026, at 13:02, Suporte wrote:<br></blockquote></div><blockquote type="cite">Ok?</blockquote></body>`,
  ],
  [
    'iPhone of old',
    `<body dir="auto"><div>${OWN}</div><div id="AppleMailSignature"><br>Enviado do meu iPhone</div><div><br>El 3 nov 2026, a las 13:02, Suporte &lt;${A}&gt; escribió:<br><br></div><blockquote type="cite"><div>Ok?</div></blockquote></body>`,
  ],
  [
    'Yahoo',
    `<div class="ydp8f2a1cyahoo-style-wrap"><div dir="ltr">${OWN}</div><div><br></div><div class="ydp8f2a1csignature">Ana Souza</div></div><div id="yahoo_quoted_4711" class="yahoo_quoted"><div>Em terça-feira, Suporte escreveu:</div><div>Ok?</div></div>`,
  ],
  [
    'Zoho',
    `<div>${OWN}<br></div><div id="Zm-_Id_-Sgn1"><div>Ana Souza</div></div><div class="zmail_extra_hr"></div><div class="zmail_extra"><div id="Zm-_Id_-Sgn2">---- On Tue, Suporte wrote ----</div><blockquote id="blockquote_zmail"><div>Ok?</div></blockquote></div>`,
  ],
  [
    'Thunderbird',
    `<p>${OWN}</p><div class="moz-signature">-- <br>Ana</div><div class="moz-cite-prefix">Em 03/11/2026 13:02, Suporte escreveu:<br></div><blockquote type="cite" cite="mid:1@blip.example">Ok?</blockquote>`,
  ],
  [
    'Thunderbird, answered below',
    `<div class="moz-cite-prefix">Em 03/11/2026 13:02, Suporte escreveu:<br></div><blockquote type="cite" cite="mid:1@blip.example">Ok?</blockquote><p>${OWN}</p><pre class="moz-signature" cols="72">-- \nAna</pre>`,
  ],
  [
    'Zimbra',
    `<div style="font-family: arial"><div>${OWN}</div><div data-marker="__SIG_PRE__"><p>Ana Souza</p></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>De: </b>"Suporte"<br><b>Para: </b>"Ana"</div><div data-marker="__QUOTED_TEXT__">Ok?</div></div>`,
  ],
  ['Zimbra of old', `<div>${OWN}<br><br><hr id="zwchr"><b>De: </b>"Suporte"<br><b>Para: </b>"Ana"<br><br>Ok?</div>`],
  [
    'Notes',
    `<font size=2 face="sans-serif">${OWN}</font><br><br><font size=1 color=#5f5f5f>From: </font><font size=1>Suporte &lt;${A}&gt;</font><br><font size=1 color=#5f5f5f>To: </font><font size=1>Ana</font><br><font size=1>Date: </font><font size=1>03/11/2026 13:02</font><br><font size=1>Subject: </font><font size=1>x</font><br><hr noshade><br>Ok?`,
  ],
  [
    'Proton',
    `<div style="font-family: Arial">${OWN}</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Enviado com e-mail seguro Proton Mail.</div></div><div class="protonmail_quote">Em terça, Suporte escreveu:<br><br><blockquote class="protonmail_quote" type="cite">Ok?</blockquote><br></div>`,
  ],
  [
    'GMX',
    `<html><body><div>${OWN}</div><div class="signature">Ana</div><div><div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> Dienstag<br/><b>Von:</b> Suporte</div><div name="quoted-content">Ok?</div></div></div></body></html>`,
  ],
  [
    'Spark',
    `<div name="messageBodySection">${OWN}</div><div name="messageSignatureSection">Ana</div><div name="messageReplySection">On 3 Nov, Suporte wrote:<br><blockquote type="cite">Ok?</blockquote></div>`,
  ],
  [
    'Mailbird',
    `<div>${OWN}</div><div class="mb_sig">Ana</div><blockquote class="history_container" type="cite"><p>On 3 Nov, Suporte wrote:</p>Ok?</blockquote>`,
  ],
  [
    'Front',
    `<p>${OWN}</p><div class="front-signature">Ana</div><blockquote type="cite" class="front-blockquote">On Nov 3, Suporte wrote: Ok?</blockquote>`,
  ],
  [
    'Roundcube',
    `<p>${OWN}</p><div id="_rc_sig">-- <br>Ana</div><p id="reply-intro">Em 2026-11-03 13:02, Suporte escreveu:</p><blockquote type="cite">Ok?</blockquote>`,
  ],
  [
    'Airmail',
    `<div id="bloop_customfont">${OWN}</div><div class="bloop_sign">Ana</div><p class="airmail_on">On 3 November 2026 at 13:02, Suporte wrote:</p><blockquote type="cite" class="clean_bq">Ok?</blockquote>`,
  ],
  [
    'Yandex',
    `<div>${OWN}</div><div>-- </div><div>Ana</div><div>03.11.2026, 13:02, "Suporte" &lt;${A}&gt;:</div><blockquote><p>Ok?</p></blockquote>`,
  ],
  [
    'mail.ru',
    `<div>${OWN}</div><div data-signature-widget="container"><div>Ana</div></div><blockquote style="border-left:1px solid #0857A6;margin:10px">Вторник, 3 ноября 2026, 13:02 +03:00 от Suporte &lt;${A}&gt;:<br>Ok?</blockquote>`,
  ],
  [
    'Samsung',
    `<div>${OWN}</div><div id="composer_signature">Enviado do meu Galaxy</div><div>-------- Mensagem original --------</div><div>De: Suporte</div><div>Ok?</div>`,
  ],
  [
    'QQ',
    `<div>${OWN}</div><div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div>Ok?</div>`,
  ],
  [
    'NetEase',
    `<div>${OWN}</div><div id="isReplyContent">At 2026-11-03 13:02:11, "Suporte" &lt;${A}&gt; wrote:<blockquote>Ok?</blockquote></div>`,
  ],
  [
    'Outlook Express',
    `<DIV>${OWN}</DIV><BLOCKQUOTE style="BORDER-LEFT: #000000 2px solid"><DIV>----- Original Message ----- </DIV><DIV><B>From:</B> Suporte</DIV>Ok?</BLOCKQUOTE>`,
  ],
  [
    'a plain quotation below an attribution',
    `<p>${OWN}</p><p>Suporte &lt;${A}&gt; wrote on 03/11/2026 13:02:</p><blockquote><p>Ok?</p></blockquote>`,
  ],
  [
    'no element around the quote',
    `<body>${OWN}<div>On 3 Nov 2026, at 13:02, Suporte &lt;${A}&gt; wrote:</div><div>Ok?</div></body>`,
  ],
  [
    'the answer shares its element with the header',
    `<div>${OWN}<br><br><hr>Date: Tue, 3 Nov 2026 13:02:00 -0300<br>From: ${A}<br>To: ana@acme.example<br>Subject: x<br><br>Ok?</div>`,
  ],
])('what the markup quotes is left out: %s', async (_, html) => {
  expect(await reply(html)).toBe(OWN);
});

test('a quotation that the sender made is kept', async () => {
  expect(await reply('<div>O manual diz:</div><blockquote>Reinicie o bot.</blockquote><div>Como?</div>')).toMatch(
    /^O manual diz: > Reinicie o bot\. Como\?$/,
  );
  expect(
    await reply('<div>Diz o manual</div><blockquote class="gmail_quote"><div>Reinicie o bot.</div></blockquote>'),
  ).toContain('Reinicie o bot.');
});

test('a quotation of the sender above the mail quoted is kept', async () => {
  expect(
    await reply(
      `<div>O manual:</div><blockquote>Reinicie.</blockquote><div>On 11-Nov-2026, at 6:54 PM, Suporte &lt;${A}&gt; wrote:</div><blockquote><div><blockquote>Antes</blockquote>Ok?</div></blockquote>`,
    ),
  ).toBe('O manual: > Reinicie.');
});

test('answers between several quotes keep them', async () => {
  const text = await reply(
    `<div>Respondo abaixo.</div><div class="gmail_quote"><div class="gmail_attr">Em 3 de nov. de 2026 às 13:02, Suporte &lt;${A}&gt; escreveu:</div><blockquote class="gmail_quote">O bot A responde?</blockquote><div>Sim.</div><blockquote class="gmail_quote">E o bot B?</blockquote><div>Não.</div></div>`,
  );
  expect(text).toBe('Respondo abaixo. > O bot A responde? Sim. > E o bot B? Não.');
});

test("an answer in Gmail's wrapper, below its quotation, is kept", async () => {
  expect(
    await reply(
      `<div class="gmail_quote"><div class="gmail_attr">Suporte escreveu:</div><blockquote class="gmail_quote"><div>Ok?<div><div>Oi</div></div></div></blockquote><div>${OWN}</div></div>`,
    ),
  ).toBe(OWN);
});

test('the whole stays where the markup says that all is quoted or signed', async () => {
  expect(await reply('<div class="gmail_quote">Ok?</div>')).toBe('Ok?');
  expect(await reply('<div class="gmail_signature">Ana Souza</div>')).toBe('Ana Souza');
});

test('where the plain text has no mark of a quote, the markup tells where it begins', () => {
  const html = `<div dir="ltr">Funcionou <b>agora</b>.</div><div class="gmail_quote"><div>Suporte qxzwv:</div><blockquote class="gmail_quote">Ok?</blockquote></div>`;
  expect(replyText('Funcionou *agora*.\n\nSuporte qxzwv:\n\nOk?', html)).toBe('Funcionou *agora*.');
});

test('markup that says other words than the plain text is not believed', () => {
  const html = '<div>Outra coisa.</div><div class="gmail_quote">Funcionou agora.</div>';
  expect(replyText('Funcionou agora.\n\nObrigada', html)).toBe('Funcionou agora.\n\nObrigada');
});
