import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { makeSample } from '../../sample/make-sample.ts';
import { recipeShelf } from './catalogue.ts';
import { goal, message, recipeWorld } from './testing/recipe-world.ts';
import type { RecipeWorld } from './testing/recipe-world.ts';

const skills = fileURLToPath(new URL('../../../skills', import.meta.url));
let world: RecipeWorld;
afterEach(() => world.dispose());

async function textOf(name: string): Promise<string> {
  const found = await recipeShelf({ skills, own: '/nonexistent' }).find(name);
  if (!found.ok) throw new Error(found.error.message);
  return found.value.text;
}

test('rename-export renames in code and docs, and stops when the new name is taken', async () => {
  world = recipeWorld({
    lib: {
      'src/a.ts': 'export const oldName = 1; const oldNames = 2, $oldName = 3;\n',
      'README.md': 'Use `oldName`.\n',
    },
    web: { 'b.mjs': "import { oldName } from 'lib';\n", 'notes.txt': 'oldName\n' },
  });
  const inputs = { from: 'oldName', to: 'newName' };
  const session = await world.start(await textOf('rename-export'), { inputs });
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.read('lib/src/a.ts')).toBe('export const newName = 1; const oldNames = 2, $oldName = 3;\n');
  expect(world.read('lib/README.md')).toBe('Use `newName`.\n');
  expect((await session.prompt(message('also in *.txt'))).outcome).toBe('completed');
  expect(world.read('web/notes.txt')).toBe('newName\n');
  await session.end();
  const again = await world.start(await textOf('rename-export'), { inputs: { from: 'oldNames', to: 'newName' } });
  expect(await again.prompt(goal())).toMatchObject({
    outcome: 'failed',
    summary: expect.stringContaining('newName is used already') as string,
  });
});

test('bump-node-version sets every place that states the version and no matrix', async () => {
  world = recipeWorld({
    api: {
      '.nvmrc': 'v18.2.0\n',
      'package.json': '{\n\t"name": "api",\n\t"engines": { "node": ">=18" }\n}\n',
      '.github/workflows/ci.yml': "matrix:\n  node: [18, 20]\nwith:\n  node-version: '18.x' # LTS\n",
      'docker/Dockerfile': 'FROM node:18.2-alpine AS build\nFROM nginx:1\n',
    },
    site: { 'index.html': '<p>' },
  });
  const session = await world.start(await textOf('bump-node-version'), { inputs: { version: '22' } });
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.read('api/.nvmrc')).toBe('22\n');
  expect(world.read('api/package.json')).toBe('{\n\t"name": "api",\n\t"engines": { "node": ">=22" }\n}\n');
  expect(world.read('api/.github/workflows/ci.yml')).toBe(
    "matrix:\n  node: [18, 20]\nwith:\n  node-version: '22' # LTS\n",
  );
  expect(world.read('api/docker/Dockerfile')).toBe('FROM node:22-alpine AS build\nFROM nginx:1\n');
  expect([world.git('api', 'rev-list', '--count', 'HEAD'), world.git('site', 'rev-list', '--count', 'HEAD')]).toEqual([
    '2\n',
    '1\n',
  ]);
});

test('add-editorconfig leaves an existing one alone', async () => {
  world = recipeWorld({ a: { '.editorconfig': 'root = true\n' }, b: {} });
  const session = await world.start(await textOf('add-editorconfig'));
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.read('a/.editorconfig')).toBe('root = true\n');
  expect(world.read('b/.editorconfig')).toContain('indent_size = 2');
  expect(world.git('b', 'log', '-1', '--format=%s')).toBe('Add an .editorconfig\n');
});

test('the sample renames over three repos, fails one check once, and repairs it', async () => {
  world = recipeWorld({});
  const made = await makeSample(world.workspace);
  if (!made.ok) throw new Error(made.error.message);
  const repos = made.value.repos.map(({ name, clone }) => ({ name, path: clone }));
  const session = await world.start(await textOf('sample-rename'), { repos });
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.calls.at(-1)?.input).toEqual({
    command: 'git push "$TMPDIR/preview.git" HEAD:refs/heads/preview/slugify',
  });
  const failures = repos.flatMap(({ name, path }) => {
    const output = testOutput(path);
    return output === undefined ? [] : [{ repo: name, check: 'test', output }];
  });
  expect(failures.map((failure) => failure.repo)).toEqual(['newsletter']);
  const repair = await session.prompt({ id: message('').id, kind: 'check-failure', text: 'test failed', failures });
  expect(repair.outcome, repair.summary).toBe('completed');
  expect(repos.map(({ path }) => testOutput(path))).toEqual([undefined, undefined, undefined]);
  expect(repos.map(({ name }) => world.git(name, 'status', '--porcelain'))).toEqual(['', '', '']);
  expect(world.git('newsletter', 'log', '--format=%s', 'origin/main..')).toBe(
    'Rename makeSlug in the README\nRename makeSlug to slugify\n',
  );
  expect(world.git('storefront', 'grep', '-c', 'slugify').trim().split('\n')).toHaveLength(2);
  rmSync(join(world.workspace, 'remotes'), { recursive: true });
});

/** Undefined when the tests pass. */
function testOutput(cwd: string): string | undefined {
  try {
    execFileSync(process.execPath, ['--test'], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
