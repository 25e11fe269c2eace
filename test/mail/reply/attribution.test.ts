import { expect, test } from 'vitest';
import { replyText } from '../../../src/mail/reply/reply.ts';

const OWN = 'Funcionou agora.\n\nPodem encerrar?';
const A = 'suporte@blip.example';

test.each([
  ['Gmail, pt-BR', `Em ter., 3 de nov. de 2026 às 13:02, Suporte <${A}> escreveu:`],
  ['Gmail, pt-BR, wrapped', `Em ter., 3 de nov. de 2026 às 13:02, Central de Suporte da Blip <\n${A}> escreveu:`],
  ['Gmail, pt-PT', `Suporte <${A}> escreveu no dia terça, 3/11/2026 à(s) 13:02:`],
  ['Gmail, pt-PT, wrapped', `Suporte da Blip <${A}> escreveu no dia terça,\n3/11/2026 à(s) 13:02:`],
  ['Gmail, old pt-BR', `Em 3 de novembro de 2026 13:02, Suporte <${A}> escreveu:`],
  ['Gmail, es', `El mar, 3 nov 2026 a las 13:02, Suporte (<${A}>) escribió:`],
  ['Gmail, es, wrapped', `El mar, 3 nov 2026 a las 13:02, Soporte de Blip (<\n${A}>) escribió:`],
  ['Gmail, old es', `El 3 de noviembre de 2026, 13:02, Suporte <${A}> escribió:`],
  ['Gmail, en', `On Tue, Nov 3, 2026 at 1:02 PM Suporte <${A}> wrote:`],
  ['Gmail, en-GB', `On Tue, 3 Nov 2026 at 13:02, Suporte <${A}> wrote:`],
  ['Gmail, three lines', `On Tue, Nov 3, 2026 at 1:02 PM Suporte via a very long name of a list <\n${A}>\nwrote:`],
  ['Gmail, the bracket on its own line', `On Tue, Nov 3, 2026 at 1:02 PM Suporte <${A}\n> wrote:`],
  ['Gmail, only the bracket and colon', `tir. 3. nov. 2026 kl. 13:02 skrev Suporte <${A}\n>:`],
  ['Gmail, de', `Am Di., 3. Nov. 2026 um 13:02 Uhr schrieb Suporte <${A}>:`],
  ['Gmail, de, wrapped', `Am Di., 3. Nov. 2026 um 13:02 Uhr schrieb Suporte der Blip <\n${A}>:`],
  ['Gmail, fr', `Le mar. 3 nov. 2026 à 13:02, Suporte <${A}> a écrit :`],
  ['Gmail, fr, hard space', `Le mar. 3 nov. 2026 à 13:02, Suporte <${A}> a écrit\u00a0:`],
  ['Gmail, it', `Il giorno mar 3 nov 2026 alle ore 13:02 Suporte <${A}> ha scritto:`],
  ['Gmail, nl', `Op di 3 nov 2026 om 13:02 schreef Suporte <${A}>:`],
  ['Gmail, sv', `Den tis 3 nov. 2026 kl 13:02 skrev Suporte <${A}>:`],
  ['Gmail, da', `Den tirs. 3. nov. 2026 kl. 13.02 skrev Suporte <${A}>:`],
  ['Gmail, fi', `ti 3. marrask. 2026 klo 13.02 Suporte (${A}) kirjoitti:`],
  ['Gmail, pl', `wt., 3 lis 2026 o 13:02 Suporte <${A}> napisał(a):`],
  ['Gmail, cs', `út 3. 11. 2026 v 13:02 odesílatel Suporte <${A}> napsal:`],
  ['Gmail, ru', `вт, 3 нояб. 2026 г. в 13:02, Suporte <${A}>:`],
  ['Gmail, uk', `вт, 3 лист. 2026 р. о 13:02 Suporte <${A}> пише:`],
  ['Gmail, tr', `Suporte <${A}>, 3 Kas 2026 Sal, 13:02 tarihinde şunu yazdı:`],
  ['Gmail, hu', `Suporte <${A}> ezt írta (időpont: 2026. nov. 3., K, 13:02):`],
  ['Gmail, ro', `mar., 3 nov. 2026 la 13:02, Suporte <${A}> a scris:`],
  ['Gmail, ja', `2026年11月3日(火) 13:02 Suporte <${A}>:`],
  ['Gmail, zh', `Suporte <${A}> 于2026年11月3日周二 13:02写道：`],
  ['Gmail, ko', `2026년 11월 3일 (화) 오후 1:02, Suporte <${A}>님이 작성:`],
  ['Gmail, ca', `Missatge de Suporte <${A}> del dia dt., 3 de nov. 2026 a les 13:02:`],
  ['Gmail, a date and an address', `2026-11-03 13:02 GMT-03:00 Suporte <${A}>:`],
  ['Apple Mail, pt-BR', `Em 3 de nov. de 2026, à(s) 13:02, Suporte <${A}> escreveu:`],
  ['Apple Mail, old pt-BR', `Em 03/11/2026, às 13:02, Suporte <${A}> escreveu:`],
  ['Apple Mail, pt-PT', `No dia 03/11/2026, às 13:02, Suporte <${A}> escreveu:`],
  ['Apple Mail, es', `El 3 nov 2026, a las 13:02, Suporte <${A}> escribió:`],
  ['Apple Mail, en', `On 3 Nov 2026, at 13:02, Suporte <${A}> wrote:`],
  ['Apple Mail, en-US', `On Nov 3, 2026, at 1:02 PM, Suporte <${A}> wrote:`],
  ['Apple Mail, de', `Am 03.11.2026 um 13:02 schrieb Suporte <${A}>:`],
  ['Apple Mail, fr', `Le 3 nov. 2026 à 13:02, Suporte <${A}> a écrit :`],
  ['Apple Mail, nl', `Op 3 nov. 2026, om 13:02 heeft Suporte <${A}> het volgende geschreven:`],
  ['Apple Mail, it', `Il giorno 3 nov 2026, alle ore 13:02, Suporte <${A}> ha scritto:`],
  ['Apple Mail, sv', `3 nov. 2026 kl. 13:02 skrev Suporte <${A}>:`],
  ['Thunderbird, pt-BR', 'Em 03/11/2026 13:02, Suporte escreveu:'],
  ['Thunderbird, pt-PT', 'Às 13:02 de 03/11/2026, Suporte escreveu:'],
  ['Thunderbird, es', 'El 3/11/26 a las 13:02, Suporte escribió:'],
  ['Thunderbird, en', 'On 11/3/26 1:02 PM, Suporte wrote:'],
  ['Thunderbird, de', 'Am 03.11.26 um 13:02 schrieb Suporte:'],
  ['Thunderbird, pl', 'W dniu 3.11.2026 o 13:02, Suporte pisze:'],
  ['Thunderbird, cs', 'Dne 03.11.26 v 13:02 Suporte napsal(a):'],
  ['Yahoo, pt-BR', `Em terça-feira, 3 de novembro de 2026 13:02:11 BRT, Suporte <${A}> escreveu:`],
  ['Yahoo, es', `El martes, 3 de noviembre de 2026, 13:02:11 GMT-3, Suporte <${A}> escribió:`],
  ['Yahoo, en', `On Tuesday, November 3, 2026 at 01:02:11 PM GMT-3, Suporte <${A}> wrote:`],
  ['Zoho', `---- On Tue, 03 Nov 2026 13:02:11 -0300 Suporte <${A}> wrote ----`],
  ['Zoho, es', `---- El mar, 03 nov 2026 13:02:11 -0300 Suporte <${A}> escribió ----`],
  ['Zoho, pt', `---- Em ter, 03 nov 2026 13:02:11 -0300 Suporte <${A}> escreveu ----`],
  ['Android', '---- Suporte wrote ----'],
  ['Notes', `-----Suporte <${A}> escreveu: -----\nPara: ana@acme.example\nDe: Suporte <${A}>\nData: 03/11/2026`],
  ['Notes, en', 'Suporte/Blip wrote on 11/03/2026 01:02:11 PM:'],
  ['Notes, a summary', 'Suporte Blip---03/11/2026 13:02:11---Bom dia, Ana. Estamos verificando'],
  ['Roundcube, pt-BR', `Em 2026-11-03 13:02, Suporte escreveu:`],
  ['Horde', `Quoting Suporte <${A}>:`],
  ['Horde, pt', `Citando Suporte <${A}>:`],
  ['mail.ru', `Вторник, 3 ноября 2026, 13:02 +03:00 от Suporte <${A}>:`],
  ['Yandex', `03.11.2026, 13:02, "Suporte" <${A}>:`],
  ['no year', 'On Tue, Nov 3 at 1:02 PM, Suporte wrote:'],
  ['a linked address', `On Nov 3, 2026, at 13:02, Suporte <${A}<mailto:${A}>> wrote:`],
  ['a square bracket', `On Nov 3, 2026, at 13:02, Suporte [${A}] wrote:`],
])('what stands below an attribution is left out: %s', (_, attribution) => {
  expect(replyText(`${OWN}\n\n${attribution}\n\n> Estamos verificando.\n>\n> Suporte\n`)).toBe(OWN);
  expect(replyText(`${OWN}\n\n${attribution}\n> Estamos verificando.\n`)).toBe(OWN);
  expect(replyText(`${OWN}\n${attribution}\n\nEstamos verificando.\n\nAtenciosamente,\nSuporte\n`)).toBe(OWN);
});

