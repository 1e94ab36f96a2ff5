import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { unheld } from '../../../core/loop/admission.ts';
import { ok } from '../../../core/result.ts';
import { watchRadar } from '../surroundings/watch-radar.ts';
import { checkPairs } from './check-pairs.ts';
import { finishedThreads, sumCheck } from './testing/finished-threads.ts';

let close: () => Promise<unknown> = () => Promise.resolve();
afterEach(() => close());

async function factory(...changes: readonly Readonly<Record<string, number>>[]) {
  const made = await finishedThreads((at) => sumCheck(3, at('log')), changes);
  const { orchestrator, box, world } = made;
  const radar = watchRadar(orchestrator, 10);
  const free = { quiet: true, hold: false };
  const stop = checkPairs({
    ...{ orchestrator, dataFolder: world.dataFolder, meetings: radar.meetings, everyMs: 20 },
    readConfig: (repo) => Promise.resolve(ok(repo.config)),
    admission: () => ({
      ...unheld(3),
      hold: free.hold ? { kind: 'load', text: 'Waits for the processor', strict: false } : undefined,
    }),
    quiet: () => free.quiet,
  });
  close = async () => {
    stop();
    radar.stop();
    await world.close();
  };
  const told = () =>
    made.memory.entries().flatMap(({ event }) => (event.type === 'thread.tried-together' ? [event] : []));
  const tries = () => (existsSync(box.at('log')) ? readFileSync(box.at('log'), 'utf8').trim().split('\n').length : 0);
  return { ...made, radar, free, stop, told, tries };
}

test('two threads that merge cleanly and are red together are found while nothing else is to be done, each pair once', async () => {
  const { radar, told, tries, idOf, box } = await factory({ a: 2 }, { b: 2 }, { c: 1 });
  await vi.waitFor(() => expect(told()).toHaveLength(3), { timeout: 40_000 });
  const failed = [{ repo: 'rep_api', name: 'sum', tail: 'too much\n' }];
  const red = told().filter(({ trial }) => trial.failed.length > 0);
  expect(red).toMatchObject([{ thread: idOf(1), trial: { other: idOf(2), failed } }]);
  await vi.waitFor(() => expect(radar.picture().redPairs).toEqual([{ a: idOf(1), b: idOf(2), failed }]));
  await sleep(300);
  expect([told().length, tries()]).toEqual([3, 3]);
  expect(box.git('clone', 'worktree', 'list').split('\n')).toHaveLength(1);
  expect(readdirSync(box.at('data/checks/pairs'))).toEqual([]);
}, 60_000);

test('no pair is tried while the machine is busy or holds work back', async () => {
  const { radar, free, told, tries } = await factory({ a: 1 }, { b: 1 });
  free.quiet = false;
  await vi.waitFor(() => expect(radar.meetings()).toHaveLength(1), { timeout: 20_000 });
  await sleep(200);
  Object.assign(free, { quiet: true, hold: true });
  await sleep(200);
  expect([told(), tries()]).toEqual([[], 0]);
  free.hold = false;
  await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 20_000 });
}, 60_000);
