import { expect, test } from 'vitest';
import { createPlaces } from './limits.ts';

const start = { repos: ['api'], lane: 'start' } as const;
const background = { repos: ['web'], lane: 'background' } as const;

test('while there is background work one of three places is kept for it, and only then', () => {
  const kept = createPlaces({ places: 3 }, 1);
  kept.take(start);
  kept.take(start);
  expect(kept.refuse(start)).toBe('2 of 3 places are taken; 1 kept for background work');
  expect(kept.refuse(background)).toBeUndefined();
  const all = createPlaces({ places: 3 }, 0);
  all.take(start);
  all.take(start);
  expect(all.refuse(start)).toBeUndefined();
});

test('what stops the line takes any place, also one that is kept', () => {
  const places = createPlaces({ places: 2 }, 5);
  places.take(start);
  expect([places.refuse(start) !== undefined, places.refuse({ ...start, lane: 'stop-the-line' })]).toEqual([
    true,
    undefined,
  ]);
});

test('a repo takes no more threads than it is allowed to, and is named', () => {
  const places = createPlaces({ places: 9, perRepo: 1 }, 0, (repo) => repo.toUpperCase());
  places.take(start);
  expect(places.refuse({ repos: ['web', 'api'], lane: 'finish' })).toBe('1 of 1 places in API are taken');
  expect(places.refuse({ repos: ['web'], lane: 'finish' })).toBeUndefined();
});
