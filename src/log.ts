/** What the worker says of its work: one structured line each, for machines and people. Never bodies, tokens or secrets. */
import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Lines of JSON on standard error; `level` is pino's. */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
