import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Many tests start servers and processes; more workers than cores only makes them wait for each other.
    maxWorkers: 2,
    // The files of a worker share its process and what was loaded: a quarter of the time. No test leaves anything behind.
    isolate: false,
    // Many tests start the program: what the first start compiled, the others need not.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)) },
  },
});
