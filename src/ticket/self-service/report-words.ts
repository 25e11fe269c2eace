/**
 * The words by which a contract's admin asks for the month's report, in Portuguese, Spanish and English, written as in
 * `wish-words.ts`. There are few on purpose: whoever says more ("o relatório de logs", "um relatório dos atendimentos")
 * means another report, and a person reads it. `#` is a year. Which month it then is, `../report/month.ts` says.
 */
import type { MonthAsked } from '../report/month.ts';
import { COURTESY, THANKS, THANKS_FOR } from '../thanks/thanks-words.ts';
import { EN_CAN, ES_CAN, ES_WANT, POLITE, PT_CAN, PT_WANT } from './wish-words.ts';
import { bookOf, type Phrase, phraseOf, saidBy } from './wording.ts';

const SEND_PT =
  'enviar|envie|enviem|envia|enviam|enviasse|enviassem|mandar|mande|mandem|manda|mandam|mandasse|mandassem|encaminhar|encaminhe|encaminhem|passar|passe|passem|passa|compartilhar|compartilhe|compartilhem';
const SEND_ES =
  'enviar|enviarme|enviarnos|envia|envian|enviame|envianos|envie|envieme|envienos|envien|envienme|enviennos|mandar|mandarme|mandarnos|manda|mandan|mandame|mandanos|mande|mandeme|mandenos|manden|mandenme|mandennos|compartir|compartirme|compartirnos|comparta|compartan|pasar|pasarme|pasarnos|pasame|paseme|pasen|pasenme';
const SEND_EN = 'send|share|forward|provide|email';
const GET_EN = 'have|get|receive|see|request';

/** Before the noun; all of the first of each may be left out. "Envio o relatório" is no wish: it says who sends one. */
const PT = [
  `[seria|e] [possivel] [nos] ${PT_WANT} [nos] [posso] ${PT_CAN} [nos] [${SEND_PT}|receber|ter|ver|solicitar|pedir|solicitamos|peco|pedimos] [me|nos] [por] [favor|gentileza] [o|do] [meu|nosso]`,
  '[eu|nos] quero|queria|queremos|gostaria|gostariamos|preciso|precisamos|solicito|solicitamos|peco|pedimos [de|do] [o] envio do [meu|nosso]',
];
const ES = [
  `[seria|es] [posible] [nos] ${ES_WANT} [me|nos] [puedo|podemos] ${ES_CAN} [nos] [${SEND_ES}|recibir|tener|ver|solicitar|pedir|solicitamos|pido|pedimos] [por] [favor] [el|del] [mi|nuestro]`,
  '[yo] quiero|quisiera|queremos|necesito|necesitamos|solicito|solicitamos|pido|pedimos el envio del [mi|nuestro]',
];
// "We have the monthly report" and "I like it" are no wishes.
const EN = [
  `${EN_CAN} [${SEND_EN}] [me|us|over] [over] [please] [the|my|our]`,
  `[i|we] [just|also|now] want|need|request [to] [please|kindly] [${GET_EN}] [the|my|our]`,
  `i|we d|would [also|really] like|love|want|need [to] [please|kindly] [${GET_EN}] [the|my|our]`,
  `i|we [d|would] want|need|like [like] you to [please|kindly] ${SEND_EN} [me|us] [the|my|our]`,
  `can|could|may i|we [please|kindly] ${GET_EN} [the|my|our]`,
  `is|would it [be] possible to [please] ${SEND_EN}|${GET_EN} [me|us] [the|my|our]`,
];

interface Forms {
  pt: string[];
  es: string[];
  en: string[];
}

const LAST: Forms = {
  pt: [
    'relatorio mensal',
    'relatorio do mes [passado|anterior]',
    'relatorio do ultimo mes',
    'relatorio mensal do ultimo mes',
    'relatorio mensal do mes passado|anterior',
  ],
  es: [
    'informe|reporte mensual',
    'informe|reporte del mes [pasado|anterior]',
    'informe|reporte del ultimo mes',
    'informe|reporte mensual del ultimo mes',
    'informe|reporte mensual del mes pasado|anterior',
  ],
  en: [
    '[last|latest] monthly report',
    '[monthly] report of|for the [last|past|previous] month',
    '[monthly] report of|for last month',
    'last|previous month [s] report',
  ],
};

