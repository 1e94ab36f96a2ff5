import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectContainment } from '../../process/containment/detect.ts';
import type { Mount } from '../../process/containment/containment.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { run } from '../../process/run.ts';
import { sandbox, value } from '../testing/sandbox.ts';
import { addWorktree } from '../worktree.ts';
import { collectOutbox } from './collect.ts';
import { prepareOutbox } from './outbox.ts';

const state = await detectContainment();
const here = test.skipIf(state.kind !== 'contained' || state.by !== 'bubblewrap');

const branch = 'teatree/x';

/** A clone with a worktree on a branch of ours, and a shell that runs contained in it. */
async function world() {
  const box = sandbox();
  const worktree = box.at('tree');
  value(await addWorktree(box.clone, { path: worktree, branch, base: box.first }));
  const outbox = { folder: box.at('outbox'), clone: box.clone, worktree, branch };
  const prepare = async () => value(await prepareOutbox(outbox));
  async function agent(script: string, mounts: readonly Mount[]) {
    const done = await run({
      ...{ file: 'sh', args: ['-c', script], cwd: worktree, env: cleanEnvironment(), timeoutMs: 30_000 },
      containment: { by: 'bubblewrap', mounts: [{ access: 'write', at: worktree }, ...mounts], network: 'shared' },
    });
    if (!done.ok) throw new Error(done.error.message);
    return { code: done.value.exitCode, said: done.value.stdout + done.value.stderr };
  }
  return { ...box, worktree, outbox, prepare, agent, collect: () => collectOutbox(outbox) };
}

/** Hash of every file below a folder, but for what git keeps about the agent's own worktree. */
function fingerprint(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('/.git/worktrees/tree'),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length), createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
}

here('an agent works with git as ever, the clone does not change, and its commits arrive when collected', async () => {
  const { agent, prepare, collect, git, head, clone, at, exists } = await world();
  const mounts = await prepare();
  const before = fingerprint(clone);
  const worked = await agent(
    `set -e
    echo new > new.txt; git add -A; git commit -qm one
    echo more >> a.txt; git commit -qam two; git commit -q --amend -m three
    git log --oneline; git diff HEAD~1 --stat; git status --short
    echo staged > staged.txt; git add staged.txt
    git rebase -q -i HEAD~1 --exec true 2>/dev/null || true
    git gc -q 2>/dev/null || true`,
    mounts,
  );
  expect(worked).toMatchObject({ code: 0 });
  expect(fingerprint(clone)).toEqual(before);
  value(await collect());
  expect(git('clone', 'log', '--format=%s', branch)).toBe('three\none\nfirst');
  expect(git('tree', 'status', '--porcelain')).toBe('A  staged.txt');
  expect(git('tree', 'diff', '--cached')).toContain('+staged');
  expect(git('clone', 'fsck', '--no-dangling')).toBe('');
  expect(exists('tree/new.txt')).toBe(true);
  value(await collect());
  // The next run goes on from there, with what was staged.
  const again = await agent('git commit -qm four && git log --format=%s | head -1', await prepare());
  expect(again.said).toBe('four\n');
  value(await collect());
  expect(head('tree')).toBe(head('clone', branch));
  expect(git('clone', 'log', '-1', '--format=%s', branch)).toBe('four');
  expect(at('clone')).toBe(clone);
});

here('branches that git has packed away make no difference', async () => {
  const { agent, prepare, collect, git } = await world();
  git('clone', 'pack-refs', '--all', '--prune');
  const done = await agent('echo x > x && git add x && git commit -qm packed', await prepare());
  expect(done).toEqual({ code: 0, said: '' });
  value(await collect());
  git('clone', 'gc', '-q', '--prune=now');
  expect(git('clone', 'log', '-1', '--format=%s', branch)).toBe('packed');
});

here('what an agent does to the clone behind git fails, also to pointers, settings, hooks and objects', async () => {
  const { agent, prepare, clone, git } = await world();
  const mounts = await prepare();
  const before = fingerprint(clone);
  const common = `${clone}/.git`;
  for (const attack of [
    ...['git config core.hooksPath /tmp/x', 'git branch -f main HEAD', 'git tag sneaky', 'git branch other'],
    ...[
      'git update-ref refs/heads/main HEAD~0 --create-reflog',
      'echo y > y && git stash push -u',
      'git worktree remove --force .',
    ],
    ...[`echo x > ${common}/hooks/pre-commit`, `echo x >> ${common}/config`, `rm -rf ${common}/refs/heads/main`],
    ...['echo "gitdir: /tmp/evil" > .git', 'rm .git', 'mv .git git', `echo /tmp > ${common}/worktrees/tree/commondir`],
    ...[`rm ${common}/worktrees/tree/commondir`],
    ...[`echo '[core]fsmonitor=x' > ${common}/worktrees/tree/config.worktree`, `echo x > ${common}/info/attributes`],
    ...[
      `cd ${clone} && git commit --allow-empty -m x`,
      `echo x > ${clone}/a.txt`,
      `echo > ${common}/objects/info/alternates`,
    ],
  ])
    expect((await agent(attack, mounts)).code, attack).not.toBe(0);
  await agent(`rm -rf ${common}/objects ${common}/refs ${common}/logs; rm -rf ${clone}`, mounts);
  expect(fingerprint(clone)).toEqual(before);
  expect(git('clone', 'rev-list', '--objects', '--all')).toContain('a.txt');
});

