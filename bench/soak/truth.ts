/** Was it true when it was written? Each kind of notice next to the ticket as it was then, and to the configs in force. */
import type { Checking, NoticeRow } from './check.ts';
import { type Picture, picturesUntil, used } from './history.ts';
import type { RuleConfig, SoakConfig } from './rules.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** @returns what was not so; null: it was true by one of the configs that may have been in force */
export function untrue(
  notice: NoticeRow,
  picture: Picture,
  pictures: readonly Picture[],
  checking: Checking,
): string | null {
  const whys = checking.configs(notice.at).map((config) => untrueBy(config, notice, picture, pictures, checking));
  return whys.includes(null) ? null : (whys[0] ?? 'no config was in force');
}

function untrueBy(
  config: SoakConfig,
  { kind, anchor, at }: NoticeRow,
  picture: Picture,
  pictures: readonly Picture[],
  checking: Checking,
): string | null {
  const [what = '', about = ''] = kind.split(':');
  const { rules } = config.followUps;
  const lasted = (from: number, spans: (string | undefined)[]) => {
    const known = spans.filter((span) => span !== undefined);
    if (known.length === 0) return 'no rule writes it';
    return known.some((span) => hasPassed(span, from, at, config, checking))
      ? null
      : `too early for ${known.join(', ')}`;
  };
  const isStill = (state: string) => {
    if (picture.state !== state) return `it was ${picture.state}`;
    return picture.anchor === anchor ? null : `that state began with event ${picture.anchor}, not ${anchor}`;
  };
  switch (what) {
    case 'quiet':
      if (picture.waiting?.anchor !== anchor) return `nobody waited since event ${anchor}`;
      if (METRICS.some((metric) => wasMissed(metric, at, config, picture, pictures, checking)))
        return 'it was missed already';
      return lasted(
        picture.waiting.since,
        rules.map(({ when }) => when.quiet),
      );
    case 'due-again':
      if (picture.state !== 'on-hold' || picture.until === null) return `it was ${picture.state}`;
      return picture.until <= at ? null : 'the hold was not over';
    case 'missed':
    case 'breach': {
      if (!clockAt(about, picture)) return 'nobody waited for it any more';
      const late = what === 'missed' ? wasMissed : isLate;
      return late(about, at, config, picture, pictures, checking)
        ? null
        : `it was not ${what === 'missed' ? what : 'late'}`;
    }
    case 'warning': {
      const clock = clockAt(about, picture);
      if (!clock) return 'nobody waited for it any more';
      if (picture.state === 'on-hold' && (picture.until ?? Number.POSITIVE_INFINITY) > at) return 'it stood still';
      if (picture.state === 'pending' && about !== 'firstResponse') return 'it stood still';
      if (isLate(about, at, config, picture, pictures, checking)) return 'it was late already';
      const share = Math.min(...rules.map(({ when }) => (when.target && when.share ? when.share : 100)));
      const part = shareOf(about, at, config, picture, pictures, checking);
      return part * 100 >= share - 0.1 ? null : `only ${(part * 100).toFixed(0)}% was used up`;
    }
    default: {
      const why = isStill(what);
      if (why !== null) return why;
      const own = rules.filter((rule) => rule.when.state === what && writes(rule, about));
      return lasted(
        picture.since,
        own.map(({ when }) => when.for),
      );
    }
  }
}

const METRICS = ['firstResponse', 'nextResponse', 'resolution'];

function writes(rule: RuleConfig, about: string): boolean {
  return about === 'close' ? rule.do === 'close' : rule.do !== 'close' && rule.letter === about;
}

/** Whether a span such as "2bd" or "4h" is over; working days are counted by dates alone. */
function hasPassed(span: string, from: number, to: number, config: SoakConfig, { ticket, hours }: Checking): boolean {
  const calendar = hours.get(config.sla.policies[ticket.policy]?.calendar ?? '');
  if (!calendar) return false;
  const count = Number.parseInt(span, 10);
  if (span.endsWith('bd')) return calendar.openDaysAfter(from, to) >= count;
  return calendar.openBetween(from, to) >= count * (span.endsWith('h') ? HOUR : MINUTE);
}

