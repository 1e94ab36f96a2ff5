import { expect, test } from 'vitest';
import { parseParts } from './parts.mjs';

test('both parts run unless one is named', () => {
  expect(parseParts([])?.map(({ part }) => part)).toEqual(['unit', 'e2e']);
  expect(parseParts(['e2e', 'landing'])).toEqual([{ part: 'e2e', patterns: ['landing'] }]);
  expect(parseParts(['landing'])).toBeUndefined();
});
