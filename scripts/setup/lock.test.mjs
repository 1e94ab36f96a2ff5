import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
let lock = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('two set-ups take turns', async () => {
  const steps = [];
  const turn = (name) =>
    withLock(async () => {
      steps.push(`${name} begins`);
      await delay(50);
      steps.push(`${name} ends`);
    }, lock);
  await Promise.all([turn('first'), turn('second')]);
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  expect(existsSync(lock)).toBe(false);
});

test('a set-up that fails lets the next one begin', async () => {
  await expect(withLock(() => Promise.reject(new Error('no network')), lock)).rejects.toThrow('no network');
  expect(await withLock(async () => 'done', lock)).toBe('done');
});

test('the lock of a dead process is taken over', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  writeFileSync(lock, String(dead.pid));
  expect(await withLock(async () => 'done', lock)).toBe('done');
});

test('a lock nobody renews is taken over, though its number is in use', async () => {
  writeFileSync(lock, String(process.pid));
  utimesSync(lock, new Date(), new Date(Date.now() - 60_000));
  expect(await withLock(async () => 'done', lock)).toBe('done');
});
