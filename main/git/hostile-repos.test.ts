import { spawnSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { everyVerb } from './testing/every-verb.ts';
import { hostileBox, hostileRepos } from './testing/hostile-repos.ts';

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env))
    if (name.startsWith('GIT_') && !(name in before)) delete process.env[name];
});

/** A clone with files that the attributes of hostile repositories speak of. */
function box() {
  const made = hostileBox();
  made.commit('clone', { 'x.evil': 'evil\n', '.gitattributes': '*.evil filter=evil diff=evil merge=evil\n' });
  made.git('clone', 'push', '-q', 'origin', 'main');
  return made;
}

// Five at once: most of it is waiting for git.
test.concurrent.each(hostileRepos.map((row) => [row.name, row] as const))(
  'no verb runs what a clone names by %s',
  async (_, row) => {
    const clone = box();
    row.set(clone);
    expect(clone.marked()).toBe(false);
    await everyVerb(clone);
    expect(clone.marked()).toBe(false);
  },
  120_000,
);

test.each([
  ...['core.fsmonitor', 'diff.external', 'filter.evil.clean', 'hooks in .git/hooks', 'settings of the worktree'],
  ...['include.path of a file in the working tree', 'a nested repository that is a submodule'],
])('plain git does run what is named by %s', (name) => {
  const clone = box();
  hostileRepos.find((row) => row.name === name)?.set(clone);
  clone.write('clone/x.evil', 'changed\n');
  for (const verb of [['status'], ['diff'], ['add', '-A'], ['worktree', 'add', '../tree']])
    spawnSync('git', verb, { cwd: clone.clone, env: { PATH: process.env['PATH'], HOME: clone.at('home') } });
  expect(clone.marked()).toBe(true);
});

test("nothing in the app's own environment steers git", async () => {
  const clone = box();
  const programs = ['EXTERNAL_DIFF', 'PAGER', 'EDITOR', 'SEQUENCE_EDITOR', 'ASKPASS', 'PROXY_COMMAND', 'SSH'];
  for (const name of programs) process.env[`GIT_${name}`] = clone.mark;
  const places = ['DIR', 'WORK_TREE', 'INDEX_FILE', 'OBJECT_DIRECTORY', 'COMMON_DIR', 'EXEC_PATH', 'TEMPLATE_DIR'];
  for (const name of places) process.env[`GIT_${name}`] = '/nowhere';
  process.env['GIT_CONFIG_PARAMETERS'] = `'core.fsmonitor=${clone.mark}'`;
  process.env['GIT_TRACE'] = clone.at('MARK');
  process.env['GIT_CONFIG_GLOBAL'] = '/nowhere';
  await everyVerb(clone);
  expect(clone.marked()).toBe(false);
});
