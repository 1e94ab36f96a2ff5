import { expect, test } from 'vitest';
import { keyedCommands, chordFor } from './app-commands.ts';
import { acceleratorOf, chordProblem, withChord } from './chord.ts';

test('every command has keys of its own, and none that fields, the system or another command need', () => {
  for (const { id } of keyedCommands)
    expect([id, chordProblem(id, chordFor(id, {}) ?? 'none', {})]).toEqual([id, undefined]);
});

test('keys are refused with the reason where they would take something away', () => {
  expect(chordProblem('board', 'J', {})).toContain('hold Ctrl');
  expect(chordProblem('board', 'Mod+C', {})).toBe('It copies, everywhere');
  expect(chordProblem('board', 'Mod+N', {})).toBe('It is for “New thread” already');
  expect(chordProblem('board', 'Escape', {})).toContain('no key');
  expect(chordProblem('board', 'Mod+Alt+F', {})).toBe('It is a key of the terminal already');
  expect(chordProblem('land', 'Mod+N', {})).toBe('It is for “New thread” already');
});

test('keys that another command gave up are free, and its own again are no choice', () => {
  const chosen = withChord({}, 'new-thread', 'Mod+Shift+T');
  expect(chordProblem('board', 'Mod+N', chosen)).toBeUndefined();
  expect(chordFor('new-thread', chosen)).toBe('Mod+Shift+T');
  expect(withChord(chosen, 'new-thread', 'Mod+N')).toEqual({});
  expect(chordFor('new-thread', withChord({}, 'new-thread', ''))).toBeUndefined();
  expect(acceleratorOf('Mod+Shift+T')).toBe('CmdOrCtrl+Shift+T');
});
