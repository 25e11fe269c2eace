/**
 * The words by which a contract's admin asks for the month's report, in Portuguese, Spanish and English, written as in
 * `wish-words.ts`. There are few on purpose: whoever says more ("o relatório de logs", "um relatório dos atendimentos")
 * means another report, and a person reads it. `#` is a year. Which month it then is, `../report/month.ts` says.
 */
import type { MonthAsked } from '../report/month.ts';
import { COURTESY, THANKS, THANKS_FOR } from '../thanks/thanks-words.ts';
import { POLITE } from './wish-words.ts';
import { type Phrase, phraseOf, saidBy } from './wording.ts';

const MONTHS_PT = 'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ');
const MONTHS_ES =
  'enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre'.split(' ');
const MONTHS_EN = 'january february march april may june july august september october november december'.split(' ');

const LAST = [
  '[o] relatorio mensal',
  '[o] relatorio do mes [passado|anterior]',
  '[o] relatorio do ultimo mes',
  '[o] relatorio mensal do ultimo mes',
  '[o] relatorio mensal do mes passado|anterior',
  '[el] informe|reporte mensual',
  '[el] informe|reporte del mes [pasado|anterior]',
  '[el] informe|reporte del ultimo mes',
  '[el] informe|reporte mensual del ultimo mes',
  '[el] informe|reporte mensual del mes pasado|anterior',
  '[the] monthly report',
  '[the] [monthly] report of|for the [last|past|previous] month',
  '[the] [monthly] report of|for last month',
  '[the] last|previous month [s] report',
];

const THIS = [
  '[o] relatorio [mensal] deste|desse mes',
  '[o] relatorio [mensal] do mes atual|corrente',
  '[el] informe|reporte [mensual] de este mes',
  '[el] informe|reporte [mensual] del mes actual|corriente',
  '[el] informe|reporte [mensual] del mes en curso',
  '[the] [monthly] report of|for this month',
  '[the] [monthly] report of|for the current month',
  '[the] this|current month [s] report',
];

/** @param pt the month, or several as choices; and so in the other languages */
function ofMonth(pt: string, es: string, en: string): string[] {
  return [
    `[o] relatorio [mensal] de|do ${pt} [de|do] [#]`,
    `[o] relatorio [mensal] do mes de ${pt} [de|do] [#]`,
    `[o] relatorio mensal ${pt} [de|do] [#]`,
    `[o] relatorio ${pt} [de] #`,
    `[el] informe|reporte [mensual] de|del ${es} [de|del] [#]`,
    `[el] informe|reporte [mensual] del mes de ${es} [de|del] [#]`,
    `[el] informe|reporte mensual ${es} [de|del] [#]`,
    `[el] informe|reporte ${es} [de] #`,
    `[the] [monthly] report of|for ${en} [of] [#]`,
    `[the] [monthly] report of|for the month of ${en} [of] [#]`,
    `[the] monthly report ${en} [#]`,
    `[the] report ${en} #`,
    `[the] ${en} [#] [s] [monthly] report`,
  ];
}

/** All that ask for a month's report. */
export const REPORT = [...LAST, ...THIS, ...ofMonth(MONTHS_PT.join('|'), MONTHS_ES.join('|'), MONTHS_EN.join('|'))];

/**
 * Which month is asked for by words that ask for a report?
 * @param names words that say nothing, such as the sender's name
 * @param year the number among them; null: there is none
 * @returns null where they do not say one thing, or the number is no year
 */
export function monthAskedBy(
  words: readonly string[],
  names: ReadonlySet<string>,
  year: number | null,
): MonthAsked | null {
  if (year !== null && (year < 2000 || year > 2099)) return null;
  const [said, ...others] = [...saidBy(words, names, MONTHS)].filter((one) => one !== null);
  if (said === undefined || others.length > 0) return null;
  return typeof said === 'number' ? { month: said, year } : said;
}

const MONTHS: Phrase<'last' | 'this' | number>[] = [
  ...[...COURTESY, ...THANKS, ...THANKS_FOR, ...POLITE].map((text) => phraseOf<'last' | 'this' | number>(text, null)),
  ...LAST.map((text) => phraseOf(text, 'last' as const)),
  ...THIS.map((text) => phraseOf(text, 'this' as const)),
  ...MONTHS_EN.flatMap((en, index) =>
    ofMonth(MONTHS_PT[index] ?? '', MONTHS_ES[index] ?? '', en).map((text) => phraseOf(text, index + 1)),
  ),
];
