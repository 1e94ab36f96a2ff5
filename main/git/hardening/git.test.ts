import { readdirSync, rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { failureClass } from '../../../core/loop/decide/failure.ts';
import { ok } from '../../../core/result.ts';
import { forkDirectly } from '../../process/fork.ts';
import type { Fork } from '../../process/fork.ts';
import { forkThrough } from '../../process/spawn.ts';
import { listCheckpoints } from '../checkpoint/list.ts';
import { restoreCheckpoint } from '../checkpoint/restore.ts';
import { saveCheckpoint } from '../checkpoint/save.ts';
import { countCommits, isAncestor, log, mergeBase, readCommit } from '../ancestry.ts';
import { diffFiles, diffText } from '../diff.ts';
import { fetchBranch } from '../fetch.ts';
import { readRemoteBranch, readRemoteDefaultBranch } from '../ls-remote.ts';
import { commitTree, mergeTrees, readPerson } from '../merge.ts';
import { pushBranch } from '../push.ts';
import { inspectRepository } from '../repository.ts';
import { revertCommit } from '../revert.ts';
import { readFileAt } from '../show.ts';
import { status } from '../status.ts';
import { sandbox, value } from '../testing/sandbox.ts';
import { addWorktree, listWorktrees, pruneWorktrees, removeWorktree } from '../worktree.ts';
import { identityOf } from '../worktrees/registration.ts';
import { isUnreachable } from './failures.ts';
import { git, gitText, gitVersion } from './git.ts';

const PATH = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = PATH;
  delete process.env['GIT_DIR'];
  delete process.env['SECRET_AGENT'];
});

const AT = 1_800_000_000_000;
const HOOKS = [
  ...['post-checkout', 'post-index-change', 'pre-push', 'reference-transaction', 'pre-commit', 'commit-msg'],
  ...['post-commit', 'pre-auto-gc', 'fsmonitor-watchman', 'post-merge', 'prepare-commit-msg', 'push-to-checkout'],
];

/**
 * A clone whose own settings and attributes name a program wherever git takes one. Each leaves a file named after its
 * place, so a test can say which one ran.
 */
function hostile() {
  const box = sandbox();
  const trap = (place: string) => box.script(`traps/${place}`, `touch ${box.at('ran', place)}; exit 1`);
  box.write('ran/.keep', '');
  box.commit('clone', { 'x.evil': 'evil\n', '.gitattributes': '*.evil filter=evil diff=evil merge=evil\n' });
  box.git('clone', 'push', '-q', 'origin', 'main');
  for (const hook of HOOKS) box.script(`clone/hooks/${hook}`, `touch ${box.at('ran', `hook-${hook}`)}`);
  box.git('clone', 'config', 'core.hooksPath', box.at('clone/hooks'));
  const programs = [
    ...['core.fsmonitor', 'core.pager', 'core.editor', 'core.sshCommand', 'core.askPass', 'core.alternateRefsCommand'],
    ...[
      'core.gitProxy',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'gpg.program',
    ],
    ...[
      'filter.evil.smudge',
      'filter.evil.process',
      'merge.evil.driver',
      'remote.origin.uploadpack',
      'sequence.editor',
    ],
    ...[
      'remote.origin.receivepack',
      'pager.log',
      'pager.diff',
      'pager.status',
      'interactive.diffFilter',
      'core.gitProxy',
    ],
  ];
  for (const name of programs) box.git('clone', 'config', name, trap(name));
  for (const verb of ['status', 'log', 'diff', 'push', 'fetch'])
    box.git('clone', 'config', `alias.${verb}`, `!${trap(`alias-${verb}`)}`);
  box.git('clone', 'config', 'credential.helper', `!${trap('credential')}`);
  for (const name of [
    'log.showSignature',
    'commit.gpgSign',
    'push.gpgSign',
    'filter.evil.required',
    'submodule.recurse',
  ]) {
    box.git('clone', 'config', name, 'true');
  }
  box.git('clone', 'config', 'color.ui', 'always');
  const ran = () => readdirSync(box.at('ran')).filter((name) => name !== '.keep');
  return { ...box, trap, ran };
}

test('the traps do work with plain git', () => {
  const box = hostile();
  box.write('clone/x.evil', 'changed\n');
  for (const verb of [['status'], ['diff'], ['add', '-A'], ['fetch', '-q']]) {
    try {
      box.git('clone', ...verb);
    } catch {
      expect(verb).toBeDefined();
    }
  }
  expect(box.ran()).toEqual(
    expect.arrayContaining(['core.fsmonitor', 'filter.evil.process', 'remote.origin.uploadpack']),
  );
});

