import { defineConfig } from '@playwright/test';

/** One window at a time: the tests share the screen, the clipboard and the notifications of one display. */
export default defineConfig({
  testDir: 'e2e',
  // `npm run screens` takes pictures by the same means.
  testMatch: process.env.TEATREE_SCREENS === undefined ? '**/*.test.ts' : 'board/pictures/pictures.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  // What is waited for comes when it comes: a busy machine is no failure, and a test that passes waits no longer for it.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
