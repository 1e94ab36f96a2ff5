import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchBranch } from './fetch.ts';
import { status } from './status.ts';
import { sandbox, value } from './testing/sandbox.ts';
import { identityOf, registrationOf } from './worktrees/registration.ts';
import { addWorktree, listWorktrees, pruneWorktrees, removeWorktree } from './worktree.ts';

test('a worktree gets a new branch from the base that tracks nothing, and adding it twice changes nothing', async () => {
  const box = sandbox();
  const options = { path: box.at('ws/one/clone'), branch: 'teatree/1-one', base: 'origin/main' };
  expect(value(await addWorktree(box.clone, options))).toEqual({ path: options.path, created: true });
  box.write('ws/one/clone/a.txt', 'edited');
  expect(value(await addWorktree(box.clone, options))).toEqual({ path: options.path, created: false });
  expect(box.read('ws/one/clone/a.txt')).toBe('edited');
  expect(box.git('clone', 'config', '--get-regexp', '^branch\\.')).not.toContain('teatree');
  expect(value(await status(options.path))).toMatchObject({ branch: 'teatree/1-one', head: box.first });
});

test('a worktree whose folder was lost, or never came to hold anything, is made again', async () => {
  const box = sandbox();
  const options = { path: box.at('ws/clone'), branch: 'teatree/1', base: box.first };
  value(await addWorktree(box.clone, options));
  rmSync(options.path, { recursive: true });
  expect(value(await addWorktree(box.clone, options)).created).toBe(true);
  // As a git leaves it that was killed between its note and the first file.
  box.git('clone', 'worktree', 'lock', '--reason', 'initializing', options.path);
  rmSync(options.path, { recursive: true });
  mkdirSync(options.path);
  expect(value(await addWorktree(box.clone, options)).created).toBe(true);
  expect(box.exists('ws/clone/a.txt')).toBe(true);
});

test('a worktree that was never finished is never removed to make room: whoever owns the place sets it aside', async () => {
  const box = sandbox();
  const options = { path: box.at('ws/clone'), branch: 'teatree/1', base: box.first };
  value(await addWorktree(box.clone, options));
  box.git('clone', 'worktree', 'lock', '--reason', 'initializing', options.path);
  box.write('ws/clone/mine.txt', 'written meanwhile');
  expect(await addWorktree(box.clone, options)).toMatchObject({ ok: false, error: { code: 'worktree-half-made' } });
  expect(box.read('ws/clone/mine.txt')).toBe('written meanwhile');
});

test('a worktree that another git is just making, or was killed at, stops no other: it is waited for, and then completed', async () => {
  const box = sandbox();
  const first = { path: box.at('ws/first'), branch: 'first', base: box.first };
  value(await addWorktree(box.clone, first));
  const pointer = box.at('clone/.git/worktrees/first/commondir');
  const empty = () => writeFileSync(pointer, '');
  empty();
  setTimeout(() => writeFileSync(pointer, '../..\n'), 150);
  value(await addWorktree(box.clone, { path: box.at('ws/second'), branch: 'second', base: box.first }));
  empty();
  box.write('clone/.git/worktrees/first/locked', 'initializing');
  expect(value(await listWorktrees(box.clone))).toHaveLength(3);
  expect(await addWorktree(box.clone, first)).toMatchObject({ error: { code: 'worktree-half-made' } });
  expect(box.git('clone', 'worktree', 'list').split('\n')).toHaveLength(3);
});

test('a worktree that has no commit yet stops no fetch: it is waited for, and completed where its git was killed', async () => {
  const box = sandbox();
  const first = { path: box.at('ws/first'), branch: 'first', base: box.first };
  value(await addWorktree(box.clone, first));
  const head = 'clone/.git/worktrees/first/HEAD';
  const zeros = () => box.write(head, `${'0'.repeat(40)}\n`);
  box.git('.', 'clone', '-q', box.remote, 'theirs');
  const fetched = async () => {
    const pushed = box.commit('theirs', { 'a.txt': `${String(Math.random())}\n` });
    box.git('theirs', 'push', '-q');
    expect(value(await fetchBranch(box.clone, box.main))).toBe(pushed);
  };
  zeros();
  setTimeout(() => box.write(head, 'ref: refs/heads/first\n'), 150);
  await fetched();
  expect(box.read(head)).toBe('ref: refs/heads/first\n');
  zeros();
  box.write('clone/.git/worktrees/first/locked', 'initializing');
  await fetched();
  expect(await addWorktree(box.clone, first)).toMatchObject({ error: { code: 'worktree-half-made' } });
});

