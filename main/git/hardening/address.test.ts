import { expect, test } from 'vitest';
import { fetchBranch } from '../fetch.ts';
import { readRemoteBranch } from '../ls-remote.ts';
import { pushBranch } from '../push.ts';
import { inspectRepository } from '../repository.ts';
import { sandbox, value } from '../testing/sandbox.ts';
import { addressOf } from './address.ts';

/** A clone, its registered remote, and a second bare remote that an attacker would like to be used instead. */
function world() {
  const box = sandbox();
  box.git('.', 'clone', '-q', '--bare', box.remote, 'evil.git');
  box.git('evil.git', 'branch', 'evil', 'main');
  const ours = box.commit('clone', { 'a.txt': 'ours\n' });
  const evil = box.at('evil.git');
  const config = (...args: readonly string[]) => box.git('clone', 'config', ...args);
  const push = () => pushBranch(box.clone, { ...box.main, commit: ours, expected: box.first });
  return { ...box, evil, ours, config, push };
}

type World = ReturnType<typeof world>;

const STRAYS: Readonly<Record<string, (box: World) => void>> = {
  'another address': (box) => void box.config('remote.origin.url', box.evil),
  'a second address': (box) => void box.config('--add', 'remote.origin.url', box.evil),
  'another address for pushes': (box) => void box.config('remote.origin.pushurl', box.evil),
  'a second address for pushes': (box) => {
    box.config('remote.origin.pushurl', box.remote);
    box.config('--add', 'remote.origin.pushurl', box.evil);
  },
  'a rule over the address': (box) => void box.config(`url.${box.evil}.insteadOf`, box.remote),
  'a rule over its beginning': (box) => void box.config(`url.${box.root}/evil.insteadOf`, `${box.root}/remote`),
  'a rule for pushes': (box) => void box.config(`url.${box.evil}.pushInsteadOf`, box.remote),
  'a rule in an included file': (box) => {
    box.write('included', `[url "${box.evil}"]\n\tinsteadOf = ${box.remote}\n`);
    box.config('include.path', box.at('included'));
  },
  'a rule in a conditionally included file': (box) => {
    box.write('included', `[remote "origin"]\n\tpushurl = ${box.evil}\n`);
    box.config(`includeIf.gitdir:${box.clone}/.path`, box.at('included'));
  },
  'a rule in the settings of the worktree': (box) => {
    box.config('extensions.worktreeConfig', 'true');
    box.config('--worktree', 'remote.origin.pushurl', box.evil);
  },
  'no address at all': (box) => void box.config('--unset', 'remote.origin.url'),
  'certificates that are not looked at': (box) => void box.config('http.sslVerify', 'false'),
  'a proxy of its own': (box) => void box.config('http.https://example.org.proxy', 'http://localhost:1'),
};

test.each(Object.entries(STRAYS))('a clone with %s is refused, and neither remote is asked', async (_, stray) => {
  const box = world();
  stray(box);
  for (const refused of [
    await box.push(),
    await fetchBranch(box.clone, box.main),
    await readRemoteBranch(box.clone, box.main),
  ])
    expect(refused).toMatchObject({ ok: false, error: { code: 'remote-changed' } });
  expect([box.head('remote.git', 'main'), box.head('evil.git', 'main')]).toEqual([box.first, box.first]);
});

test('a rule of the clone that came between the look and the call changes nothing', async () => {
  const box = world();
  for (const beginning of [box.remote, box.root, '/', '', 'teatree-'])
    box.config('--add', `url.${box.evil}.insteadOf`, beginning);
  // Without a name nothing is compared, as if the rules had been written a moment after that.
  const remote = { url: box.remote };
  expect(
    value(await pushBranch(box.clone, { remote, branch: 'main', commit: box.ours, expected: box.first })).kind,
  ).toBe('pushed');
  expect([box.head('remote.git', 'main'), box.head('evil.git', 'main')]).toEqual([box.ours, box.first]);
});

test("rules in the person's own settings count, for pushes their own", async () => {
  const box = world();
  box.git('.', 'clone', '-q', '--bare', box.remote, 'fork.git');
  box.git('clone', 'config', '--global', `url.${box.root}/.insteadOf`, 'mine:');
  box.config('remote.origin.url', 'mine:remote.git');
  const { remote } = value(await inspectRepository(box.clone));
  expect(remote).toEqual(box.origin);
  expect(value(await box.push()).kind).toBe('pushed');
  box.git('clone', 'config', '--global', `url.${box.at('fork.git')}.pushInsteadOf`, box.remote);
  box.config('remote.origin.url', box.remote);
  const next = box.commit('clone', { 'a.txt': 'more\n' });
  expect(value(await pushBranch(box.clone, { ...box.main, commit: next, expected: box.first })).kind).toBe('pushed');
  expect(box.head('fork.git', 'main')).toBe(next);
  expect(box.head('remote.git', 'main')).toBe(box.ours);
});

test('the longest fitting rule is taken, the first of equals, as git does', async () => {
  const box = sandbox();
  const rules = [
    ['a', 'https://h/'],
    ['b', 'https://h/team/'],
    ['c', 'https://h/team/'],
    ['d', 'https://'],
  ] as const;
  const config = (...args: readonly string[]) => box.git('clone', 'config', '--global', ...args);
  for (const [base, beginning] of rules) config('--add', `url.${base}:.insteadOf`, beginning);
  box.git('clone', 'config', 'remote.x.url', 'https://h/team/app.git');
  const { settings } = value(await addressOf(box.clone, { url: 'https://h/team/app.git' }, 'fetch'));
  expect(settings[0]?.[0]).toBe(`url.${box.git('clone', 'remote', 'get-url', 'x')}.insteadOf`);
});