const THIS: Forms = {
  pt: ['relatorio [mensal] deste|desse mes', 'relatorio [mensal] do mes atual|corrente'],
  es: [
    'informe|reporte [mensual] de este mes',
    'informe|reporte [mensual] del mes actual|corriente',
    'informe|reporte [mensual] del mes en curso',
  ],
  en: [
    '[monthly] report of|for this month',
    '[monthly] report of|for the current month',
    'this|current month [s] report',
  ],
};

/** A month's names in a language, as choices: in full, and as they are shortened. */
type MonthNames = Record<keyof Forms, string>;

function ofMonth({ pt, es, en }: MonthNames): Forms {
  return {
    pt: [
      `relatorio [mensal] de|do|para ${pt} [de|do] [#]`,
      `relatorio [mensal] do mes [de] ${pt} [de|do] [#]`,
      `relatorio [mensal] ${pt} [de|do] [#]`,
    ],
    es: [
      `informe|reporte [mensual] de|del|para ${es} [de|del] [#]`,
      `informe|reporte [mensual] del mes [de] ${es} [de|del] [#]`,
      `informe|reporte [mensual] ${es} [de|del] [#]`,
    ],
    en: [
      `[monthly] report of|for|from ${en} [of] [#]`,
      `[monthly] report of|for the month of ${en} [of] [#]`,
      `[monthly] report ${en} [#]`,
      `${en} [#] [s] [monthly] report`,
    ],
  };
}

/** Below a subject that asks for a report, or in reply to one, it is enough to name the month. */
const LAST_NAMED: Forms = {
  pt: ['[do|de] mes passado|anterior', '[do|de] ultimo mes'],
  es: ['[del|de] mes pasado|anterior', '[del|de] ultimo mes'],
  en: ['[what|how] [about] [the] [one] [of|for] [the] last|previous|past month [s] [one]'],
};
const THIS_NAMED: Forms = {
  pt: ['[de] este|deste|desse mes', '[do] mes atual|corrente'],
  es: ['[de|el] este mes', '[del] mes actual|corriente', '[del] mes en curso'],
  en: ['[what|how] [about] [the] [one] [of|for] [the] this|current month [s] [one]'],
};

function monthNamed({ pt, es, en }: MonthNames): Forms {
  return {
    pt: [`[de|do|para] [mes] [de] ${pt} [de|do] [#]`],
    es: [`[de|del|para] [mes] [de] ${es} [de|del] [#]`],
    en: [`[what|how] [about] [the] [one] [of|for|from] [the] [month] [of] ${en} [of] [#] [s] [one]`],
  };
}

const MONTHS_PT =
  'janeiro|jan fevereiro|fev marco|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez';
const MONTHS_ES =
  'enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sep|sept|set octubre|oct noviembre|nov diciembre|dic';
const MONTHS_EN =
  'january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec';

const ENGLISH = MONTHS_EN.split(' ').map((names) => names.split('|')[0] ?? '');
/** January first. What is written in digits is read as the English name: see `monthsInWords`. */
const NAMES: MonthNames[] = ENGLISH.map((name, index) => ({
  pt: `${MONTHS_PT.split(' ')[index]}|${name}`,
  es: `${MONTHS_ES.split(' ')[index]}|${name}`,
  en: MONTHS_EN.split(' ')[index] ?? '',
}));
const ANY_MONTH: MonthNames = {
  pt: NAMES.map(({ pt }) => pt).join('|'),
  es: NAMES.map(({ es }) => es).join('|'),
  en: NAMES.map(({ en }) => en).join('|'),
};

/** All that ask for a month's report. */
export const REPORT = [LAST, THIS, ofMonth(ANY_MONTH)].flatMap((forms) => wishedFor(forms));