test('no verb starts a program that the repository names', async () => {
  const box = hostile();
  const { clone } = box;
  const from = box.first;
  const base = value(await readCommit(clone, 'HEAD')).id;
  value(await inspectRepository(clone));
  value(await status(clone));
  value(await addWorktree(clone, { path: box.at('tree'), branch: 'teatree/1', base }));
  box.write('tree/x.evil', 'changed\n');
  box.write('tree/new.evil', 'new\n');
  value(await status(box.at('tree')));
  value(await diffFiles(box.at('tree'), { from, to: 'worktree' }));
  expect(value(await diffText(box.at('tree'), { from: base, to: 'worktree' })).text).toContain('-evil\n+changed\n');
  const save = { thread: 'thr_x', number: 1, reason: 'kill', at: AT } as const;
  value(await saveCheckpoint(box.at('tree'), save));
  const [saved] = value(await listCheckpoints(clone));
  if (!saved) throw new Error('There is no checkpoint');
  rmSync(box.at('tree/new.evil'));
  value(await git(box.at('tree'), ['checkout', '--force', '--', 'x.evil']));
  value(await restoreCheckpoint(box.at('tree'), saved, { ...save, number: 2 }));
  expect(box.read('tree/x.evil')).toBe('changed\n');
  value(await diffFiles(clone, { from, to: saved.commit }));
  value(await diffText(clone, { from, to: saved.commit }));
  expect(value(await readFileAt(clone, { commit: saved.commit, path: 'x.evil' }))).toMatchObject({ text: 'changed\n' });
  const ours = value(
    await commitTree(clone, { tree: `${saved.commit}^{tree}`, parents: [base], message: 'ours', at: AT }),
  );
  const theirs = value(await commitTree(clone, { tree: `${from}^{tree}`, parents: [base], message: 'theirs', at: AT }));
  value(await mergeTrees(clone, { ours, theirs }));
  value(await revertCommit(clone, { commit: ours, onto: ours, message: 'revert', at: AT }));
  value(await readPerson(clone));
  value(await log(clone, { from, to: ours }));
  value(await countCommits(clone, { from, to: ours }));
  value(await mergeBase(clone, ours, theirs));
  value(await isAncestor(clone, { ancestor: base, commit: ours }));
  value(await fetchBranch(clone, box.main));
  value(await readRemoteBranch(clone, box.main));
  value(await readRemoteDefaultBranch(clone, box.origin));
  expect(value(await pushBranch(clone, { ...box.main, commit: ours, expected: base })).kind).toBe('pushed');
  value(await listWorktrees(clone));
  value(await removeWorktree(clone, { path: box.at('tree'), made: await identityOf(box.at('tree')), force: true }));
  value(await pruneWorktrees(clone));
  expect(box.ran()).toEqual([]);
});

test('a merge driver of the repository is replaced by a true merge, not by a silent "ours"', async () => {
  const box = hostile();
  const at = (text: string) => {
    box.git('clone', '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', 'read-tree', 'HEAD');
    box.write('plain', text);
    const blob = box.git('clone', 'hash-object', '-w', '--no-filters', box.at('plain'));
    box.git('clone', '-c', 'core.fsmonitor=false', 'update-index', '--cacheinfo', `100644,${blob},x.evil`);
    return box.git('clone', 'write-tree');
  };
  const commit = async (tree: string, parents: readonly string[]) =>
    value(await commitTree(box.clone, { tree, parents, message: 'x', at: AT }));
  const base = await commit(at('1\n2\n3\n4\n5\n'), []);
  const ours = await commit(at('one\n2\n3\n4\n5\n'), [base]);
  const theirs = await commit(at('1\n2\n3\n4\nfive\n'), [base]);
  const other = await commit(at('uno\n2\n3\n4\n5\n'), [base]);
  const merged = value(await mergeTrees(box.clone, { ours, theirs }));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  expect(box.git('clone', 'cat-file', 'blob', `${merged.tree}:x.evil`)).toBe('one\n2\n3\n4\nfive');
  expect(value(await mergeTrees(box.clone, { ours, theirs: other }))).toEqual({ kind: 'conflict', paths: ['x.evil'] });
});