test.each([
  ['Android, pt-BR', '-------- Mensagem original --------'],
  ['Outlook Express', '----- Original Message ----- '],
  ['Outlook, es', '-----Mensaje original-----'],
  ['Outlook, pt-PT', '-----Mensagem original-----'],
  ['Outlook, de', '-----Ursprüngliche Nachricht-----'],
  ['Outlook, fr', "-----Message d'origine-----"],
  ['Outlook, it', '-----Messaggio originale-----'],
  ['Outlook, nl', '-----Oorspronkelijk bericht-----'],
  ['Outlook, sv', '-----Ursprungligt meddelande-----'],
  ['Outlook, da', '-----Oprindelig meddelelse-----'],
  ['Outlook, pl', '-----Wiadomość oryginalna-----'],
  ['Outlook, cs', '-----Původní zpráva-----'],
  ['Outlook, ru', '-----Исходное сообщение-----'],
  ['Android, fr', '-------- Message original --------'],
  ['QQ', '------------------ 原始邮件 ------------------'],
  [
    'GMX',
    '*Gesendet:* Dienstag, 3. November 2026 um 13:02 Uhr\n*Von:* Suporte <s@blip.example>\n*An:* Ana\n*Betreff:* x',
  ],
  ['underscores', '________________________________'.concat('\nDe: Suporte\nEnviado: terça\nPara: Ana\nAssunto: x')],
  ['GroupWise', '>>> Suporte <s@blip.example> 03/11/2026 13:02 >>>'],
  ['a help desk', '##- Responda acima desta linha -##'],
  ['a help desk, en', '##- Please type your reply above this line -##'],
])('what stands below the line of the original message is left out: %s', (_, marker) => {
  expect(replyText(`${OWN}\n\n${marker}\nDe: Suporte\n\nEstamos verificando.`)).toBe(OWN);
});

