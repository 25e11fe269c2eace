/** When does what go wrong with the soaked desk? Its clock jumps, it is down for hours, its config changes. All by a share of the time. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** From a share of the whole time on its clock is wrong by so much, for so long (ms). */
const JUMPS = [
  { at: 0.12, by: HOUR, long: 90 * MINUTE },
  { at: 0.29, by: -HOUR, long: 90 * MINUTE },
  { at: 0.52, by: HOUR, long: 26 * HOUR },
  { at: 0.71, by: -HOUR, long: 5 * HOUR },
];
/** From then on it does not run. */
const DOWN = [
  { at: 0.18, long: 5 * HOUR },
  { at: 0.43, long: 30 * HOUR },
  { at: 0.66, long: HOUR },
];
/** Shares at which another version of the config is due, and the times between two loads of the same with other names. */
const LOADS = [0.02, 0.07, 0.15, 0.23, 0.33, 0.36, 0.45, 0.53, 0.6, 0.61, 0.7, 0.8, 0.9, 0.95];

export interface Faults {
  /** What the desk's clock shows. */
  clock(trueTime: number): number;
  isDown(trueTime: number): boolean;
  /** Whether a config is due to be loaded, once each. */
  loadDue(trueTime: number): boolean;
  counts: { jumps: number; down: number };
}

/** @param start @param end of the whole time */
export function faultsOf(start: number, end: number): Faults {
  const within = (list: { at: number; long: number }[], at: number) =>
    list.find((one) => at >= start + one.at * (end - start) && at < start + one.at * (end - start) + one.long);
  let loads = 0;
  return {
    clock: (at) => {
      const jump = within(JUMPS, at) as (typeof JUMPS)[number] | undefined;
      return at + (jump?.by ?? 0);
    },
    isDown: (at) => within(DOWN, at) !== undefined,
    loadDue: (at) => {
      const due = LOADS[loads];
      if (due === undefined || at < start + due * (end - start)) return false;
      loads++;
      return true;
    },
    counts: { jumps: JUMPS.length * 2, down: DOWN.length },
  };
}
