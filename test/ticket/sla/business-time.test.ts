import { describe, expect, test } from 'vitest';
import { disagreements } from './cases.ts';
import { randomCalendar, randomFrom } from './minutes.ts';

describe('business time and clocks agree with a count of minutes, whatever the zone, hours, holidays and pauses', () => {
  test.each(Array.from({ length: 10 }, (_, i) => i + 1))('300 random cases in 4 calendars, seed %i', (seed) => {
    const random = randomFrom(seed);
    for (let calendars = 0; calendars < 4; calendars++) {
      const counted = randomCalendar(random);
      for (let i = 0; i < 75; i++) expect(disagreements(counted, random)).toEqual([]);
    }
  });
});
