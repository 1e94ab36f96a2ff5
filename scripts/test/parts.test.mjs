import { expect, test } from 'vitest';
import { parseParts, shardsOf } from './parts.mjs';

test('both parts run unless one is named', () => {
  expect(parseParts([])?.map(({ part }) => part)).toEqual(['unit', 'e2e']);
  expect(parseParts(['e2e', 'landing'])).toEqual([{ part: 'e2e', patterns: ['landing'] }]);
  expect(parseParts(['landing'])).toBeUndefined();
});

test('all end-to-end tests run as three shards beside each other; chosen ones, or all on one display, run as one', () => {
  expect(shardsOf([], false)).toEqual([['--project=pages'], ['--project=agents'], ['--project=app']]);
  expect(shardsOf([], true)).toEqual([[]]);
  expect(shardsOf(['landing'], false)).toEqual([['landing']]);
});
