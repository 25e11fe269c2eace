import { expect, test } from 'vitest';
import { languageOf } from '../../src/mail/language.ts';

test.each([
  ['pt-BR', 'Bom dia, desde ontem o portal mostra um erro quando abrimos os relatórios da loja.'],
  ['pt-BR', 'Preciso exportar as conversas do mês passado'],
  ['es', 'Buenos días, desde ayer el portal muestra un error cuando abrimos los informes de la tienda.'],
  ['en', 'Good morning, since yesterday the portal shows an error when we open the reports.'],
  ['de', 'Guten Morgen, seit gestern zeigt das Portal einen Fehler, wenn wir die Berichte öffnen.'],
])('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test('a text too short to tell has no language', () => {
  expect(languageOf('')).toBeNull();
  expect(languageOf('Ok, obrigado!')).toBeNull();
  expect(languageOf('https://acme.example/a/very/long/link?with=parameters 123456789 ana@acme.example')).toBeNull();
});