test('a folder or a branch in use is refused with its reason', async () => {
  const box = sandbox();
  box.write('full/file', '');
  const at = (path: string, branch: string) => addWorktree(box.clone, { path: box.at(path), branch, base: 'main' });
  expect(await at('full', 'x')).toMatchObject({ error: { code: 'path-occupied' } });
  value(await at('one', 'one'));
  expect(await at('one', 'two')).toMatchObject({ error: { code: 'path-occupied' } });
  expect(await at('two', 'one')).toMatchObject({ error: { code: 'branch-in-use' } });
  expect(await addWorktree(box.clone, { path: box.at('three'), branch: 'three', base: 'nope' })).toMatchObject({
    error: { code: 'unknown-revision' },
  });
});

test('worktrees are listed and removed, but never with changes unless forced', async () => {
  const box = sandbox();
  const path = box.at('a b/scratch');
  value(await addWorktree(box.clone, { path, commit: box.first }));
  expect(value(await listWorktrees(box.clone))).toEqual([
    { path: box.clone, head: box.first, branch: 'main', locked: undefined, missing: false },
    { path, head: box.first, branch: undefined, locked: undefined, missing: false },
  ]);
  box.write('a b/scratch/new.txt', 'x');
  const made = await identityOf(path);
  expect(await removeWorktree(box.clone, { path, made })).toMatchObject({ error: { code: 'worktree-dirty' } });
  value(await removeWorktree(box.clone, { path, made, force: true }));
  value(await removeWorktree(box.clone, { path, made }));
  expect(box.exists('a b/scratch')).toBe(false);
  value(await addWorktree(box.clone, { path, commit: box.first }));
  rmSync(path, { recursive: true });
  value(await pruneWorktrees(box.clone));
  expect(value(await listWorktrees(box.clone))).toHaveLength(1);
});

test('only the very folder that was made is removed: not a copy, a link or another repository in its place', async () => {
  const box = sandbox();
  const path = box.at('ws/tree');
  value(await addWorktree(box.clone, { path, commit: box.first }));
  const made = await identityOf(path);
  const spoilt = async (code: string) =>
    expect(await removeWorktree(box.clone, { path, made, force: true })).toMatchObject({ error: { code } });
  cpSync(path, box.at('copy'), { recursive: true });
  renameSync(path, box.at('kept'));
  renameSync(box.at('copy'), path);
  await spoilt('worktree-replaced');
  renameSync(path, box.at('copy'));
  symlinkSync(box.clone, path);
  await spoilt('worktree-replaced');
  rmSync(path);
  cpSync(box.clone, path, { recursive: true });
  await spoilt('worktree-not-registered');
  expect([box.exists('copy/a.txt'), box.exists('clone/a.txt'), box.exists('ws/tree/a.txt')]).toEqual([
    true,
    true,
    true,
  ]);
});

test('`git worktree remove` is called in one file, which asks for the proofs', () => {
  const main = dirname(import.meta.dirname);
  const sources = readdirSync(main, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const calling = sources.filter((name) =>
    /['"]worktree['"],\s*['"]remove['"]/.test(readFileSync(join(main, name), 'utf8')),
  );
  expect(calling).toEqual([join('git', 'worktree.ts')]);
});

test.runIf(process.platform === 'linux')(
  'git killed in the middle of making a worktree leaves nothing that is taken for a whole one, and once it is out of the way it is made',
  async () => {
    const box = sandbox();
    box.commit(
      'clone',
      Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`d/f${String(at)}.txt`, 'text\n'])),
    );
    const target = box.at('tree');
    const args = ['worktree', 'add', '-q', '--no-track', '-b', 'teatree/cut', target, 'HEAD'];
    const child = spawn('git', args, { cwd: box.clone, stdio: 'ignore', detached: true });
    if (child.pid === undefined) throw new Error('git did not start');
    const exited = new Promise((resolve) => child.once('exit', resolve));
    // Without a pause between two looks: git is done with it within 100 ms.
    for (const end = Date.now() + 20_000; !existsSync(join(target, 'd')) && Date.now() < end;);
    // It checks out in a child of its own.
    process.kill(-child.pid, 'SIGKILL');
    await exited;
    expect(await registrationOf(box.clone, target)).toMatchObject({ ok: true, value: { halfMade: true } });
    const again = { path: target, branch: 'teatree/cut', base: 'HEAD' };
    expect(await addWorktree(box.clone, again)).toMatchObject({ error: { code: 'worktree-half-made' } });
    rmSync(target, { recursive: true });
    const made = value(await addWorktree(box.clone, again));
    expect(made).toEqual({ path: target, created: true });
    expect([readdirSync(join(target, 'd')).length, box.git('tree', 'status', '--porcelain')]).toEqual([3000, '']);
    expect(box.git('clone', 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('main');
  },
);