test.each([
  [
    'Outlook, pt-BR',
    'De: Suporte <s@blip.example>\nEnviada em: terça-feira, 3 de novembro de 2026 13:02\nPara: Ana\nAssunto: Re: x',
  ],
  ['Outlook, pt-PT', 'De: Suporte <s@blip.example>\nEnviado: 3 de novembro de 2026 13:02\nPara: Ana\nAssunto: Re: x'],
  [
    'Outlook, es',
    'De: Suporte <s@blip.example>\nEnviado el: martes, 3 de noviembre de 2026 13:02\nPara: Ana\nAsunto: RE: x',
  ],
  [
    'Outlook on a phone, es',
    'De: Suporte <s@blip.example>\nEnviado: martes, 3 de noviembre de 2026 13:02\nPara: Ana\nAsunto: RE: x',
  ],
  [
    'Outlook for Mac, pt',
    'De: Suporte <s@blip.example>\nData: terça-feira, 3 de novembro de 2026 às 13:02\nPara: Ana\nAssunto: x',
  ],
  [
    'Outlook, en',
    'From: Suporte [mailto:s@blip.example]\nSent: Tuesday, November 3, 2026 1:02 PM\nTo: Ana\nSubject: x',
  ],
  ['Outlook, en, no space', 'From: Suporte<mailto:s@blip.example>\nSent: 3 November 2026 13:02\nTo: Ana\nSubject: x'],
  ['Outlook, bold', '**From:** Suporte <s@blip.example>\n**Sent:** Tuesday\n**To:** Ana\n**Subject:** x'],
  ['Outlook, indented', '  *From:* Suporte\n  *Sent:* Tuesday\n  *To:* Ana\n  *Subject:* x'],
  ['Outlook, de', 'Von: Suporte <s@blip.example>\nGesendet: Dienstag, 3. November 2026 13:02\nAn: Ana\nBetreff: x'],
  ['Outlook, fr', 'De : Suporte <s@blip.example>\nEnvoyé : mardi 3 novembre 2026 13:02\nÀ : Ana\nObjet : x'],
  ['Outlook, it', 'Da: Suporte <s@blip.example>\nInviato: martedì 3 novembre 2026 13:02\nA: Ana\nOggetto: x'],
  ['Outlook, nl', 'Van: Suporte <s@blip.example>\nVerzonden: dinsdag 3 november 2026 13:02\nAan: Ana\nOnderwerp: x'],
  ['Outlook, sv', 'Från: Suporte <s@blip.example>\nSkickat: den 3 november 2026 13:02\nTill: Ana\nÄmne: x'],
  ['Outlook, da', 'Fra: Suporte <s@blip.example>\nSendt: 3. november 2026 13:02\nTil: Ana\nEmne: x'],
  [
    'Outlook, fi',
    'Lähettäjä: Suporte <s@blip.example>\nLähetetty: tiistai 3. marraskuuta 2026 13.02\nVastaanottaja: Ana\nAihe: x',
  ],
  ['Outlook, pl', 'Od: Suporte <s@blip.example>\nWysłano: wtorek, 3 listopada 2026 13:02\nDo: Ana\nTemat: x'],
  ['Outlook, cs', 'Od: Suporte <s@blip.example>\nOdesláno: úterý 3. listopadu 2026 13:02\nKomu: Ana\nPředmět: x'],
  ['Outlook, ru', 'От: Suporte <s@blip.example>\nОтправлено: 3 ноября 2026 г. 13:02\nКому: Ana\nТема: x'],
  ['Outlook, tr', 'Kimden: Suporte <s@blip.example>\nGönderildi: 3 Kasım 2026 13:02\nKime: Ana\nKonu: x'],
  ['Outlook, zh', '发件人: Suporte <s@blip.example>\n发送时间: 2026年11月3日 13:02\n收件人: Ana\n主题: x'],
  ['Hotmail', 'Date: Tue, 3 Nov 2026 13:02:00 -0300\nFrom: s@blip.example\nTo: ana@acme.example\nSubject: x'],
  ['date and recipient alone', 'Date: Tue, 3 Nov 2026 13:02:00 -0300\nTo: ana@acme.example'],
  ['an empty line between the headers', 'De: Suporte\n\nEnviado: terça\n\nPara: Ana\n\nAssunto: x'],
  [
    'folded recipients',
    'From: Suporte\nSent: Tuesday\nTo: Ana <ana@acme.example>;\n Bia <bia@acme.example>\nSubject: x',
  ],
])('what stands below a copied header is left out: %s', (_, header) => {
  expect(replyText(`${OWN}\n\n${header}\n\nEstamos verificando.`)).toBe(OWN);
  expect(replyText(`${OWN}\n\n_____________________________________________\n${header}\n\nOi`)).toBe(OWN);
});

test.each([
  'On Monday the customer wrote:\nthe bot is silent',
  'Na semana passada o cliente escreveu:\no robô não responde',
  'De: São Paulo\nPara: Recife\nData: 3/11\nQuantas mensagens?',
  'Date: Wednesday 3, October\nTime: 7:00 am\nAddress: Rua 5\nThe webhook fails only then.',
  'Em 2026 tivemos três quedas.\nPodem ver o relatório de 13:02?',
  'Segue o erro:\n2026-11-03 13:02:11 ERROR webhook timeout\n2026-11-03 13:02:12 ERROR webhook timeout',
  'Liguei às 13:02 para o número 0800 e disseram: aguarde.\nAinda aguardo.',
  'Mensagem original\nfoi o que o cliente pediu.',
  'Enviei para ana@acme.example em 03/11/2026:\nnada chegou.',
])('a person who writes much the same is not quoting: %s', (text) => {
  expect(replyText(text)).toBe(text);
});

test('a sentence right above the attribution is kept', () => {
  const attribution = `Em ter., 3 de nov. de 2026 às 13:02, Suporte <${A}> escreveu:`;
  expect(replyText(`Testamos em 2 bots\n${attribution}\n> Ok?`)).toBe('Testamos em 2 bots');
});
