import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { flawsInGit } from './soundness.ts';

// What stands still is told by /proc.
const onLinux = test.skipIf(process.platform !== 'linux');

/** A clone with a worktree, where an agent has made a commit that only the worktree's own log names. */
function desk() {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-soundness-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const person = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b' };
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, GIT_CONFIG_NOSYSTEM: '1', ...person };
  const git = (folder: string, ...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const clone = join(home, 'one');
  const tree = join(home, 'tree');
  const outbox = join(home, 'data', 'outboxes', 'thread', 'one');
  mkdirSync(join(outbox, 'objects'), { recursive: true });
  writeFileSync(join(outbox, 'collected'), '');
  git('/', 'init', '-q', '-b', 'main', clone);
  git(clone, 'commit', '-q', '--allow-empty', '-m', 'first');
  git(clone, 'worktree', 'add', '-q', '-b', 'ours', tree);
  git(tree, 'commit', '-q', '--allow-empty', '-m', 'by the agent');
  const commit = git(tree, 'rev-parse', 'HEAD');
  const path = join(commit.slice(0, 2), commit.slice(2));
  const keepElsewhere = (folder: string) => {
    mkdirSync(join(folder, commit.slice(0, 2)), { recursive: true });
    renameSync(join(clone, '.git/objects', path), join(folder, path));
  };
  const flaws = () => flawsInGit({ home, dataFolder: join(home, 'data'), clones: [clone], env });
  return { clone, outbox, keepElsewhere, flaws, takeBack: () => git(clone, 'update-ref', 'refs/heads/ours', 'main') };
}

onLinux('a commit that only a worktree names may wait in an outbox of its repo, and nowhere else', async () => {
  const waiting = desk();
  expect(await waiting.flaws()).toEqual([]);
  waiting.takeBack();
  waiting.keepElsewhere(join(waiting.outbox, 'objects'));
  expect(await waiting.flaws()).toEqual([]);
  const strange = desk();
  strange.takeBack();
  strange.keepElsewhere(join(strange.outbox, '..', 'two', 'objects'));
  writeFileSync(join(strange.outbox, '..', 'two', 'collected'), '');
  expect((await strange.flaws()).join('\n')).toMatch(/invalid reflog entry/);
});

onLinux('what a branch leads to must be in the clone itself, though an outbox has it', async () => {
  const { keepElsewhere, outbox, flaws } = desk();
  keepElsewhere(join(outbox, 'objects'));
  expect((await flaws()).join('\n')).toMatch(/rev-list/);
});
