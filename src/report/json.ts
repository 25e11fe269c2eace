/** The report as programs read it: one object; instants in ISO 8601, times in elapsed ms, shares from 0 to 1. */

import { type Figures, type Report, shareKept } from '../ticket/report/figures.ts';
import { METRICS } from '../ticket/ticket.ts';

export function reportJson({ period, by, asOf, all, groups, volume }: Report): Record<string, unknown> {
  return {
    from: period.firstDay,
    to: period.lastDay,
    asOf: new Date(asOf).toISOString(),
    by,
    all: figuresJson(all),
    groups: groups.map(({ name, figures }) => ({ name, ...figuresJson(figures) })),
    volume: { unit: period.unit, steps: volume },
  };
}

function figuresJson({ promises, ...figures }: Figures): Record<string, unknown> {
  return {
    ...figures,
    promises: Object.fromEntries(
      METRICS.map((metric) => [metric, { ...promises[metric], share: shareKept(promises[metric]) }]),
    ),
  };
}
