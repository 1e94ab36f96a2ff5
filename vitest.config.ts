import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    // Most of a test's time is git and programs at work, which leave a core free for one file more.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Tests use real git and real processes, on machines that may be busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      // Nothing in core keeps a state of its own, so its tests may share what they load.
      { extends: true, test: { name: 'core', include: ['core/**/*.test.ts'], isolate: false, pool: 'threads' } },
      {
        extends: true,
        test: {
          name: 'rest',
          setupFiles: ['scripts/test/testing/temporary-folder.ts'],
          globalSetup: ['main/process/testing/programs-folder.ts'],
          include: ['{main,preload,renderer,skills}/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
        },
      },
    ],
  },
});
