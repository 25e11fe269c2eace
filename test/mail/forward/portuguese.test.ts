/** How mail programs lay out forwarded mail in Portuguese. */
import { test } from 'vitest';
import { expectForwarded, type Layout } from './layout.ts';

const PAULO = { name: 'Paulo Reis', address: 'paulo@acme.example' };
const BODY = 'O portal mostra erro 500.';

test.each<Layout>([
  {
    name: 'Gmail in Brazil',
    as: 'Fwd: Erro no portal',
    shown: `Segue para vocês.

---------- Forwarded message ---------
De: Paulo Reis <paulo@acme.example>
Date: ter., 3 de nov. de 2026 às 15:40
Subject: Erro no portal
To: Ana Souza <ana@acme.example>


${BODY}`,
    date: 'ter., 3 de nov. de 2026 às 15:40',
  },
  {
    name: 'Gmail, older, translated',
    as: 'Fwd: Erro no portal',
    shown: `---------- Mensagem encaminhada ----------
De: *Paulo Reis* <paulo@acme.example>
Data: 3 de novembro de 2026 15:40
Assunto: Erro no portal
Para: ana@acme.example

${BODY}`,
    date: '3 de novembro de 2026 15:40',
  },
  {
    name: 'Gmail in Portugal, a long name wrapped',
    as: 'Fwd: Erro no portal',
    shown: `---------- Forwarded message ---------
De: Paulo Reis
<paulo@acme.example>
Date: terça, 3/11/2026 à(s) 15:40
Subject: Erro no
portal
To: <ana@acme.example>, Carlos Alberto <carlos@acme.example>,
Beatriz <bia@acme.example>

${BODY}`,
    date: 'terça, 3/11/2026 à(s) 15:40',
  },
  {
    name: 'Outlook desktop',
    as: 'ENC: Erro no portal',
    shown: `Pessoal, vejam abaixo.

Ana Souza
Acme

De: Paulo Reis [mailto:paulo@acme.example]
Enviada em: terça-feira, 3 de novembro de 2026 15:40
Para: Ana Souza <ana@acme.example>
Cc: 'Carlos' <carlos@acme.example>
Assunto: Erro no portal
Anexos: tela.png
Prioridade: Alta

${BODY}`,
    date: 'terça-feira, 3 de novembro de 2026 15:40',
  },
  {
    name: 'Outlook on the web, in HTML with bold names',
    as: 'Enc: Erro no portal',
    shown: `________________________________
*De:* Paulo Reis <paulo@acme.example>
*Enviado:* terça-feira, 3 de novembro de 2026 15:40
*Para:* Ana Souza <ana@acme.example>
*Assunto:* Erro no portal

${BODY}`,
    date: 'terça-feira, 3 de novembro de 2026 15:40',
  },
  {
    name: 'Outlook on a phone',
    as: 'Fw: Erro no portal',
    shown: `Obter o Outlook para Android
________________________________
From: Paulo Reis <paulo@acme.example>
Sent: Tuesday, November 3, 2026 3:40:12 PM
To: Ana Souza <ana@acme.example>
Subject: Erro no portal

${BODY}`,
    date: 'Tuesday, November 3, 2026 3:40:12 PM',
  },
  {
    name: 'Outlook, plain text',
    as: 'ENC: Erro no portal',
    shown: `-----Mensagem original-----
De: Paulo Reis <paulo@acme.example>
Enviada em: terça-feira, 3 de novembro de 2026 15:40
Para: ana@acme.example
Assunto: Erro no portal

${BODY}`,
    date: 'terça-feira, 3 de novembro de 2026 15:40',
  },
  {
    name: 'Outlook for Mac, the text right below',
    as: 'FW: Erro no portal',
    shown: `De: Paulo Reis <paulo@acme.example>
Data: terça-feira, 3 de novembro de 2026, 15:40
Para: Ana Souza <ana@acme.example>
Assunto: Erro no portal
${BODY}`,
    date: 'terça-feira, 3 de novembro de 2026, 15:40',
  },
  {
    name: 'Outlook for Mac, older: one line, the text indented',
    as: 'FW: Erro no portal',
    shown: `Em 03/11/26, 15:40, "Paulo Reis" <paulo@acme.example> escreveu:

    ${BODY}
    
    Paulo`,
    date: '03/11/26, 15:40',
    text: `${BODY}\n\nPaulo`,
  },
  {
    name: 'Apple Mail in Brazil, quoted, with words of the forwarder on either side',
    as: 'Fwd: Erro no portal',
    shown: `Podem ver?

> Início da mensagem encaminhada:
>
> De: Paulo Reis <paulo@acme.example>
> Assunto: Erro no portal
> Data: 3 de novembro de 2026 15:40:12 BRT
> Para: ana@acme.example
> Cc: Carlos <carlos@acme.example>
>
> ${BODY}
>
> > Erro de ontem?

Ana`,
    date: '3 de novembro de 2026 15:40:12 BRT',
    text: `${BODY}\n\n> Erro de ontem?`,
  },
  {
    name: 'iPhone in Portugal, only the mail quoted',
    as: 'Fwd: Erro no portal',
    shown: `Enviado do meu iPhone

Início da mensagem reencaminhada:

> De: Paulo Reis <paulo@acme.example>
> Data: 3 de novembro de 2026 às 15:40:12 WET
> Para: ana@acme.example
> Assunto: Erro no portal
> 
> ${BODY}`,
    date: '3 de novembro de 2026 às 15:40:12 WET',
  },
  {
    name: 'Thunderbird',
    as: 'Fwd: Erro no portal',
    shown: `Oi,

-------- Mensagem encaminhada --------
Assunto: \tErro no portal
Data: \tTue, 3 Nov 2026 15:40:12 -0300
De: \tPaulo Reis <paulo@acme.example>
Para: \tana@acme.example



${BODY}`,
    date: '2026-11-03T18:40:12.000Z',
  },
  {
    name: 'Thunderbird in Portugal, subject empty',
    as: 'Fwd:',
    shown: `-------- Mensagem reencaminhada --------
Assunto: \t
Data: \tTue, 3 Nov 2026 15:40:12 +0000
De: \tPaulo Reis <paulo@acme.example>
Para: \tana@acme.example
CC: \t

${BODY}`,
    date: '2026-11-03T15:40:12.000Z',
    subject: '',
  },
  {
    name: 'Yahoo, all of the header on one line',
    as: 'Enc: Erro no portal',
    shown: `Vejam
   ----- Mensagem encaminhada ----- De: Paulo Reis <paulo@acme.example>Para: "ana@acme.example" <ana@acme.example>; Carlos <carlos@acme.example>Cc: Bia <bia@acme.example>Enviado: terça-feira, 3 de novembro de 2026 15:40:12 BRTAssunto: Erro no portal
 ${BODY}`,
    date: 'terça-feira, 3 de novembro de 2026 15:40:12 BRT',
  },
  {
    name: 'Yahoo, one line above it',
    as: 'Enc: Erro no portal',
    shown: `Em terça-feira, 3 de novembro de 2026 15:40:12 BRT, Paulo Reis <paulo@acme.example> escreveu:


${BODY}`,
    date: 'terça-feira, 3 de novembro de 2026 15:40:12 BRT',
  },
  {
    name: 'Zimbra',
    as: 'Enc: Erro no portal',
    shown: `----- Mensagem encaminhada -----
De: "Paulo Reis" <paulo@acme.example>
Para: "ana" <ana@acme.example>
Enviadas: Terça-feira, 3 de novembro de 2026 15:40:12
Assunto: Erro no portal

${BODY}`,
    date: 'Terça-feira, 3 de novembro de 2026 15:40:12',
  },
  {
    name: 'Zoho, the marker above and below the header',
    as: 'Fwd: Erro no portal',
    shown: `============ Mensagem encaminhada ============
De : Paulo Reis <paulo@acme.example>
Para : <ana@acme.example>
Data : Tue, 03 Nov 2026 15:40:12 -0300
Assunto : Erro no portal
============ Mensagem encaminhada ============

${BODY}`,
    date: '2026-11-03T18:40:12.000Z',
  },
  {
    name: 'Notes',
    as: 'Enc: Erro no portal',
    shown: `----- Repassado por Ana Souza/Acme em 03/11/2026 16:00 -----

De:        "Paulo Reis" <paulo@acme.example>
Para:        ana@acme.example
Data:        03/11/2026 15:40
Assunto:        Erro no portal



${BODY}`,
    date: '03/11/2026 15:40',
  },
  {
    name: 'Samsung',
    as: 'Fwd: Erro no portal',
    shown: `Enviado do meu Galaxy


-------- Mensagem original --------
De: Paulo Reis <paulo@acme.example>
Data: 03/11/2026 15:40 (GMT-03:00)
Para: ana@acme.example
Assunto: Erro no portal

${BODY}`,
    date: '03/11/2026 15:40 (GMT-03:00)',
  },
  {
    name: 'Roundcube',
    as: 'Fwd: Erro no portal',
    shown: `-------- Mensagem original --------
Assunto: Erro no portal
Data: 2026-11-03 15:40
De: Paulo Reis <paulo@acme.example>
Para: ana@acme.example

${BODY}`,
    date: '2026-11-03 15:40',
  },
  {
    name: 'a subject without Fwd, but a marker that says so',
    as: 'Problema urgente',
    shown: `---------- Mensagem encaminhada ---------
De: Paulo Reis <paulo@acme.example>
Date: ter., 3 de nov. de 2026 15:40
Subject: Erro no portal
To: <ana@acme.example>

${BODY}`,
    date: 'ter., 3 de nov. de 2026 15:40',
  },
  {
    name: 'a forwarded answer',
    as: '[Externo] ENC: RES: Erro no portal',
    shown: `De: Paulo Reis <paulo@acme.example>
Enviada em: terça-feira, 3 de novembro de 2026 15:40
Para: Ana <ana@acme.example>
Assunto: RES: Erro no portal

${BODY}

De: Ana <ana@acme.example>
Enviada em: terça-feira, 3 de novembro de 2026 15:00
Para: Paulo Reis <paulo@acme.example>
Assunto: Erro no portal

Que erro?`,
    date: 'terça-feira, 3 de novembro de 2026 15:40',
    subject: 'RES: Erro no portal',
    text: `${BODY}

De: Ana <ana@acme.example>
Enviada em: terça-feira, 3 de novembro de 2026 15:00
Para: Paulo Reis <paulo@acme.example>
Assunto: Erro no portal

Que erro?`,
  },
  {
    name: 'a mail forwarded twice: the last one forwarded it',
    as: 'Fwd: Fwd: Erro no portal',
    shown: `---------- Forwarded message ---------
De: Carlos <carlos@acme.example>
Date: ter., 3 de nov. de 2026 às 16:00
Subject: Fwd: Erro no portal
To: <ana@acme.example>

---------- Forwarded message ---------
De: Paulo Reis <paulo@acme.example>
Date: ter., 3 de nov. de 2026 às 15:40
Subject: Erro no portal
To: <carlos@acme.example>

${BODY}`,
    date: 'ter., 3 de nov. de 2026 às 16:00',
    from: { name: 'Carlos', address: 'carlos@acme.example' },
    subject: 'Fwd: Erro no portal',
    text: `---------- Forwarded message ---------
De: Paulo Reis <paulo@acme.example>
Date: ter., 3 de nov. de 2026 às 15:40
Subject: Erro no portal
To: <carlos@acme.example>

${BODY}`,
  },
])('$name', (layout) => {
  const { from = PAULO, subject = 'Erro no portal', text = BODY, date = null } = layout;
  expectForwarded(layout, { from, subject, text, date });
});
