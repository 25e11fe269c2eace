/**
 * The report as one page that a manager reads on a phone: figures, charts, each group. One file, no script, nothing from
 * the network. Everything that the directory or the config wrote is escaped.
 */
import { escapeHtml, oneLine } from '../letters/escape.ts';
import { metricInWords } from '../letters/ticket-words.ts';
import { dayInWords } from '../letters/words.ts';
import { durationInWords, percentOf } from '../ticket/report/durations.ts';
import {
  allPromises,
  type Figures,
  type Promises,
  type Report,
  shareKept,
  type Times,
} from '../ticket/report/figures.ts';
import { type Language, METRICS } from '../ticket/ticket.ts';
import { bar, NARROW, ring, tone, volumeChart, WIDE } from './charts.ts';
import { PAGE_STYLE } from './page-style.ts';
import { groupInWords, REPORT_WORDS, type ReportWords } from './words.ts';

/** More groups make no page that anybody reads; the other formats have them all. */
const MOST_GROUPS = 60;

/** @param desk its name and its language */
export function reportHtml(report: Report, desk: { name: string; language: Language }): string {
  const { language } = desk;
  const words = REPORT_WORDS[language];
  const title = `${words.title}: ${oneLine(desk.name)}`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
${PAGE_STYLE}</style>
</head>
<body><main>
<header><h1>${escapeHtml(title)}</h1><p class="quiet">${escapeHtml(periodInWords(report, language))}</p></header>
${tiles(report.all, words)}
${volumes(report, words, language)}
<div class="pair">
${promiseRings(report.all, words, language)}
${responseTimes(report.all, words, language)}
</div>
${groupsOf(report, words, language)}
<p class="note">${escapeHtml(words.note)}</p>
</main></body>
</html>
`;
}

function periodInWords({ period, asOf }: Report, language: Language): string {
  const words = REPORT_WORDS[language];
  const day = (text: string) => dayInWords(text, language) ?? text;
  const span =
    period.firstDay === period.lastDay
      ? day(period.firstDay)
      : `${day(period.firstDay)} ${words.until} ${day(period.lastDay)}`;
  return asOf < period.to ? `${span} (${words.upToNow})` : span;
}

function tiles(figures: Figures, words: ReportWords): string {
  const large = ['opened', 'solved', 'stillOpen', 'reopened'] as const;
  const small = ['closed', 'merged', 'messagesIn', 'messagesOut'] as const;
  const tile = (name: (typeof large | typeof small)[number], look: string) =>
    `<div${look}><dt>${words[name]}</dt><dd>${figures[name]}</dd></div>`;
  return `<section><dl class="tiles">${[
    ...large.map((name) => tile(name, '')),
    ...small.map((name) => tile(name, ' class="small"')),
  ].join('')}</dl></section>`;
}

function volumes({ volume, period }: Report, words: ReportWords, language: Language): string {
  const told = {
    title: words.volume[period.unit],
    opened: words.opened.toLowerCase(),
    solved: words.solved.toLowerCase(),
  };
  const label = (day: string) => shortDay(day, language, period.unit === 'month');
  const chart = [WIDE, NARROW].map((shape) => volumeChart(volume, label, told, shape)).join('');
  const dot = (name: 'opened' | 'solved') => `<span style="--dot:var(--${name})">${words[name]}</span>`;
  return `<section><h2>${words.volume[period.unit]}</h2>${chart}<p class="legend">${dot('opened')}${dot('solved')}</p></section>`;
}

/** `03/11`, `11/3`; of a month `11/26`. */
function shortDay(day: string, language: Language, isMonth: boolean): string {
  const [year = '', month = '', date = ''] = day.split('-');
  if (isMonth) return `${month}/${year.slice(2)}`;
  return language === 'en' ? `${Number(month)}/${Number(date)}` : `${date}/${month}`;
}

function promiseRings({ promises }: Figures, words: ReportWords, language: Language): string {
  const one = (promise: Promises, name: string) => {
    const { kept, missed } = promise;
    const told = kept + missed === 0 ? words.none : `${kept} ${words.kept}, ${missed} ${words.missed}`;
    return `<div>${ring(promise, words.none)}<p>${escapeHtml(capital(name))}</p><p class="quiet">${told}</p></div>`;
  };
  const rings = METRICS.map((metric) => one(promises[metric], metricInWords(metric, language)));
  return `<section><h2>${words.promises}</h2><div class="rings">${rings.join('')}</div></section>`;
}

function responseTimes(figures: Figures, words: ReportWords, language: Language): string {
  const times = (['firstResponse', 'resolution'] as const).map((metric) => {
    const { median, p90, count } = figures[metric];
    const name = escapeHtml(capital(metricInWords(metric, language)));
    if (median === null || p90 === null) return `<h3>${name}</h3><p class="quiet">${words.none}</p>`;
    const longest = Math.max(p90, median, 1);
    return `<div class="group"><h3><span>${name}</span><span>${count}</span></h3>${row(words.median, durationInWords(median), bar(median / longest, 'opened'))}${row(words.p90, durationInWords(p90), bar(p90 / longest, 'opened'))}</div>`;
  });
  return `<section><h2>${words.times}</h2>${times.join('')}</section>`;
}

function groupsOf({ groups, by }: Report, words: ReportWords, language: Language): string {
  if (groups.length === 0) return '';
  const shown = groups.slice(0, MOST_GROUPS);
  const most = Math.max(1, ...shown.map(({ figures }) => figures.opened));
  const longest = Math.max(1, ...shown.map(({ figures }) => figures.firstResponse.median ?? 0));
  const longestSolving = Math.max(1, ...shown.map(({ figures }) => figures.resolution.median ?? 0));
  const cards = shown.map(({ name, figures }) => {
    const promises = allPromises(figures);
    const share = shareKept(promises);
    const time = (metric: 'firstResponse' | 'resolution', scale: number) =>
      row(
        capital(metricInWords(metric, language)),
        timeInWords(figures[metric], words),
        bar((figures[metric].median ?? 0) / scale, 'opened'),
      );
    return `<div class="group"><h3><span>${escapeHtml(oneLine(groupInWords(name, by, language)) || words.nobody)}</span><span>${figures.stillOpen} ${words.stillOpen.toLowerCase()}</span></h3>${[
      row(
        words.opened,
        `${figures.opened}, ${figures.solved} ${words.solved.toLowerCase()}`,
        bar(figures.opened / most, 'opened'),
      ),
      row(
        words.promises,
        share === null ? words.none : `${percentOf(share)}% (${promises.kept}/${promises.kept + promises.missed})`,
        bar(share ?? 0, share === null ? 'track' : tone(share)),
      ),
      time('firstResponse', longest),
      time('resolution', longestSolving),
    ].join('')}</div>`;
  });
  const more =
    groups.length > shown.length ? `<p class="quiet">+ ${groups.length - shown.length} ${words.others}</p>` : '';
  return `<section><h2>${words.by[by]}</h2><div class="groups">${cards.join('')}</div>${more}</section>`;
}

function timeInWords({ median, p90 }: Times, words: ReportWords): string {
  return median === null || p90 === null ? words.none : `${durationInWords(median)} · p90 ${durationInWords(p90)}`;
}

/** @param name plain @param value plain @param drawn SVG of ours */
function row(name: string, value: string, drawn: string): string {
  return `<div class="row"><span>${escapeHtml(name)}</span><span class="value">${escapeHtml(value)}</span>${drawn}</div>`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
