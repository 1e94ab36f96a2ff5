import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { sharingProcessors } from './checkout-workers.ts';

/** The writers that each of `count` checkouts begun together gets. */
async function writersOf(count: number): Promise<readonly string[]> {
  const one = () =>
    sharingProcessors(async (workers) => {
      await Promise.resolve();
      return workers()[1];
    });
  return Promise.all(Array.from({ length: count }, one));
}

test('a checkout that goes on alone may use every processor, up to four; those that begin together share them', async () => {
  const processors = availableParallelism();
  expect(await writersOf(1)).toEqual([String(Math.min(4, processors))]);
  expect(new Set(await writersOf(processors))).toEqual(new Set(['1']));
  // Nobody is counted that has ended.
  expect(await writersOf(1)).toEqual([String(Math.min(4, processors))]);
});
