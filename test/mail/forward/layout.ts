/** A forwarded mail as a program lays it out in a text, and what is to be read in it. */
import { expect } from 'vitest';
import { forwardedIn } from '../../../src/mail/forward/forward.ts';
import type { Forwarded } from '../../../src/mail/message.ts';

export interface Layout extends Partial<Forwarded> {
  /** Of the program. */
  name: string;
  /** Of the mail that forwards. */
  as: string;
  shown: string;
}

/** Expects that the mail forwards one that says this. */
export function expectForwarded({ as, shown }: Layout, forwarded: Forwarded): void {
  expect(forwardedIn(shown, as, null)).toEqual(forwarded);
}
