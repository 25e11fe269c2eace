/** How the config writes spans of time and sizes: `30s`, `24h`, `7d`, `25MB`. Elapsed time; business time is `ticket/sla`'s. */
import { z } from 'zod';

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const BYTES = { B: 1, KB: 1_000, MB: 1_000_000, GB: 1_000_000_000 } as const;

/** A span of elapsed time, written as `30s`, `15m`, `24h` or `7d`; becomes ms. */
export const span = z
  .string()
  .regex(/^\d{1,6}(s|m|h|d)$/, 'must be a time such as "30s", "15m", "24h" or "7d"')
  .transform((text) => Number.parseInt(text, 10) * MILLISECONDS[text.at(-1) as keyof typeof MILLISECONDS]);

/** A size, written as `500KB` or `25MB`; becomes bytes. */
export const size = z
  .string()
  .regex(/^\d{1,6}(B|KB|MB|GB)$/, 'must be a size such as "500KB" or "25MB"')
  .transform((text) => Number.parseInt(text, 10) * BYTES[text.replace(/^\d+/, '') as keyof typeof BYTES]);