/** The promise of a kind that somebody waits for; null: none. */
export function clockAt(metric: string, picture: Picture | null): { anchor: number; since: number } | null {
  if (picture === null || picture.merged || picture.state === 'solved' || picture.state === 'closed') return null;
  if (metric === 'nextResponse') return picture.asked;
  if (metric === 'firstResponse' && picture.answered) return null;
  return { anchor: 0, since: Number.NEGATIVE_INFINITY };
}

/** Whether its time is up by what is promised now, or was so by what was promised at some time before. */
export function isLate(...of: Parameters<typeof shareOf>): boolean {
  return isOver(shareOf(...of)) || wasMissed(...of);
}

/**
 * Whether its time ran out while that time was promised: no change gives it back. Where a change left it less than was
 * used up by then, it ran out at no time; what was promised before that goes on, and can run out.
 * @param pictures up to the one that is true then
 */
export function wasMissed(...[metric, at, config, , pictures, checking]: Parameters<typeof shareOf>): boolean {
  const waited = clockAt(metric, pictures.at(-1) ?? null);
  return pictures.some((one, i) => {
    const from = one.at;
    const end = pictures.findIndex((_, j) => j > i && !wasOver(metric, config, pictures, j, checking));
    const to = Math.min(pictures[end]?.at ?? at, at);
    const clock = clockAt(metric, one);
    if (to <= from || pictures[i + 1]?.at === from || clock === null || clock.anchor !== waited?.anchor) return false;
    const share = (when: number) => shareOf(metric, when, config, one, picturesUntil(pictures, when), checking);
    return isOver(share(to)) && !isOver(share(from));
  });
}

/**
 * Whether what a picture promises was used up when it began to be true. What was true for no time, or while nobody waited,
 * promises nothing instead either.
 */
function wasOver(
  metric: string,
  config: SoakConfig,
  pictures: readonly Picture[],
  i: number,
  checking: Checking,
): boolean {
  const one = pictures[i];
  if (!one || pictures[i + 1]?.at === one.at || clockAt(metric, one) === null) return true;
  return isOver(shareOf(metric, one.at, config, one, pictures.slice(0, i + 1), checking));
}

/**
 * Is this the deadline that was promised just before it came, and the first that was missed?
 * @param told what the letter says @param at when it was written @param pictures up to the one that was true then
 */
export function wasDue(
  metric: string,
  told: number,
  at: number,
  pictures: readonly Picture[],
  checking: Checking,
): boolean {
  const before = picturesUntil(pictures, told);
  return checking.configs(at).some((config) => {
    const kept = before.findLastIndex((_, i) => !wasOver(metric, config, before, i, checking));
    const picture = before[kept];
    if (!picture) return false;
    const share = shareOf(metric, told, config, picture, before, checking);
    return Math.abs(share - 1) < 0.00001 && !wasMissed(metric, told - MINUTE, config, picture, before, checking);
  });
}

/** Reckoned to the millisecond on both sides, but for the sum of many parts. */
function isOver(share: number): boolean {
  return share >= 0.99999;
}

/** How much of the time for something is used up; 0 where nobody waits for it. */
export function shareOf(
  metric: string,
  at: number,
  config: SoakConfig,
  picture: Picture,
  pictures: readonly Picture[],
  { ticket, hours }: Checking,
): number {
  const clock = clockAt(metric, picture);
  const policy = config.sla.policies[ticket.policy];
  const calendar = hours.get(policy?.calendar ?? '');
  if (!clock || !policy || !calendar) return 0;
  const byPriority = policy.targets[picture.type] ?? policy.targets['*'];
  // A type of its own without that priority is looked for among all types.
  const targets = byPriority?.[picture.priority] ?? byPriority?.['*'] ?? policy.targets['*']?.['*'];
  const target = targets?.[metric as keyof typeof targets];
  if (target === undefined) return 0;
  return used(metric, clock.since, at, pictures, calendar) / (Number.parseInt(target, 10) * HOUR);
}
