import { defineConfig } from '@playwright/test';

const pages = /e2e\/(board|gate-ui)\/.*\.test\.ts$/;
const agents = /e2e\/(acp|claude|fake-model|kill-nine)\/.*\.test\.ts$/;

/**
 * One window at a time: tests share the screen, the clipboard and the notifications of one display. The three projects take
 * about as long as each other, so that each may have a display of its own: pages and the gate; agents and power cuts; the
 * rest of the app.
 */
export default defineConfig({
  testDir: 'e2e',
  // `npm run screens` takes pictures by the same means.
  testMatch: process.env.TEATREE_SCREENS === undefined ? '**/*.test.ts' : 'board/pictures/pictures.ts',
  ...(process.env.TEATREE_SCREENS === undefined && {
    projects: [
      { name: 'pages', testMatch: pages },
      { name: 'agents', testMatch: agents },
      { name: 'app', testMatch: '**/*.test.ts', testIgnore: [pages, agents] },
    ],
  }),
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
