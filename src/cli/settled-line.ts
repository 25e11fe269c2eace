/** What `once --json` and `ingest --json` print of a mail. */
import type { LedgerRow } from '../store/ledger.ts';
import type { Settled } from '../store/store.ts';

/** @param where the mail's uid or file */
export function settledLine(mail: LedgerRow, settled: Settled, where: { uid: string } | { file: string | null }) {
  const { disposition, because, ticket } =
    'decision' in settled
      ? settled.decision
      : {
          disposition: settled.givenUp ? ('quarantined' as const) : ('waiting' as const),
          because: [`settling it failed: ${settled.error.message}`],
          ticket: null,
        };
  return { id: mail.id, ...where, disposition, because: because.join('; '), ticket };
}
