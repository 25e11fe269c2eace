/** Did each thing that called for a notice get one? Those that lasted so long that no pause of the desk excuses it. */
import { CHECKS, type Checking } from './check.ts';
import type { Picture } from './history.ts';
import { clockAt, isLate } from './truth.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The desk is down for 30 hours at most. */
const AT_LATEST = 34 * HOUR;
/** Customers get nothing at night and on weekends, and letters are a day apart. */
const TO_CUSTOMERS = 7 * DAY;

export function owed(checking: Checking, pictures: readonly Picture[], about: string): void {
  const { ticket, events, notices, everyConfig, bounced, to, count, wrong } = checking;
  const silent = bounced.has(ticket.requester) || events.some(({ what }) => what === 'auto-reply');
  const has = (kind: string, anchor: number) => notices.some((one) => one.kind === kind && one.anchor === anchor);
  const owes = (kind: string, anchor: number) => {
    count(CHECKS.owed);
    if (!has(kind, anchor)) wrong(CHECKS.owed, `${about}: ${kind} on event ${anchor}`);
  };
  const seen = new Set<number>();
  for (const [i, picture] of pictures.entries()) {
    const { state, anchor, since, until, merged } = picture;
    if (merged || seen.has(anchor)) continue;
    seen.add(anchor);
    const end = pictures.slice(i + 1).find((one) => one.anchor !== anchor)?.at ?? to;
    if (state === 'on-hold' && until !== null && end - until > AT_LATEST) owes('due-again', anchor);
    if (silent) continue;
    if (state === 'solved' && end - since > TO_CUSTOMERS) owes('solved:follow-up-solved', anchor);
    if (state === 'pending' && end - since > TO_CUSTOMERS + 3 * DAY) owes('pending:follow-up-reminder', anchor);
  }
  const opened = pictures[0]?.id ?? 0;
  const told = new Set<string>();
  for (const [i, picture] of pictures.entries()) {
    const end = pictures[i + 1]?.at ?? to;
    for (const metric of ['firstResponse', 'nextResponse', 'resolution']) {
      const clock = clockAt(metric, picture);
      const anchor = metric === 'nextResponse' ? clock?.anchor : opened;
      if (!clock || anchor === undefined || told.has(`${metric} ${anchor}`) || end - AT_LATEST <= picture.at) continue;
      const soFar = pictures.slice(0, i + 1);
      const late = everyConfig.every((config) => isLate(metric, end - AT_LATEST, config, picture, soFar, checking));
      if (!late) continue;
      told.add(`${metric} ${anchor}`);
      owes(`breach:${metric}`, anchor);
    }
  }
}
