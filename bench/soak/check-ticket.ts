/** Is all that was written about one ticket right? What was true when it was written is asked of `truth.ts`. */
import { CHECKS, type Checking, type LetterRow, type NoticeRow } from './check.ts';
import { before, type EventRow, type Picture, picturesOf } from './history.ts';
import { missedClocks } from './missed.ts';
import { owed } from './owed.ts';
import { clockAt, untrue, wasDue } from './truth.ts';

const HOUR = 3_600_000;

export function checkTicket(checking: Checking): void {
  const { ticket, events, notices, letters, count, wrong } = checking;
  const about = `BLIP-${ticket.number}`;
  const pictures = picturesOf(events);
  count(CHECKS.state);
  const last = pictures.at(-1);
  if (last?.state !== ticket.state && last?.merged !== true)
    wrong(CHECKS.state, `${about} is ${ticket.state}, its history says ${last?.state}`);

  const customers = letters.filter(({ template }) => template.startsWith('follow-up-'));
  checkLetters(checking, customers, about);
  for (const { template, createdAt, metric, dueAt, onCard } of letters) {
    if (template !== 'agent-due' || dueAt === null) continue;
    count(CHECKS.deadline);
    if (dueAt !== onCard) wrong(CHECKS.deadline, `${about}: ${metric} at ${instant(createdAt)}, ${instant(dueAt)}`);
  }
  const times = new Map<string, number>();
  for (const notice of notices) {
    if (notice.outcome === 'skipped') continue;
    const written = eventOf(notice, events);
    if (!written) {
      // A letter inside that there was nobody for leaves no trace but the notice.
      if (/^(warning|breach):/.test(notice.kind)) count(CHECKS.unheard);
      else wrong(CHECKS.letters, `${about}: ${notice.kind} at ${instant(notice.at)} did nothing`);
      continue;
    }
    const picture = before(pictures, written.id);
    if (!picture) continue;
    checkTruth(checking, notice, written, picture, pictures, about);
    const key = sameThing(notice, picture);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  for (const [key, n] of times) {
    count(CHECKS.again);
    const most = key.startsWith('quiet ') ? 3 : key.includes('follow-up-reminder') ? 2 : 1;
    if (n > most) wrong(CHECKS.again, `${about}: ${key} ${n} times`);
  }
  owed(checking, pictures, about);
  missedClocks(checking, pictures, about);
}

function checkLetters({ notices, configs, hours, count, wrong }: Checking, letters: LetterRow[], about: string): void {
  for (const [i, { template, to, createdAt }] of letters.entries()) {
    const told = `${about}: ${template} to ${to} at ${instant(createdAt)}`;
    const rules = configs(createdAt);
    count(CHECKS.hours);
    if (!rules.some(({ followUps }) => hours.get(followUps.hours)?.openAt(createdAt))) wrong(CHECKS.hours, told);
    const earlier = letters.slice(0, i).findLast((one) => one.to === to);
    if (!earlier) continue;
    count(CHECKS.apart);
    const apart = Math.min(...rules.map(({ followUps }) => Number.parseInt(followUps.apart, 10) * HOUR));
    if (createdAt - earlier.createdAt < apart) wrong(CHECKS.apart, `${told}, after ${instant(earlier.createdAt)}`);
  }
  // One notice at one instant, as many letters as people: whoever is on the ticket.
  const asked = new Map<string, number>();
  for (const { kind, at, outcome } of notices) {
    const letter = outcome === 'sent' ? letterOf(kind) : null;
    if (letter !== null) asked.set(`${letter} ${at}`, (asked.get(`${letter} ${at}`) ?? 0) + 1);
  }
  const written = Map.groupBy(letters, ({ template, createdAt }) => `${template} ${createdAt}`);
  for (const [key, n] of asked) {
    count(CHECKS.letters);
    const found = written.get(key) ?? [];
    const people = new Set(found.map(({ to }) => to)).size;
    if (n !== 1 || people !== found.length || found.length === 0)
      wrong(CHECKS.letters, `${about}: ${n} notices for ${found.length} letters, ${key}`);
  }
  for (const [key, found] of written)
    if (!asked.has(key) && !key.startsWith('follow-up-closed '))
      wrong(CHECKS.letters, `${about}: ${found.length} letters without a notice, ${key}`);
}

/** The letter that a kind of notice always has; null: none to the customer, or not always. */
function letterOf(kind: string): string | null {
  if (kind === 'quiet') return 'follow-up-quiet';
  if (kind.startsWith('missed:')) return 'follow-up-missed';
  return /^[a-z-]+:(follow-up-[a-z]+)$/.exec(kind)?.[1] ?? null;
}

/** The first trace that a notice left in the history. */
function eventOf({ kind, at, anchor }: NoticeRow, events: readonly EventRow[]): EventRow | undefined {
  const letter = letterOf(kind);
  const metric = METRICS[kind.split(':')[1] ?? ''];
  const isTrace = ({ what, because }: EventRow) => {
    if (letter !== null) return what.startsWith(`wrote ${letter} to `);
    if (kind === 'due-again') return what === 'is open';
    if (kind.endsWith(':close')) return what === 'is closed';
    // Two promises may be late at one instant.
    return (what === 'is escalated' || what.startsWith('wrote agent-due to ')) && because.includes(metric ?? '');
  };
  return events.find((event) => event.id > anchor && event.at === at && event.by === 'desk' && isTrace(event));
}

const MISSED = 'follow-up-missed';

/** As the desk's reasons name them. */
const METRICS: Record<string, string> = {
  firstResponse: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
};

function checkTruth(
  checking: Checking,
  notice: NoticeRow,
  written: EventRow,
  picture: Picture,
  pictures: readonly Picture[],
  about: string,
): void {
  const { ticket, events, letters, bounced, count, wrong } = checking;
  const soFar = pictures.slice(0, pictures.indexOf(picture) + 1);
  const told = `${about}: ${notice.kind} at ${instant(notice.at)}`;
  count(CHECKS.stale);
  const why = untrue(notice, picture, soFar, checking);
  if (why !== null) wrong(CHECKS.stale, `${told}: ${why}`);
  for (const { metric, dueAt } of letters.filter((one) => one.createdAt === notice.at && one.template === MISSED)) {
    if (notice.kind !== `missed:${metric}`) continue;
    count(CHECKS.missed);
    if (dueAt === null || !wasDue(metric ?? '', dueAt, notice.at, soFar, checking))
      wrong(CHECKS.missed, `${told}: ${dueAt === null ? 'none' : instant(dueAt)}`);
  }

  const known = bounced.get(ticket.requester);
  const unreachable = known !== undefined && known < written.id;
  if (letterOf(notice.kind) !== null) {
    count(CHECKS.reachable);
    if (unreachable) wrong(CHECKS.reachable, `${told}: the address gives mail back`);
    if (onlyAway(events, written.id, ticket.requester)) wrong(CHECKS.reachable, `${told}: only auto-replies came`);
  }
  if (!notice.kind.endsWith(':close')) return;
  count(CHECKS.closed);
  const announcing = picture.state === 'solved' ? 'follow-up-solved' : 'follow-up-closing';
  const announced = letters.some(
    ({ template, createdAt }) => template === announcing && createdAt >= picture.since - HOUR && createdAt < notice.at,
  );
  if (!announced && !unreachable) wrong(CHECKS.closed, told);
}

/** The last that was heard of the customer since a letter is an auto-reply. */
function onlyAway(events: readonly EventRow[], until: number, requester: string): boolean {
  const last = events.findLast(
    ({ id, by, what, fact }) =>
      id < until &&
      ((by === requester && what === 'auto-reply') ||
        (by === 'desk' && what.startsWith('wrote ') && what.endsWith(` to ${requester}`)) ||
        fact?.kind === 'wrote' ||
        what === 'thanked'),
  );
  return last?.what === 'auto-reply';
}

/** What a notice tells of, by our own reading of the history: equal for two that tell the same. */
function sameThing({ kind }: NoticeRow, picture: Picture): string {
  const metric = kind.split(':')[1] ?? '';
  if (kind === 'quiet') return `quiet ${picture.waiting?.anchor}`;
  if (/^(missed|warning|breach):/.test(kind)) return `${kind} ${clockAt(metric, picture)?.anchor ?? 'ended'}`;
  return `${kind} ${picture.anchor}`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
