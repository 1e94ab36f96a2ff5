import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../testing/sandbox.ts';
import { commonDirOf, gitDirOf } from './known-settings.ts';

test('a linked worktree leads to its own folder in the clone, and from there to what all worktrees share', () => {
  const box = sandbox();
  box.git('clone', 'worktree', 'add', '-q', box.at('tree'));
  const own = gitDirOf(box.at('tree')) ?? '';
  expect(own).toBe(box.at('clone/.git/worktrees/tree'));
  expect([commonDirOf(own), commonDirOf(box.at('clone/.git'))]).toEqual([box.at('clone/.git'), box.at('clone/.git')]);
  expect([gitDirOf(box.root), gitDirOf(box.at('nowhere'))]).toEqual([undefined, undefined]);
});

test.skipIf(process.platform === 'win32')('what an agent puts in the place of .git keeps nobody waiting', () => {
  const box = sandbox();
  for (const name of ['pipe', 'long']) mkdirSync(box.at(name));
  execFileSync('mkfifo', [box.at('pipe/.git')]);
  writeFileSync(box.at('long/.git'), `gitdir: ${box.clone}/.git\n`);
  truncateSync(box.at('long/.git'), 8 * 1024 * 1024 * 1024);
  for (const name of ['pipe', 'long']) expect(gitDirOf(path.join(box.root, name)), name).toBeUndefined();
});
