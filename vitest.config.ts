import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['{core,main,preload,renderer,skills}/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
    // Most of a test's time is git and programs at work, so every core may have one.
    maxWorkers: '100%',
    // Tests use real git and real processes, on machines that may be busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