test('a branch that leads to something missing, or is no branch, is not taken over', async () => {
  const { prepare, collect, outbox, head } = await world();
  await prepare();
  const refs = join(outbox.folder, 'refs/x');
  const unchanged = head('clone', branch);
  for (const text of ['ref: refs/heads/main\n', 'nonsense', 'f'.repeat(40)]) {
    writeFileSync(refs, text);
    expect(await collect(), text).toMatchObject({ ok: false, error: { code: 'outbox-spoilt' } });
  }
  expect(head('clone', branch)).toBe(unchanged);
});

test('an object that lies about its name is not believed, and a link to others is refused', async () => {
  const { prepare, collect, outbox, git, head } = await world();
  await prepare();
  const truth = git('clone', 'cat-file', 'commit', 'HEAD');
  const body = truth.replace('first', 'forged');
  const name = createHash('sha1').update(body).digest('hex');
  const objects = join(outbox.folder, 'objects');
  mkdirSync(join(objects, name.slice(0, 2)), { recursive: true });
  const forged = Buffer.concat([Buffer.from(`commit ${body.length + 1}\0`), Buffer.from(`${body}?`)]);
  writeFileSync(join(objects, name.slice(0, 2), name.slice(2)), deflateSync(forged));
  writeFileSync(join(outbox.folder, 'refs/x'), `${name}\n`);
  const before = head('clone', branch);
  expect(await collect()).toMatchObject({ ok: false });
  expect(head('clone', branch)).toBe(before);
  symlinkSync('/etc', join(objects, 'aa'));
  expect(await collect()).toMatchObject({ ok: false, error: { code: 'outbox-spoilt' } });
});

test('what cannot be taken over leaves nothing behind that fills the disk', async () => {
  const { prepare, collect, outbox } = await world();
  await prepare();
  const broken = join(outbox.folder, 'objects', 'ab');
  mkdirSync(broken);
  writeFileSync(join(broken, 'c'.repeat(38)), 'half an object');
  for (const _ of [1, 2]) expect(await collect()).toMatchObject({ ok: false });
  const left = readdirSync(outbox.folder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => /import-|tmp_/.test(name))).toEqual([]);
});

here('whoever looks at the work at the same time finds it collected, and nobody a lock', async () => {
  const { agent, prepare, collect, head } = await world();
  const mounts = await prepare();
  for (const name of ['one', 'two', 'three']) {
    const { said } = await agent(`touch ${name} && git add -A && git commit -qm ${name} && git rev-parse HEAD`, mounts);
    const all = await Promise.all(Array.from({ length: 6 }, collect));
    expect(all).toEqual(Array(6).fill({ ok: true, value: true }));
    expect(head('clone', branch)).toBe(said.trim());
  }
});

test('without an outbox there is nothing to collect', async () => {
  const { collect } = await world();
  expect(await collect()).toEqual({ ok: true, value: true });
});

test('a commit that the person made after the run is never taken back', async () => {
  const { prepare, collect, commit, head, git } = await world();
  await prepare();
  value(await collect());
  const theirs = commit('tree', { 'mine.txt': 'by hand\n' });
  value(await collect());
  expect(head('clone', branch)).toBe(theirs);
  expect(git('tree', 'status', '--porcelain')).toBe('');
});

test('a branch that both the agent and somebody else have moved is left where it is, and said', async () => {
  const { prepare, collect, commit, head, outbox, git } = await world();
  await prepare();
  const agents = git('clone', 'commit-tree', '-m', 'by the agent', '-p', head('clone'), 'HEAD^{tree}');
  writeFileSync(join(outbox.folder, 'refs/x'), `${agents}\n`);
  const theirs = commit('tree', { 'mine.txt': 'by hand\n' });
  expect(await collect()).toMatchObject({ ok: false, error: { code: 'outbox-conflict' } });
  expect(head('clone', branch)).toBe(theirs);
});
