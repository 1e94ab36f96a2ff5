import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEAD_CODE, ONLY_TESTED } from './all.mjs';
import { capture } from '../setup/command.mjs';
import { root as repo } from '../setup/paths.mjs';

const FILES = {
  'package.json': JSON.stringify({ name: 'tree', type: 'module', dependencies: { zod: '*', yaml: '*' } }),
  'main/index.ts': "import { z } from 'zod';\nimport { used } from '../core/used.ts';\nz.parse(used);\n",
  'main/headless.ts': 'process.exit(0);\n',
  'preload/index.ts': 'process.exit(0);\n',
  'renderer/start.ts': 'process.exit(0);\n',
  'scripts/check.mjs': 'process.exit(0);\n',
  'core/used.ts': 'export type Used = number;\nexport const used: Used = 1;\nexport const forgotten = 2;\n',
  'core/alone.ts': 'export const alone = 1;\n',
  'core/tested.ts': 'export const tested = 1;\n',
  'core/tested.test.ts':
    "import { tested } from './tested.ts';\nimport { tree } from './testing/tree.ts';\ntree(tested);\n",
  'core/testing/tree.ts': 'export const tree = (x: number) => x;\n',
};

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'teatree-dead-')));
let dead = '';
let onlyTested = '';

beforeAll(async () => {
  symlinkSync(path.join(repo, 'node_modules'), path.join(root, 'node_modules'));
  copyFileSync(path.join(repo, 'knip.json'), path.join(root, 'knip.json'));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  const knip = async (/** @type {string[]} */ [program, ...args]) =>
    (await capture(process.execPath, [path.join(repo, 'node_modules', program), ...args], { cwd: root })).stdout;
  [dead, onlyTested] = await Promise.all([knip(DEAD_CODE), knip(ONLY_TESTED)]);
}, 30_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a file that nothing imports is dead', () => expect(dead).toContain('core/alone.ts'));
test('an export that nothing imports is dead', () => expect(dead).toMatch(/forgotten .*core\/used\.ts/));
test('a dependency that nothing imports is dead', () => expect(dead).toMatch(/yaml .*package\.json/));
test('what is used is not reported', () => expect(dead).not.toMatch(/zod|Used |main\/index|tested|tree\.ts/));
test('a file that only tests reach does not ship', () => {
  expect(onlyTested).toContain('core/tested.ts');
  expect(onlyTested).not.toMatch(/testing|\.test\.|used\.ts/);
});
