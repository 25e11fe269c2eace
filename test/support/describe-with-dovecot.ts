/** `describe` for tests that need a real Dovecot: skipped where `global-setup.ts` found none, and said so. */
import { describe, inject } from 'vitest';
import './global-setup.ts';

export const describeWithDovecot: typeof describe.skip = inject('dovecotMissing') === null ? describe : describe.skip;
