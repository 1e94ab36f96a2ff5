import { mkdtempSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../store.ts';
import { openSound } from './soundness.ts';
import { noteSound, takeNote } from './sound-note.ts';

const week = 7 * 24 * 3_600_000;

function noted(readAt = 1000): string {
  const file = join(mkdtempSync(join(tmpdir(), 'teatree-note-')), 'a.sqlite');
  writeFileSync(file, 'pages');
  noteSound(file, readAt);
  return file;
}

test('a file that was closed in order and not touched since need not be read again, for a week and one start', () => {
  expect(takeNote(noted(), 1000 + week)).toBe(1000);
  expect(takeNote(noted(), 1001 + week)).toBeUndefined();
  const file = noted();
  expect(takeNote(file, 2000)).toBe(1000);
  expect(takeNote(file, 2000)).toBeUndefined();
});

test.each<[string, (file: string) => void]>([
  ['is written to, its time set back', (file) => (writeFileSync(file, 'PAGES'), utimesSync(file, 1, 1))],
  ['is another file', (file) => (writeFileSync(`${file}2`, 'pages'), renameSync(`${file}2`, file))],
  ['has a log to be taken over', (file) => writeFileSync(`${file}-wal`, 'more')],
  ['has a spoiled note', (file) => writeFileSync(`${file}.sound`, '\0\0')],
])('a file that %s is read whole', (_, touch) => {
  const file = noted();
  touch(file);
  expect(takeNote(file, 2000)).toBeUndefined();
});

test('a clock that was set back proves nothing', () => {
  expect(takeNote(noted(3000), 2000)).toBeUndefined();
});

test('a store that was closed in order is opened by what was found before; one that was not is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-note-'));
  const file = join(folder, 'journal.sqlite');
  const readAt = (trustedAt: number) => {
    const opened = openSound(file, { synchronous: 'FULL', trustedAt });
    if (opened.kind !== 'sound') throw new Error(opened.kind);
    opened.database.close();
    return opened.readAt;
  };
  (await openStore(folder, () => 1000)).close();
  (await openStore(folder, () => 2000)).close();
  expect(readAt(3000)).toBe(1000);
  expect(readAt(4000)).toBe(4000);
});
