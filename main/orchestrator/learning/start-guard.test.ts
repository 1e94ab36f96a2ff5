import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LessonId } from '../../../core/ids.ts';
import { beginTrial, endTrial, forgetUndone, guardStart, survivedStart } from './start-guard.ts';

const [first, second] = [LessonId.parse('les_one'), LessonId.parse('les_two')];

/** A person's folder into which two lessons were written, one after the other. */
async function written() {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-guard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, name);
  writeFileSync(file('policy.yaml'), 'version: 1\n');
  await beginTrial(folder, { lesson: first, files: [{ path: 'policy.yaml', before: 'version: 1\n' }] });
  writeFileSync(file('policy.yaml'), 'version: 1 # taught\n');
  await beginTrial(folder, { lesson: second, files: [{ path: 'a.md', before: null }] });
  writeFileSync(file('a.md'), 'breaks the start');
  const read = (name: string) => {
    try {
      return readFileSync(file(name), 'utf8');
    } catch {
      return undefined;
    }
  };
  return { folder, read };
}

test('a lesson after which two starts in a row came to nothing is taken back, its file set aside, and the next start is told', async () => {
  const { folder, read } = await written();
  await guardStart(folder);
  await guardStart(folder);
  expect(read('a.md')).toBe('breaks the start');
  await guardStart(folder);
  expect([read('a.md'), read('learning/set-aside/les_two/a.md')]).toEqual([undefined, 'breaks the start']);
  expect(read('policy.yaml')).toBe('version: 1 # taught\n');
  expect(await survivedStart(folder)).toEqual([second]);
  await forgetUndone(folder);
  expect(await survivedStart(folder)).toEqual([]);
});

test('when it was not the newest the one before goes as well, and then no more', async () => {
  const { folder, read } = await written();
  for (let n = 0; n < 7; n += 1) await guardStart(folder);
  expect([read('a.md'), read('policy.yaml')]).toEqual([undefined, 'version: 1\n']);
  expect(await survivedStart(folder)).toEqual([second, first]);
});

test('a start after which the app lived counts for nothing, and one without a lesson writes nothing', async () => {
  const { folder, read } = await written();
  for (let n = 0; n < 5; n += 1) {
    await guardStart(folder);
    await survivedStart(folder);
  }
  expect(read('a.md')).toBe('breaks the start');
  await endTrial(folder, second);
  await endTrial(folder, first);
  await forgetUndone(folder);
  await guardStart(folder);
  expect(read('learning/trials.json')).toBeUndefined();
});

test('a disk that takes nothing keeps no app from starting', async () => {
  const { folder, read } = await written();
  writeFileSync(join(folder, 'learning', 'set-aside'), 'in the way');
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => told.mockRestore());
  for (let n = 0; n < 4; n += 1) await guardStart(folder);
  expect(told).toHaveBeenCalled();
  expect(read('a.md')).toBe('breaks the start');
});
