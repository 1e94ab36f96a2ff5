import { expect, test } from 'vitest';
import { fnv1a, hex32 } from './fnv1a.ts';

test('hashes are those of the published FNV-1a vectors, so names that were made of them stay the same', () => {
  expect(['', 'a', 'foobar'].map((text) => hex32(fnv1a(text)))).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968']);
});

test('eight digits are written, also of a small hash', () => {
  expect(hex32(10)).toBe('0000000a');
});