test('settings written between two calls are seen by the second, also through an include', async () => {
  const box = sandbox();
  box.commit('clone', { 'x.evil': 'evil\n', '.gitattributes': '*.evil filter=evil\n' });
  value(await status(box.clone));
  const trap = box.script('trap', `touch ${box.at('ran')}; cat`);
  box.write('clone/x.evil', 'EVIL\n');
  box.git('clone', 'config', 'filter.evil.clean', trap);
  value(await status(box.clone));
  box.git('clone', 'config', '--unset', 'filter.evil.clean');
  box.write('included', '');
  box.git('clone', 'config', 'include.path', box.at('included'));
  value(await status(box.clone));
  box.write('included', `[filter "evil"]\n\tclean = ${trap}\n`);
  value(await status(box.clone));
  expect(box.exists('ran')).toBe(false);
});

test("the person's credential helper answers for remotes, the repository's never", async () => {
  const box = hostile();
  const mine = '!f() { echo username=ann; echo password=${SECRET_AGENT}; }; f';
  box.write('home/.gitconfig', `[credential "https://git.example.org"]\n\thelper = "${mine}"\n`);
  box.git('clone', 'config', 'credential.https://git.example.org.helper', `!${box.trap('credential-of-host')}`);
  process.env['SECRET_AGENT'] = 'from-the-agent';
  const ask = { input: 'protocol=https\nhost=git.example.org\n\n' };
  expect(value(await gitText(box.clone, ['credential', 'fill'], { ...ask, network: true }))).toContain(
    'password=from-the-agent',
  );
  expect(await git(box.clone, ['credential', 'fill'], ask)).toMatchObject({ ok: false });
  expect(box.ran()).toEqual([]);
});

test('a remote address cannot be a program', async () => {
  const box = hostile();
  box.git('clone', 'config', 'protocol.allow', 'always');
  box.git('clone', 'config', 'protocol.ext.allow', 'always');
  const remote = `ext::${box.trap('ext')}`;
  expect(value(await readRemoteBranch(box.clone, { remote: { url: remote }, branch: 'main' })).kind).toBe(
    'unreachable',
  );
  expect(box.ran()).toEqual([]);
});

test('nothing inherited steers git, and 40 calls at once all come back', async () => {
  const box = sandbox();
  process.env['GIT_DIR'] = '/nowhere';
  const all = await Promise.all(Array.from({ length: 40 }, () => status(box.clone)));
  expect(all.map((result) => value(result).head)).toEqual(Array.from({ length: 40 }, () => box.first));
});

test('a lock that goes away is waited for; one that stays is a failure that names it', async () => {
  const box = sandbox();
  const save = (number: number) => saveCheckpoint(box.clone, { thread: 'thr_x', number, reason: 'kill', at: AT });
  const lock = 'clone/.git/refs/teatree/checkpoints/thr_x/1.lock';
  box.write(lock, '');
  setTimeout(() => rmSync(box.at(lock)), 300);
  value(await save(1));
  box.write(lock.replace('1.', '2.'), '');
  const failed = await save(2);
  expect(failed).toMatchObject({ ok: false, error: { code: 'repository-locked' } });
  expect(JSON.stringify(failed)).toContain('2.lock');
});

test('a call whose end nobody saw blames the machine, not the repository, and says nothing about a remote', async () => {
  const { clone } = sandbox();
  value(await git(clone, ['status']));
  const unseen: Fork = async (line) => {
    const child = await forkDirectly(line);
    const exited = async () => {
      if (child.ok) await child.value.exited;
      return { exitCode: undefined, signal: undefined };
    };
    return child.ok ? ok({ ...child.value, exited: exited() }) : child;
  };
  forkThrough(unseen);
  const called = await git(clone, ['fetch']).finally(() => forkThrough());
  if (called.ok) throw new Error('It was seen');
  expect(failureClass(called.error.message)).toBe('environment');
  expect(isUnreachable(called.error)).toBe(true);
});

test('a slow call can be cancelled', async () => {
  const box = sandbox();
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 500);
  box.script('bin/ssh', 'sleep 60');
  process.env['PATH'] = `${box.at('bin')}:${PATH ?? ''}`;
  box.git('clone', 'remote', 'set-url', 'origin', 'ssh://host/x.git');
  const fetched = await fetchBranch(box.clone, {
    remote: { name: 'origin', url: 'ssh://host/x.git' },
    branch: 'main',
    signal: abort.signal,
  });
  expect(fetched).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

test('a missing or an old git is told with what to do', async () => {
  const box = sandbox();
  process.env['PATH'] = box.at('bin');
  expect(await gitVersion(box.clone)).toMatchObject({ ok: false, error: { code: 'git-missing' } });
  box.script('bin/git', 'echo git version 2.37.9');
  expect(await gitVersion(box.clone)).toMatchObject({ ok: false, error: { code: 'git-too-old' } });
});
