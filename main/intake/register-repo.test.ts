import { expect, test } from 'vitest';
import { RepoId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import { sandbox } from '../git/testing/sandbox.ts';
import { cloneNotes } from './clone-notes.ts';
import { inspectClone } from './register-repo.ts';
import { readRepoConfig } from './repo-config.ts';
import { remoteKey } from './same-remote.ts';
import { treeReader } from './tree-reader.ts';

async function inspect(path: string, registered: readonly Repo[] = []): Promise<Repo> {
  const draft = await inspectClone(path, registered);
  if (!draft.ok) throw new Error(draft.error.message);
  return { ...draft.value, id: RepoId.parse('rep_1') };
}

/** Commits files in the clone and pushes them to the default branch. */
function publish(box: ReturnType<typeof sandbox>, files: Readonly<Record<string, string>>): void {
  box.commit('clone', files);
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
}

test('a clone is registered with its remote, branch and checks of the protected branch', async () => {
  const box = sandbox();
  publish(box, { 'package.json': '{"scripts":{"test":"node --test"}}' });
  box.commit('clone', { 'package.json': '{"scripts":{"test":"node --test","lint":"eslint"}}' });
  expect(await inspect(box.at('clone/folder'))).toEqual({
    ...{ id: 'rep_1', name: 'clone', path: box.clone, remote: { name: 'origin', url: box.remote } },
    ...{ defaultBranch: 'main', packageManager: 'npm', configSource: 'detected' },
    config: { checks: [{ name: 'test', command: 'npm run test', timeoutSeconds: 600 }] },
  });
});

test('.teatree.yaml of the protected branch wins, field by field, now and later', async () => {
  const box = sandbox();
  publish(box, { Makefile: 'test:\n', '.teatree.yaml': 'protected: [main, "release/*"]\n' });
  const repo = await inspect(box.clone);
  expect(repo.config).toMatchObject({ checks: [{ command: 'make test' }], protected: ['main', 'release/*'] });
  publish(box, { '.teatree.yaml': 'checks:\n  - { name: t, command: ./t, timeoutSeconds: 5 }\n' });
  expect(await readRepoConfig(treeReader(box.clone, 'origin/main'), repo.name)).toEqual({
    ok: true,
    value: { checks: [{ name: 't', command: './t', timeoutSeconds: 5 }] },
  });
});

test.each([
  ['check:\n  - a', 'clone/.teatree.yaml:1: check: unknown key; Did you mean checks?'],
  ['setup: x\nchecks:\n  - name: t\n    comand: y\n', 'clone/.teatree.yaml:3: checks[0].command: is missing'],
  [
    'setup: x\nchecks:\n  - name: t\n    command: y\n    timeoutSeconds: 0',
    'clone/.teatree.yaml:5: checks[0].timeoutSeconds: ',
  ],
  ['checks: [', 'clone/.teatree.yaml:1: '],
  ['- a', 'clone/.teatree.yaml:1: '],
])('a malformed .teatree.yaml (%j) is refused with its line', async (text, message) => {
  const box = sandbox();
  publish(box, { '.teatree.yaml': text });
  const draft = await inspectClone(box.clone, []);
  expect(draft).toMatchObject({ ok: false, error: { code: 'config-malformed' } });
  expect(draft.ok ? '' : draft.error.message).toContain(message);
});

test('what cannot be worked with is refused, with the path and a remedy', async () => {
  const box = sandbox();
  box.git('.', 'init', '-q', 'empty');
  box.git('.', 'init', '-q', 'lonely');
  box.commit('lonely', { a: '' });
  box.git('clone', 'worktree', 'add', '-q', '-b', 'side', box.at('linked'));
  const cases = [
    ['nowhere', 'path-missing'],
    ['home', 'not-a-repository'],
    ['clone/a.txt', 'not-a-folder'],
    ['remote.git', 'bare-repository'],
    ['empty', 'no-commits'],
    ['lonely', 'no-remote'],
    ['linked', 'linked-worktree'],
  ] as const;
  for (const [folder, code] of cases) {
    const draft = await inspectClone(box.at(folder), []);
    expect(draft).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(box.at(folder)) as string },
    });
    expect(draft.ok ? '' : draft.error.next).toMatch(/\w+/);
  }
});

test('the same clone and the same remote are registered once; the refusal says which', async () => {
  const box = sandbox();
  const repo = await inspect(box.clone);
  expect(await inspectClone(box.at('clone/folder'), [repo])).toMatchObject({
    error: { code: 'repo-already-registered', message: `${box.clone} is already registered as clone` },
  });
  box.git('.', 'clone', '-q', `file://${box.remote}/`, 'other');
  const twin = await inspectClone(box.at('other'), [repo]);
  expect(twin).toMatchObject({ ok: false, error: { code: 'remote-already-registered' } });
  expect(twin.ok ? '' : twin.error.message).toContain(`same remote as clone (${box.clone})`);
});

test('a second folder of the same name gets a name of its own', async () => {
  const box = sandbox();
  const others = ['clone', `${box.root.split('/').at(-1) ?? ''}-clone`].map((name) => ({
    ...{
      id: RepoId.parse('rep_2'),
      name,
      path: `/elsewhere/${name}`,
      remote: { name: 'origin', url: `https://host/${name}` },
    },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' as const },
  }));
  expect((await inspect(box.clone, others.slice(0, 1))).name).toBe(others[1]?.name);
  expect((await inspect(box.clone, others)).name).toBe('clone-2');
});

test('a default branch this clone has never seen is fetched; one nobody has is refused', async () => {
  const box = sandbox();
  box.git('clone', 'update-ref', '-d', 'refs/remotes/origin/main');
  expect((await inspect(box.clone)).defaultBranch).toBe('main');
  box.git('clone', 'remote', 'set-head', 'origin', '--delete');
  box.git('clone', 'checkout', '-q', '-b', 'mine');
  box.git('remote.git', 'symbolic-ref', 'HEAD', 'refs/heads/nothing');
  expect(await inspectClone(box.clone, [])).toMatchObject({ error: { code: 'default-branch-unknown' } });
});

test('a dirty clone and a detached HEAD are accepted, with a note each', async () => {
  const box = sandbox();
  expect(await cloneNotes(box.clone)).toEqual([]);
  box.write('clone/new.txt', '');
  box.git('clone', 'checkout', '-q', '--detach');
  expect(await inspect(box.clone)).toMatchObject({ defaultBranch: 'main' });
  expect(await cloneNotes(box.clone)).toEqual([
    expect.stringContaining('uncommitted changes'),
    expect.stringContaining('detached HEAD'),
  ]);
});

test.each([
  ['git@github.com:ann/api.git', 'https://github.com/ann/api'],
  ['ssh://git@GitHub.com:22/ann/api.git/', 'https://token@github.com/ann/api.git'],
  ['file:///srv/api.git', '/srv/api/'],
  ['../api.git', '/srv/api'],
])('%s and %s are one remote', (a, b) => {
  expect(remoteKey(a, '/srv/clone')).toBe(remoteKey(b, '/srv/clone'));
});

test('another path or host is another remote', () => {
  const urls = ['https://github.com/ann/api', 'https://github.com/ann/web', 'https://gitlab.com/ann/api', '/ann/api'];
  expect(new Set(urls.map((url) => remoteKey(url, '/srv'))).size).toBe(4);
});
