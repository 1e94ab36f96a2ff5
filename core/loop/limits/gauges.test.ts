import { expect, test } from 'vitest';
import { gaugesOf } from './gauges.ts';

test('what the machine tells is coarse, and what it does not tell is not there', () => {
  expect(gaugesOf({ load: 1.3, freeBytes: 16.9 * 1024 ** 3 }, [])).toEqual({ load: 1.5, freeGb: 16, windows: [] });
  expect(gaugesOf({ load: undefined, freeBytes: undefined }, [])).toEqual({ windows: [] });
});
