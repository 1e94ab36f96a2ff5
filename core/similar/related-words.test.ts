import { expect, test } from 'vitest';
import { subjectsOf } from './related-words.ts';
import { termsOf } from './terms.ts';

const subjects = (word: string) => termsOf(word).words.flatMap(({ term }) => subjectsOf(term));
const shared = (a: string, b: string) => subjects(a).filter((subject) => subjects(b).includes(subject)).length;

test.each([
  ['freezes', 'deadlock'],
  ['docs', 'manuals'],
  ['modal', 'dialogs'],
  ['env', 'processes'],
  ['cfg', 'settings'],
])('%s and %s are about one subject, in any form and spelling', (a, b) => {
  expect(shared(a, b)).toBeGreaterThan(0);
});

test.each([
  ['upload', 'closure'],
  ['the', 'and'],
  ['Teatree', 'Teatree'],
])('%s and %s share no subject', (a, b) => {
  expect(shared(a, b)).toBe(0);
});

test('the closer two words are, the more subjects they share', () => {
  expect(shared('mutex', 'semaphore')).toBeGreaterThan(0);
  expect(shared('mutex', 'lock')).toBeGreaterThan(shared('semaphore', 'lock'));
});
