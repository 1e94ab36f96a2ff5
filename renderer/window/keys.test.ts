import { expect, test } from 'vitest';
import { chordOf } from './keys.ts';
import type { Pressed } from './keys.ts';

const press = (key: string, held: Partial<Pressed> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test('a chord reads the same with Ctrl and with Command', () => {
  expect([press('k', { ctrlKey: true }), press('k', { metaKey: true })]).toEqual(['Mod+K', 'Mod+K']);
});

test('Shift is named only for keys that do not change with it', () => {
  expect([press('?', { shiftKey: true }), press('Enter', { shiftKey: true })]).toEqual(['?', 'Shift+Enter']);
});

test('letters and the space bar have one name each', () => {
  expect([press('j'), press('J', { shiftKey: true }), press(' ')]).toEqual(['J', 'J', 'Space']);
});

test('a letter with Ctrl and Shift is another chord than with Ctrl alone, whatever the caps lock does', () => {
  expect([press('F', { ctrlKey: true, shiftKey: true }), press('F', { ctrlKey: true })]).toEqual([
    'Mod+Shift+F',
    'Mod+F',
  ]);
});
