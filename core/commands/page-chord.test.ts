import { expect, test } from 'vitest';
import { Settings } from '../settings.ts';
import { mayChange, meantOn, pageChord, pageProblem, withPageChord } from './page-chord.ts';
import { pageKeys } from './page-keys.ts';

const peek = { page: 'Board', own: 'Space' } as const;

test('by default no two keys that work at the same time are the same', () => {
  for (const { where, keys } of pageKeys)
    for (const [own] of keys.filter(([key]) => mayChange(key)))
      expect([where, own, pageProblem({ page: where, own }, own, {})]).toEqual([where, own, undefined]);
});

test('a key that was chosen does what the other did, which does nothing any more', () => {
  const chosen = withPageChord({}, peek, 'P');
  expect(Settings.parse({ shortcuts: chosen }).shortcuts).toEqual({ 'Board Space': 'P' });
  expect([meantOn('Board', 'P', chosen), meantOn('Board', 'Space', chosen)]).toEqual(['Space', undefined]);
  expect(meantOn('Board', 'ArrowDown', chosen)).toBe('ArrowDown');
  expect(meantOn('Inbox', 'P', chosen)).toBe('P');
  expect(pageChord('Board', 'Space', chosen)).toBe('P');
  expect(withPageChord(chosen, peek, 'Space')).toEqual({});
});

test('two keys can change places by way of none', () => {
  const none = withPageChord({}, { page: 'Board', own: 'J' }, '');
  expect(pageChord('Board', 'J', none)).toBeUndefined();
  const swapped = withPageChord(
    withPageChord(none, { page: 'Board', own: 'K' }, 'J'),
    { page: 'Board', own: 'J' },
    'K',
  );
  expect([meantOn('Board', 'J', swapped), meantOn('Board', 'K', swapped)]).toEqual(['K', 'J']);
});

test('a key is refused where it would take something away that works at the same time', () => {
  expect(pageProblem(peek, 'J', {})).toBe('It is for “Next card” already');
  expect(pageProblem(peek, '/', {})).toBe('It is for “Filter” already');
  expect(pageProblem({ page: 'Changes', own: 'V' }, 'M', {})).toBe('It is for “Write a message” already');
  expect(pageProblem({ page: 'Timeline', own: 'J' }, 'X', {})).toBeUndefined();
  expect(pageProblem(peek, 'Mod+P', {})).toContain('without Ctrl');
  expect(['1', 'Enter', 'Escape', 'ArrowUp'].map(mayChange)).toEqual([false, false, false, false]);
});
