import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stampOf } from './stamp.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(folder, 'core', 'model'), { recursive: true });
  writeFileSync(join(folder, 'core', 'model', 'run.ts'), 'run');
  writeFileSync(join(folder, 'settings.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const stamp = () => stampOf(folder, ['core', 'settings.json', 'missing'], (name) => !name.endsWith('.test.ts'));

test('the stamp follows content and names, not times', () => {
  const before = stamp();
  utimesSync(join(folder, 'settings.json'), 1, 1);
  expect(stamp()).toBe(before);

  writeFileSync(join(folder, 'core', 'model', 'run.ts'), 'walk');
  expect(stamp()).not.toBe(before);
});

test('a new file changes the stamp, unless it is left out', () => {
  const before = stamp();
  writeFileSync(join(folder, 'core', 'run.test.ts'), '');
  expect(stamp()).toBe(before);

  writeFileSync(join(folder, 'core', 'empty.ts'), '');
  expect(stamp()).not.toBe(before);
});

test('content cannot pass for the name of another file', () => {
  writeFileSync(join(folder, 'a'), 'b');
  const one = stampOf(folder, ['a']);
  writeFileSync(join(folder, 'ab'), '');
  expect(stampOf(folder, ['ab'])).not.toBe(one);
});
