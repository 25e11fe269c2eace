/** What the names stand for in the daily digest: counts are plain, everything that somebody wrote is sealed. */
import type { Language } from '../ticket/ticket.ts';
import type { DigestValues } from './digest-values.ts';
import type { LetterDesk } from './letter.ts';
import { listOf } from './names.ts';
import type { Sealer } from './seal.ts';
import { metricInWords } from './ticket-words.ts';
import { dayInWords, shortInstant } from './words.ts';

/** The names that its template may use, besides those that all letters have. */
export const DIGEST_NAMES = [
  ...['firstDay', 'lastDay', 'oneDay', 'opened', 'solved', 'breached', 'allWell'],
  ...['atRiskCount', 'atRiskMore', 'quarantineCount', 'failed', 'held', 'deferred', 'bouncedCount', 'waitingCount'],
  ...listOf('atRisk', ['number', 'subject', 'metricInWords', 'dueAt']),
  ...listOf('oldest', ['number', 'subject', 'organization', 'since']),
  ...listOf('quarantine', ['id', 'from', 'because']),
  ...listOf('letters', ['id', 'to', 'error']),
  ...listOf('bounced'),
  ...listOf('waiting', ['id', 'from', 'since']),
];

/** @returns the values of these names: absent ones null, never undefined */
export function digestScope(
  values: DigestValues,
  language: Language,
  { timeZone }: LetterDesk,
  seal: Sealer,
): Record<string, unknown> {
  const { atRisk, oldest, quarantine, outbox, bounced, waiting } = values;
  const at = (instant: number) => seal.measure(shortInstant(instant, timeZone, language));
  const day = (text: string) => seal.text(dayInWords(text, language));
  const troubles = [values.breached, atRisk.count, quarantine.count, outbox.failed, outbox.held, outbox.deferred];
  return {
    firstDay: day(values.firstDay),
    lastDay: day(values.lastDay),
    oneDay: values.firstDay === values.lastDay,
    opened: values.opened,
    solved: values.solved,
    breached: values.breached,
    allWell: [...troubles, oldest.length, bounced.count, waiting.count].every((count) => count === 0),
    atRiskCount: atRisk.count,
    atRiskMore: atRisk.count - atRisk.tickets.length,
    atRisk: atRisk.tickets.map((one) => ({
      number: seal.text(one.number),
      subject: seal.text(one.subject),
      metricInWords: metricInWords(one.metric, language),
      dueAt: at(one.dueAt),
    })),
    oldest: oldest.map((one) => ({
      number: seal.text(one.number),
      subject: seal.text(one.subject),
      organization: seal.text(one.organization),
      since: at(one.since),
    })),
    quarantineCount: quarantine.count,
    quarantine: quarantine.mails.map(({ id, from, because }) => ({
      id,
      from: seal.text(from),
      because: seal.text(because),
    })),
    failed: outbox.failed,
    held: outbox.held,
    deferred: outbox.deferred,
    letters: outbox.letters.map(({ id, to, error }) => ({ id, to: seal.text(to), error: seal.text(error) })),
    bouncedCount: bounced.count,
    bounced: bounced.addresses.map((address) => seal.text(address)),
    waitingCount: waiting.count,
    waiting: waiting.mails.map(({ id, from, since }) => ({ id, from: seal.text(from), since: at(since) })),
  };
}
