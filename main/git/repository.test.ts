import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inspectRepository } from './repository.ts';
import { sandbox, value } from './testing/sandbox.ts';

test('a clone is told by its root, remote, default branch and state, from any folder inside', async () => {
  const box = sandbox();
  expect(value(await inspectRepository(box.at('clone/folder')))).toEqual({
    ...{ root: box.clone, commonDir: box.at('clone/.git'), linked: false, dirty: false },
    head: { kind: 'branch', branch: 'main', commit: box.first },
    remote: { name: 'origin', url: box.remote },
    defaultBranch: 'main',
  });
  box.write('clone/new.txt', '');
  box.git('clone', 'checkout', '-q', '--detach');
  const later = value(await inspectRepository(box.clone));
  expect(later).toMatchObject({ dirty: true, head: { kind: 'detached', commit: box.first } });
});

test('the default branch is asked from the remote when the clone does not know it', async () => {
  const box = sandbox();
  box.git('clone', 'push', '-q', 'origin', 'HEAD:trunk');
  box.git('remote.git', 'symbolic-ref', 'HEAD', 'refs/heads/trunk');
  box.git('clone', 'remote', 'set-head', 'origin', '--delete');
  expect(value(await inspectRepository(box.clone)).defaultBranch).toBe('trunk');
  box.git('clone', 'remote', 'set-url', 'origin', '/gone');
  expect(value(await inspectRepository(box.clone)).defaultBranch).toBe(undefined);
});

test('a linked worktree and a repository without commits or remote are told as such', async () => {
  const box = sandbox();
  box.git('clone', 'worktree', 'add', '-q', '-b', 'side', box.at('linked'));
  expect(value(await inspectRepository(box.at('linked')))).toMatchObject({
    linked: true,
    commonDir: box.at('clone/.git'),
  });
  box.git('.', 'init', '-q', 'empty');
  expect(value(await inspectRepository(box.at('empty')))).toMatchObject({
    head: { kind: 'unborn', branch: 'main' },
    remote: undefined,
    defaultBranch: undefined,
  });
});

test.each([
  ['remote.git', 'bare-repository'],
  ['home', 'not-a-repository'],
  ['nowhere', 'path-missing'],
  ['clone/a.txt', 'not-a-folder'],
])('%s is refused: %s', async (folder, code) => {
  const box = sandbox();
  expect(await inspectRepository(box.at(folder))).toMatchObject({ ok: false, error: { code } });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be read is refused', async () => {
  const box = sandbox();
  chmodSync(box.clone, 0);
  expect(await inspectRepository(box.clone)).toMatchObject({ ok: false, error: { code: 'path-unreadable' } });
});
