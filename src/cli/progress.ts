/** How far along is a long piece of work? A bar on the terminal that standard error is; nothing where it is none. */

export interface Progress {
  /** @param done of how many; @param total 0: not known yet */
  show(done: number, total: number): void;
  /** Takes the bar away, so that a line can be printed in its place. */
  clear(): void;
}

/** A bar is for work of so many items, or that takes so long (ms). */
const MANY = 200;
const LONG = 1_000;
const REDRAW = 100;
const CELLS = 30;

export function openProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    show(done, total) {
      const now = performance.now();
      if (!stream.isTTY || total === 0 || (total < MANY && now - started < LONG)) return;
      if (visible && now - drawn < REDRAW && done < total) return;
      drawn = now;
      visible = true;
      const filled = Math.floor((CELLS * Math.min(done, total)) / total);
      const rate = Math.round(done / Math.max(0.001, (now - started) / 1_000));
      stream.write(`\r\x1b[2K[${'='.repeat(filled)}${' '.repeat(CELLS - filled)}] ${done}/${total}  ${rate}/s`);
    },
    clear() {
      if (visible) stream.write('\r\x1b[2K');
      visible = false;
    },
  };
}
