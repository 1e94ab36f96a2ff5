import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitPlace, keepPlace, readPlace } from './window-place.ts';

const screen = { x: 0, y: 24, width: 1440, height: 876 };
const at = (x: number, y: number) => ({ bounds: { x, y, width: 1000, height: 700 }, maximised: false });

test('the window opens where it stood', () => {
  expect(fitPlace(at(200, 100), [screen])).toEqual({ x: 200, y: 100, width: 1000, height: 700 });
});

test('a window whose screen is gone opens at the usual size', () => {
  expect(fitPlace(at(3000, 100), [screen])).toEqual({ width: 1280, height: 840 });
  expect(fitPlace(undefined, [{ ...screen, width: 1024, height: 768 }])).toEqual({ width: 1024, height: 768 });
});

test('a title bar out of reach does not count as visible', () => {
  expect(fitPlace(at(200, -300), [screen])).toEqual({ width: 1280, height: 840 });
});

test('what is kept is read again, and a damaged file means nowhere yet', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'teatree-place-')), 'window.json');
  expect(readPlace(file)).toBeUndefined();
  expect(keepPlace(file, at(1, 2))).toBe(true);
  expect(readPlace(file)).toEqual(at(1, 2));
  writeFileSync(file, '{"bounds":');
  expect(readPlace(file)).toBeUndefined();
  expect(keepPlace(join(file, 'nowhere'), at(1, 2))).toBe(false);
});