/** All that ask for it where it is clear from the subject that they ask for one. */
export const REPORT_NAMED = [LAST_NAMED, THIS_NAMED, monthNamed(ANY_MONTH)].flatMap((forms) =>
  wishedFor({
    pt: forms.pt.map((text) => `[o] ${text}`),
    es: forms.es.map((text) => `[el] ${text}`),
    en: forms.en,
  }),
);

function wishedFor({ pt, es, en }: Forms): string[] {
  return [
    ...PT.flatMap((before) => pt.map((text) => `${before} ${text}`)),
    ...ES.flatMap((before) => es.map((text) => `${before} ${text}`)),
    ...EN.flatMap((before) => en.map((text) => `${before} ${text}`)),
  ];
}

/** A question that begins with one of these is an order too: `me manda o relatório do mês?` */
export const ASKS_FOR_REPORT: ReadonlySet<string> = new Set(
  `${SEND_PT}|${SEND_ES}|${SEND_EN}|posso|podemos|puedo|seria|possivel|es|is`.split('|'),
);

const TITLES = bookOf(
  [
    '[pedido|solicitacao|solicitud|envio] [de|do|del] relatorio|relatorios|informe|informes|reporte|reportes',
    'pedido|solicitacao|solicitud|request',
    '[request] [for] report|reports [request]',
  ].map((text) => phraseOf(text, true)),
);

/** Is it a subject that leaves to the text which report is asked for? @param words folded */
export function isReportTitle(words: readonly string[]): boolean {
  return words.length <= 6 && saidBy(words, new Set(), TITLES).has(true);
}

const BEFORE_DIGITS = '(?<![\\p{L}\\p{N}/.,-])';
const AFTER_DIGITS = '(?![\\p{L}\\p{N}/-])';
const MONTH_FIRST = new RegExp(`${BEFORE_DIGITS}(0?[1-9]|1[0-2])[/-](20\\d\\d)${AFTER_DIGITS}`, 'gu');
const YEAR_FIRST = new RegExp(`${BEFORE_DIGITS}(20\\d\\d)[/-](0[1-9]|1[0-2])${AFTER_DIGITS}`, 'gu');

/** `10/2026` and `2026-10` as `october 2026`. @param text folded */
export function monthsInWords(text: string): string {
  const inWords = (month: string, year: string) => `${ENGLISH[Number(month) - 1]} ${year}`;
  return text
    .replace(MONTH_FIRST, (_, month: string, year: string) => inWords(month, year))
    .replace(YEAR_FIRST, (_, year: string, month: string) => inWords(month, year));
}

/**
 * Which month is asked for by words that ask for a report?
 * @param names words that say nothing, such as the sender's name
 * @param year the number among them; null: there is none
 * @param named whether it is enough to name the month
 * @returns null where they do not say one thing, or the number is no year
 */
export function monthAskedBy(
  words: readonly string[],
  names: ReadonlySet<string>,
  year: number | null,
  named: boolean,
): MonthAsked | null {
  if (year !== null && (year < 2000 || year > 2099)) return null;
  const [said, ...others] = [...saidBy(words, names, named ? MONTHS_NAMED : MONTHS)].filter((one) => one !== null);
  if (said === undefined || others.length > 0) return null;
  return typeof said === 'number' ? { month: said, year } : said;
}

type Said = 'last' | 'this' | number;

const FULL: Phrase<Said>[] = [
  ...[...COURTESY, ...THANKS, ...THANKS_FOR, ...POLITE, ...PT, ...ES, ...EN].map((text) => phraseOf<Said>(text, null)),
  ...saying(LAST, 'last'),
  ...saying(THIS, 'this'),
  ...NAMES.flatMap((names, index) => saying(ofMonth(names), index + 1)),
];
const MONTHS = bookOf(FULL);
const MONTHS_NAMED = bookOf([
  ...FULL,
  ...saying(LAST_NAMED, 'last'),
  ...saying(THIS_NAMED, 'this'),
  ...NAMES.flatMap((names, index) => saying(monthNamed(names), index + 1)),
]);

function saying({ pt, es, en }: Forms, what: Said): Phrase<Said>[] {
  return [...pt, ...es, ...en].map((text) => phraseOf(text, what));
}
