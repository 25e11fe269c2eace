/** Forwarded mail in the languages that only pass through. */
import { expect, test } from 'vitest';
import { forwardedIn } from '../../../src/mail/forward/forward.ts';

test.each([
  [
    'German',
    'WG: Hilfe',
    'Von: Ute Kern <ute@umbra.example>\nGesendet: Dienstag, 3. November 2026 15:40\nAn: Jan\nBetreff: Hilfe',
  ],
  [
    'German GMX',
    'Fwd: Hilfe',
    'Gesendet: Dienstag, 03. November 2026 um 15:40 Uhr\nVon: "Ute Kern" <ute@umbra.example>\nAn: jan@umbra.example\nBetreff: Hilfe',
  ],
  [
    'French',
    'TR : Hilfe',
    'De : Ute Kern <ute@umbra.example>\nEnvoyé : mardi 3 novembre 2026 15:40\nÀ : Jan\nObjet : Hilfe',
  ],
  [
    'French Thunderbird',
    'Fwd: Hilfe',
    '-------- Message transféré --------\nSujet : Hilfe\nDate : Tue, 3 Nov 2026\nDe : Ute Kern <ute@umbra.example>\nPour : Jan',
  ],
  [
    'Italian',
    'I: Hilfe',
    'Da: Ute Kern <ute@umbra.example>\nInviato: martedì 3 novembre 2026 15:40\nA: Jan\nOggetto: Hilfe',
  ],
  [
    'Dutch',
    'FW: Hilfe',
    'Van: Ute Kern <ute@umbra.example>\nVerzonden: dinsdag 3 november 2026 15:40\nAan: Jan\nOnderwerp: Hilfe',
  ],
  [
    'Polish',
    'PD: Hilfe',
    'Od: Ute Kern <ute@umbra.example>\nWysłano: wtorek, 3 listopada 2026 15:40\nDo: Jan\nTemat: Hilfe',
  ],
  ['Danish', 'VS: Hilfe', 'Fra: Ute Kern <ute@umbra.example>\nSendt: 3. november 2026 15:40\nTil: Jan\nEmne: Hilfe'],
  [
    'Swedish',
    'VB: Hilfe',
    'Från: Ute Kern <ute@umbra.example>\nSkickat: den 3 november 2026 15:40\nTill: Jan\nÄmne: Hilfe',
  ],
  [
    'Finnish',
    'VL: Hilfe',
    'Lähettäjä: Ute Kern <ute@umbra.example>\nLähetetty: tiistai 3. marraskuuta 2026\nVastaanottaja: Jan\nAihe: Hilfe',
  ],
  [
    'Czech',
    'FW: Hilfe',
    'Od: Ute Kern <ute@umbra.example>\nOdesláno: úterý 3. listopadu 2026\nKomu: Jan\nPředmět: Hilfe',
  ],
  [
    'Russian',
    'FW: Hilfe',
    'От: Ute Kern <ute@umbra.example>\nОтправлено: 3 ноября 2026 г. 15:40\nКому: Jan\nТема: Hilfe',
  ],
  ['Turkish', 'İLT: Hilfe', 'Kimden: Ute Kern <ute@umbra.example>\nGönderildi: 3 Kasım 2026\nKime: Jan\nKonu: Hilfe'],
  [
    'Japanese',
    'Fwd: Hilfe',
    '---------- メッセージを転送 ---------\n送信元：Ute Kern <ute@umbra.example>\n日付：2026年11月3日\n件名：Hilfe\n送信先：Jan',
  ],
  ['Chinese', '转发: Hilfe', '发件人: Ute Kern <ute@umbra.example>\n发送时间: 2026年11月3日\n收件人: Jan\n主题: Hilfe'],
  [
    'a language with one name that is not known',
    'FW: Hilfe',
    'From: Ute Kern <ute@umbra.example>\nBidalita: 2026(e)ko azaroak 3\nTo: Jan\nSubject: Hilfe',
  ],
])('%s', (_, subject, header) => {
  expect(forwardedIn(`${header}\n\nBitte um Hilfe.`, subject, null)).toMatchObject({
    from: { name: 'Ute Kern', address: 'ute@umbra.example' },
    subject: 'Hilfe',
    text: 'Bitte um Hilfe.',
  });
});
