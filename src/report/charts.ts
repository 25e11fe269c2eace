/** The charts of the report page as inline SVG: volumes as bars, a share as a ring, a share or a time as one bar. */
import { escapeHtml } from '../letters/escape.ts';
import { percentOf } from '../ticket/report/durations.ts';
import { type Promises, type Report, shareKept } from '../ticket/report/figures.ts';

/** Units of a drawing: about pixels where it is shown. */
export interface Shape {
  /** The CSS class that shows it where it fits. */
  name: 'wide' | 'narrow';
  width: number;
  height: number;
  /** So many dates stand below it. */
  dates: number;
}

export const WIDE: Shape = { name: 'wide', width: 960, height: 240, dates: 12 };
export const NARROW: Shape = { name: 'narrow', width: 340, height: 200, dates: 5 };

const FOOT = 22;
const LEFT = 34;

/**
 * Two bars a step: opened and solved.
 * @param label what a step's first day is called below the axis @param title what the chart shows, for who does not see it
 */
export function volumeChart(
  volume: Report['volume'],
  label: (day: string) => string,
  words: { title: string; opened: string; solved: string },
  { name, width, height, dates }: Shape,
): string {
  const most = niceTop(Math.max(1, ...volume.flatMap(({ opened, solved }) => [opened, solved])));
  const slot = (width - LEFT) / volume.length;
  const bar = Math.max(1.5, Math.min(14, slot * 0.38));
  const y = (count: number) => round((height - FOOT) * (1 - count / most) + (count / most) * 8);
  const lines = [0, most / 2, most].map(
    (count) =>
      `<line class="grid" x1="${LEFT}" x2="${width}" y1="${y(count)}" y2="${y(count)}"/><text class="axis" x="${LEFT - 6}" y="${y(count) + 4}" text-anchor="end">${count}</text>`,
  );
  const every = Math.ceil(volume.length / dates);
  const bars = volume.map(({ day, opened, solved }, i) => {
    const middle = LEFT + slot * (i + 0.5);
    const rect = (what: string, x: number, count: number) =>
      count === 0
        ? ''
        : `<rect class="${what}" x="${round(x)}" y="${y(count)}" width="${round(bar)}" height="${round(height - FOOT - y(count))}" rx="1.5"/>`;
    const told = `${label(day)}: ${opened} ${words.opened}, ${solved} ${words.solved}`;
    const text =
      i % every === 0
        ? `<text class="axis" x="${round(middle)}" y="${height - 5}" text-anchor="middle">${escapeHtml(label(day))}</text>`
        : '';
    return `<g><title>${escapeHtml(told)}</title>${rect('opened', middle - bar - 0.5, opened)}${rect('solved', middle + 0.5, solved)}</g>${text}`;
  });
  return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(words.title)}">${lines.join('')}${bars.join('')}</svg>`;
}

/** A ring with its share in the middle; `none` stands there where no promise was decided. */
export function ring(promises: Promises, none: string): string {
  const share = shareKept(promises);
  const around = 2 * Math.PI * 42;
  const arc =
    share === null || share === 0
      ? ''
      : `<circle class="${tone(share)} arc" cx="50" cy="50" r="42" stroke-dasharray="${round(around * share)} ${round(around)}" transform="rotate(-90 50 50)"/>`;
  return `<svg class="ring" viewBox="0 0 100 100" role="img" aria-label="${share === null ? escapeHtml(none) : `${percentOf(share)} %`}"><circle class="track" cx="50" cy="50" r="42"/>${arc}<text x="50" y="57" text-anchor="middle" class="inring${share === null ? ' quiet' : ''}">${share === null ? '–' : `${percentOf(share)}%`}</text></svg>`;
}

/** A bar as long as its share of what is longest. @param share from 0 to 1 */
export function bar(share: number, name: string): string {
  const width = round(Math.max(0, Math.min(1, share)) * 100);
  return `<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6"/><rect class="${name}" width="${width}" height="6"/></svg>`;
}

/** Good, middling or bad: the colour of a share of promises kept. */
export function tone(share: number): 'good' | 'middling' | 'bad' {
  return share >= 0.9 ? 'good' : share >= 0.75 ? 'middling' : 'bad';
}

/** A number that is easy to read, and not below. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  // Half of it is marked too, and tickets are whole.
  const steps = power === 1 ? [2, 4, 6, 8, 10] : [1, 2, 3, 4, 5, 6, 8, 10];
  return (steps.find((step) => step * power >= most) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
