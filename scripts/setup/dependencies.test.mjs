import { expect, test } from 'vitest';
import { isSameTree } from './dependencies.mjs';

const zod = { version: '4.6.7', integrity: 'sha512-a' };
const wanted = { '': {}, 'node_modules/zod': zod, 'node_modules/mac-only': { version: '1.0.0', optional: true } };

test('an optional package for another system may be absent', () => {
  expect(isSameTree(wanted, { 'node_modules/zod': zod })).toBe(true);
});

test.each([
  ['a package is missing', {}],
  ['a version differs', { 'node_modules/zod': { ...zod, version: '4.6.6' } }],
  ['content differs', { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } }],
  ['an optional package is old', { 'node_modules/zod': zod, 'node_modules/mac-only': { version: '0.9.0' } }],
  ['a package is left over', { 'node_modules/zod': zod, 'node_modules/gone': { version: '1.0.0' } }],
])('packages are installed again when %s', (_, installed) => {
  expect(isSameTree(wanted, installed)).toBe(false);
});
