import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * Each test file has a temporary folder of its own, which goes with it: what tests and their programs leave behind, also
 * where one fails, adds up to gigabytes a day. Its name is short, for paths of sockets are.
 */
const NAME = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
const before = process.env[NAME];
const folder = mkdtempSync(join(tmpdir(), 'tt-'));
// Some tests run programs as another user.
chmodSync(folder, 0o711);
process.env[NAME] = folder;

afterAll(async () => {
  if (before === undefined) delete process.env[NAME];
  else process.env[NAME] = before;
  // What a program still writes there, or what a test took the rights away from, is no fault of the tests that ran.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch((error: unknown) =>
    console.warn(`${folder} is left: remove it by hand.`, error),
  );
});
