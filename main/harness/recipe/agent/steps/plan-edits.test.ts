import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Step } from '../../../../../core/model/recipe/step.ts';
import { planEdits } from './plan-edits.ts';
import type { EditWork } from './plan-edits.ts';

let root: string;
let repo: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-edits-')));
  repo = join(root, 'repo');
  mkdirSync(repo);
  execFileSync('git', ['init', '--quiet'], { cwd: repo });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), content);
}

async function plan(step: object): Promise<Record<string, string | undefined> | string> {
  const planned = await planEdits(Step.parse(step).work as EditWork, { repo, env: { PATH: process.env.PATH ?? '' } });
  if (!planned.ok) return planned.error.message;
  return Object.fromEntries(planned.value.map((change) => [relative(repo, change.path), change.after]));
}

test('replace leaves ignored files, links and binary files alone', async () => {
  for (const path of ['a.js', 'dist/b.js', 'new/deep/c.js']) put(path, 'old');
  put('.gitignore', 'dist\n');
  put('bin.js', Buffer.from([0x6f, 0x6c, 0x64, 0, 1]));
  put('latin.js', Buffer.from([0x6f, 0x6c, 0x64, 0xe9]));
  writeFileSync(join(root, 'outside.js'), 'old');
  symlinkSync(join(root, 'outside.js'), join(repo, 'link.js'));
  symlinkSync(root, join(repo, 'up'));
  expect(await plan({ replace: { files: '**/*.js', pattern: 'old', with: 'new' } })).toEqual({
    'a.js': 'new',
    'new/deep/c.js': 'new',
  });
});

test('a pattern that backtracks for ever is stopped', async () => {
  put('a.js', `${'a'.repeat(50)}!`);
  expect(await plan({ replace: { files: '*.js', pattern: '(a+)+$', with: '' } })).toContain('did not end within 5 s');
}, 20_000);

test('a link that leads out of the repo is not written through', async () => {
  symlinkSync(root, join(repo, 'up'));
  writeFileSync(join(root, 'outside.txt'), 'x');
  symlinkSync(join(root, 'outside.txt'), join(repo, 'out.txt'));
  expect(await plan({ write: { path: 'up/new.txt', content: 'y' } })).toContain('is not inside the repo');
  expect(await plan({ write: { path: 'out.txt', content: 'y' } })).toContain('is not inside the repo');
  symlinkSync('.git', join(repo, 'meta'));
  expect(await plan({ write: { path: 'meta/config', content: 'y' } })).toContain('is not inside the repo');
});

test('yaml keeps comments, quotes, blank lines and the way lists are indented', async () => {
  const text = `# Top
name: ci # the name

on:
- push
- "pull_request"
jobs:
  test:
    runs-on: 'ubuntu' # os
`;
  put('ci.yml', text);
  const set = { name: 'build', 'jobs.test.timeout': 5, 'on.1': 'merge_group' };
  const expected = text
    .replace('ci #', 'build #')
    .replace('pull_request', 'merge_group')
    .replace('# os\n', '# os\n    timeout: 5\n');
  expect(await plan({ yaml: { file: 'ci.yml', set, delete: ['jobs.none'] } })).toEqual({ 'ci.yml': expected });
  expect(await plan({ yaml: { file: 'ci.yml', set: { name: 'ci' } } })).toEqual({});
  expect(await plan({ yaml: { file: 'new.yml', set: { 'a.b': [1] } } })).toEqual({ 'new.yml': 'a:\n  b:\n    - 1\n' });
  expect(await plan({ yaml: { file: 'ci.yml', set: { 'name.x': 1 } } })).toContain('"name.x" leads through a value');
  put('two.yml', 'a: 1\n---\nb: 2\n');
  expect(await plan({ yaml: { file: 'two.yml', set: { a: 2 } } })).toContain('several YAML documents');
});

test('json, write and patch plan what they say', async () => {
  put('tool.sh', 'old\n');
  chmodSync(join(repo, 'tool.sh'), 0o755);
  expect(await plan({ json: { file: 'new.json', set: { 'a.b': true } } })).toEqual({
    'new.json': '{\n  "a": {\n    "b": true\n  }\n}\n',
  });
  expect(await plan({ write: { path: 'tool.sh', content: 'old\n' } })).toEqual({});
  expect(
    await plan({
      patch: '--- a/tool.sh\n+++ b/tool.sh\n@@ -1 +1 @@\n-old\n+new\n--- /dev/null\n+++ b/x/y\n@@ -0,0 +1 @@\n+z\n',
    }),
  ).toEqual({
    'tool.sh': 'new\n',
    'x/y': 'z\n',
  });
  expect(await plan({ patch: '--- /dev/null\n+++ b/tool.sh\n@@ -0,0 +1 @@\n+z\n' })).toBe('tool.sh exists already');
});
