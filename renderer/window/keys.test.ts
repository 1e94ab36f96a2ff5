import { expect, test } from 'vitest';
import { chordOf } from './keys.ts';

const press = (key: string, held: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean } = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

test('a chord reads the same with Ctrl and with Command', () => {
  expect([press('k', { ctrlKey: true }), press('k', { metaKey: true })]).toEqual(['Mod+K', 'Mod+K']);
});

test('Shift is named only for keys that do not change with it', () => {
  expect([press('?', { shiftKey: true }), press('Enter', { shiftKey: true })]).toEqual(['?', 'Shift+Enter']);
});

test('letters and the space bar have one name each', () => {
  expect([press('j'), press('J', { shiftKey: true }), press(' ')]).toEqual(['J', 'J', 'Space']);
});
