import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { processRow } from '../process-table.ts';
import { readHangs } from '../watchdog/record.ts';
import { buildSpawner } from './testing/built-spawner.ts';

let programs: string;
let folder: string;
beforeAll(async () => {
  programs = await buildSpawner();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-hang-'));
});
afterEach(async () => {
  for (const pid of pids()) if (await processRow(pid)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

const starts = () => readFileSync(join(folder, 'starts'), { encoding: 'utf8', flag: 'a+' }).trim().split('\n');
const pids = () =>
  starts()
    .map((line) => Number.parseInt(line, 10))
    .filter(Boolean);
const hangs = () => readHangs(join(folder, 'watchdog.jsonl'));

function startApp(times: number, way: 'loop' | 'stop'): void {
  const args = [join(programs, 'hanging-app.mjs'), join(programs, 'spawner.mjs'), folder, String(times), way];
  spawn(process.execPath, args, { stdio: 'inherit', env: { TEATREE_TEST_TOKEN: 'tea-token' } });
}

test.each(['loop', 'stop'] as const)('an app that hangs in a %s is killed and started again as it was', async (way) => {
  startApp(1, way);
  await vi.waitFor(() => expect(pids()).toHaveLength(2), { timeout: 10_000, interval: 50 });
  const [first = 0, second = 0] = pids();
  expect(await processRow(first)).toBeUndefined();
  expect(hangs()).toMatchObject([
    { pid: first, restarted: true, why: expect.stringContaining('no sign of life') as string },
  ]);
  expect(starts()[1], 'it has its environment').toBe(`${String(second)} tea-token`);
  await sleep(1500);
  expect([pids().length, (await processRow(second))?.pid], 'one that works is left alone').toEqual([2, second]);
});

test('an app that hangs every time is started again three times, then left to the person, on record', async () => {
  startApp(9, 'loop');
  await vi.waitFor(() => expect(hangs()).toHaveLength(4), { timeout: 20_000, interval: 50 });
  expect(hangs().map((hang) => hang.restarted)).toEqual([true, true, true, false]);
  expect(pids()).toHaveLength(4);
  expect(await processRow(pids()[3] ?? 0)).toBeDefined();
});
