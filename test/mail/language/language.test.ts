import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../src/mail/language/language.ts';

test.each([
  ['pt-BR', 'Bom dia, desde ontem o portal mostra um erro quando abrimos os relatórios da loja.'],
  ['pt-BR', 'Preciso exportar as conversas do mês passado'],
  ['pt-BR', 'oi, nao consigo entrar no painel e voces nao respondem desde ontem'],
  ['es', 'Buenos días, desde ayer el portal muestra un error cuando abrimos los informes de la tienda.'],
  ['es', 'hola, no puedo entrar al panel y necesito ayuda hoy mismo'],
  ['en', 'Good morning, since yesterday the portal shows an error when we open the reports.'],
  ['en', 'cant log in to the dashboard, please help'],
])('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

describe('neighbours are not taken for Portuguese, Spanish or English', () => {
  test.each([
    ['de', 'Guten Morgen, seit gestern zeigt das Portal einen Fehler, wenn wir die Berichte öffnen.'],
    ['fr', 'Bonjour, depuis hier le portail affiche une erreur quand nous ouvrons les rapports de la boutique.'],
    [
      'it',
      'Buongiorno, da ieri il portale mostra un errore quando apriamo i rapporti del negozio con una nuova utenza.',
    ],
    ['ca', 'Bon dia, des d’ahir el portal mostra un error quan obrim els informes de la botiga i no podem treballar.'],
    ['nl', 'Goedemorgen, sinds gisteren toont het portaal een fout wanneer wij de rapporten van de winkel openen.'],
    ['da', 'Godmorgen, siden i går viser portalen en fejl, når vi åbner rapporterne for vores butik.'],
    ['sv', 'God morgon, sedan i går visar portalen ett fel när vi öppnar rapporterna för vår butik.'],
    ['pl', 'Dzień dobry, od wczoraj portal pokazuje błąd, gdy otwieramy raporty naszego sklepu.'],
    ['ro', 'Bună ziua, de ieri portalul arată o eroare când deschidem rapoartele magazinului nostru.'],
    ['ru', 'Доброе утро, со вчерашнего дня портал показывает ошибку, когда мы открываем отчёты.'],
    ['ja', '昨日からレポートを開くとポータルにエラーが表示されます。ご確認をお願いいたします。よろしくお願いします。'],
  ])('%s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('Portuguese is that of Brazil, unless it is clearly that of Portugal', () => {
  test.each([
    ['pt-PT', 'Boa tarde, o ecrã de relatórios está a dar erro e a equipa não consegue trabalhar.'],
    ['pt-PT', 'Agradeço que nos enviem o ficheiro de registos do utilizador indicado em baixo.'],
    ['pt-PT', 'Bom dia. Reiniciámos o serviço e verificámos a ligação, mas as mensagens não chegam.'],
    ['pt-BR', 'Boa tarde, a tela de relatórios está dando erro e a equipe não consegue trabalhar.'],
    ['pt-BR', 'Vocês poderiam entrar em contato com o nosso usuário para refazer o cadastro?'],
    ['pt-BR', 'As mensagens do bot não chegam aos clientes desde as nove horas da manhã.'],
    ['pt-BR', 'O utilizador do celular novo não recebe a senha por mensagem, vocês podem ver?'],
  ])('%s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });
});

test('a text too short to tell has no language', () => {
  expect(languageOf('')).toBeNull();
  expect(languageOf('Ok, obrigado!')).toBeNull();
  expect(languageOf('https://acme.example/a/very/long/link?with=parameters 123456789 ana@acme.example')).toBeNull();
});

test('the subject of a new mail helps where the text is short', () => {
  expect(languageOf('', 'O relatório de vendas não abre desde ontem')).toBe('pt-BR');
  expect(languageOf('Gracias', 'No podemos abrir el informe de ventas')).toBe('es');
  expect(languageOf('Thanks', 'We cannot open the sales report')).toBe('en');
});

test.each([
  'Re: We cannot open the sales report',
  'RES: We cannot open the sales report',
  'Re[2]: We cannot open it now',
])('but not the one of a reply, which may be of another hand: %s', (subject) => {
  expect(languageOf('Ok, obrigado!', subject)).toBeNull();
});

test('addresses, links and identifiers are left out', () => {
  const noise =
    'https://acme.example/the/report?and=you BOT-2231 the_error_code=17 C:\\your\\files the.user@acme.example';
  expect(languageOf(`${noise} Não consigo abrir o relatório da loja, podem ajudar?`)).toBe('pt-BR');
});

test('a notice in another language after the text changes nothing', () => {
  const text =
    'Boa tarde, pessoal. O painel de atendimento não mostra as conversas de ontem e a equipe da loja precisa delas hoje ' +
    'para fechar o mês. Já tentamos sair e entrar de novo, em dois computadores, e o resultado foi o mesmo nos dois.';
  const notice =
    'This message and any files with it are for the person that it is addressed to, and may not be read by others. ';
  expect(languageOf(`${text}\n\n${notice.repeat(5)}`)).toBe('pt-BR');
});

test('a text of ten megabytes is read no further than its beginning', () => {
  expect(languageOf(`${'a'.repeat(5_000_000)} ${'o '.repeat(2_500_000)}`)).toBeNull();
});
