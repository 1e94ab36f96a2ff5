import { expect, test } from 'vitest';
import { ids } from '../loop/testing/story.ts';
import { finishedThreads } from '../loop/testing/finished-threads.ts';
import { readyToLand } from './ready-to-land.ts';

const clear = { overlaps: [], redPairs: [] };

test('what is green is put in an order; what waits for something unfinished is held and says for what', () => {
  const { state, report, idOf } = finishedThreads(4, {
    waits: [
      [1, 3],
      [4, 2],
    ],
  });
  report({ type: 'change-set.recorded', thread: idOf(2), changes: [] });
  const { order, held } = readyToLand(state, clear);
  expect(order.map(({ name, reason }) => [name, reason])).toEqual([
    [idOf(3), '#1 waits for it; conflicts with nothing that is left'],
    [idOf(1), 'conflicts with nothing that is left'],
  ]);
  expect(held).toEqual([{ name: idOf(4), reason: 'waits for #2, which is under way' }]);
});

test('threads that conflict, or are red together, are in each other’s way', () => {
  const { state, idOf } = finishedThreads(3);
  const files = [{ path: 'a', kind: 'contents', lines: [], theirLines: [] }];
  const overlaps = [{ a: idOf(1), b: idOf(2), repo: ids.api, files }];
  const redPairs = [{ a: idOf(1), b: idOf(3), failed: [] }];
  expect(readyToLand(state, { overlaps, redPairs }).order.map(({ name }) => name)).toEqual([2, 1, 3].map(idOf));
});

test('a thread over a repo lands before one over a repo that builds on it, unless the threads are linked the other way', () => {
  const over = (n: number) => (n === 1 ? ids.web : ids.api);
  const { state, idOf } = finishedThreads(2, { over });
  const [first] = readyToLand(state, clear).order;
  expect([first?.name, first?.reason]).toEqual([
    idOf(2),
    'its repos come before those of #1; conflicts with nothing that is left',
  ]);
  const linked = finishedThreads(2, { over, waits: [[2, 1]] });
  expect(readyToLand(linked.state, clear).order.map(({ name }) => name)).toEqual([1, 2].map(idOf));
});

test('only what is asked about is put in an order', () => {
  const { state, idOf } = finishedThreads(3);
  const asked = [3, 1].flatMap((n) => state.threads.get(idOf(n)) ?? []);
  expect(readyToLand(state, clear, asked).order.map(({ name }) => name)).toEqual([3, 1].map(idOf));
});
