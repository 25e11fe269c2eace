import { describe, expect, test } from 'vitest';
import { periodOf } from '../../../src/ticket/report/period.ts';
import { at, ZONE } from './report.ts';

describe('a period', () => {
  test('is the last full month where nothing is said', () => {
    expect(periodOf(null, null, ZONE, at('03-01 00:00'))).toMatchObject({
      ...{ firstDay: '2026-02-01', lastDay: '2026-02-28' },
      ...{ from: at('02-01 00:00'), to: at('03-01 00:00'), unit: 'day' },
    });
    // In the desk's zone it is still December.
    expect(periodOf(null, null, ZONE, Date.UTC(2026, 0, 1, 2)).firstDay).toBe('2025-11-01');
  });

  test('goes to today without an end, and from the first of the month without a beginning', () => {
    const now = at('11-23 10:00');
    expect(periodOf('2026-11-03', null, ZONE, now)).toMatchObject({ firstDay: '2026-11-03', lastDay: '2026-11-23' });
    expect(periodOf(null, '2026-10-15', ZONE, now)).toMatchObject({ firstDay: '2026-10-01', lastDay: '2026-10-15' });
  });

  test('has a day of 23 hours where the clocks go forward', () => {
    const { from, to } = periodOf('2026-03-08', '2026-03-08', 'America/New_York', 0);
    expect(to - from).toBe(23 * 3_600_000);
  });

  test('is shown by days, a longer one by weeks, then by months', () => {
    const of = (from: string, to: string) => periodOf(from, to, ZONE, 0);
    expect(of('2026-11-01', '2026-11-30').steps).toHaveLength(30);
    expect(of('2026-01-01', '2026-12-31')).toMatchObject({ unit: 'week', steps: { length: 53 } });
    const years = of('2024-01-15', '2026-12-31');
    expect([years.unit, years.steps.length, years.steps[1]?.day]).toEqual(['month', 36, '2024-02-01']);
  });

  test.each([
    ['2026-02-30', null, 'there is no day 2026-02-30'],
    ['yesterday', null, '"yesterday" is no day'],
    ['2026-11-02', '2026-11-01', '2026-11-02 comes after 2026-11-01'],
  ])('%s to %s is none', (from, to, message) => {
    expect(() => periodOf(from, to, ZONE, at('11-23 10:00'))).toThrow(message);
  });
});
