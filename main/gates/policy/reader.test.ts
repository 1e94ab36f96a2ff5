import { expect, test } from 'vitest';
import { atMostEvery } from './reader.ts';

test('a reading holds for its time, and is made anew after it', async () => {
  let [now, readings] = [0, 0];
  const read = atMostEvery(
    1000,
    () => now,
    () => Promise.resolve({ kind: 'text', text: String((readings += 1)) } as const),
  );
  expect([await read(), await read()]).toEqual([
    { kind: 'text', text: '1' },
    { kind: 'text', text: '1' },
  ]);
  now = 1001;
  expect(await read()).toEqual({ kind: 'text', text: '2' });
});

test('a reading that failed is made anew at once: what is short comes back sooner than its time is over', async () => {
  let readings = 0;
  const read = atMostEvery(
    1000,
    () => 0,
    () =>
      (readings += 1) === 1
        ? Promise.reject(new Error('EMFILE'))
        : Promise.resolve({ kind: 'text', text: 'there' } as const),
  );
  await expect(read()).rejects.toThrow('EMFILE');
  expect(await read()).toEqual({ kind: 'text', text: 'there' });
});
