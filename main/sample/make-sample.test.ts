import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSample } from './make-sample.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-sample-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();

test('three working repos with remotes and history, whose tests pass', async () => {
  const made = await makeSample(folder);
  expect(made).toMatchObject({ ok: true });
  expect(readdirSync(folder).sort()).toEqual(['newsletter', 'remotes', 'storefront', 'textkit']);
  for (const name of ['textkit', 'storefront', 'newsletter']) {
    const clone = join(folder, name);
    expect(git(clone, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD')).toBe('origin/main');
    expect(git(clone, 'status', '--porcelain')).toBe('');
    expect(git(clone, 'remote', 'get-url', 'origin')).toBe(join(folder, 'remotes', `${name}.git`));
    const tested = execFileSync(process.execPath, ['--test'], {
      cwd: clone,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect(tested).toContain('# fail 0');
  }
  expect(git(join(folder, 'textkit'), 'log', '--format=%s')).toContain('Make slugs from titles');
});

test('it is the same everywhere, and what is there is left alone', async () => {
  await makeSample(join(folder, 'a'));
  await makeSample(join(folder, 'b'));
  expect(git(join(folder, 'a/newsletter'), 'rev-parse', 'HEAD')).toBe(
    git(join(folder, 'b/newsletter'), 'rev-parse', 'HEAD'),
  );
  writeFileSync(join(folder, 'a/textkit/mine.txt'), 'mine');
  rmSync(join(folder, 'a/storefront'), { recursive: true });
  await makeSample(join(folder, 'a'));
  expect(git(join(folder, 'a/textkit'), 'status', '--porcelain')).toBe('?? mine.txt');
  expect(git(join(folder, 'a/storefront'), 'status', '--porcelain')).toBe('');
});
