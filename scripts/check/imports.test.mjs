import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blindness, checkImports } from './imports.mjs';

// One tree that breaks every rule once, and keeps every rule beside it; it is analysed once.
const PACKAGES = ['zod', 'unbash', 'electron', 'simple-git', 'execa', 'electron-store', 'react', 'zustand', 'yaml'];
const DEV_PACKAGES = ['electron', 'vite'];

/** [rule, importing file, import] */
const FORBIDDEN = [
  ['core-is-pure', 'core/model/node.ts', 'node:fs'],
  ['core-is-pure', 'core/model/npm.ts', 'yaml'],
  ['core-is-pure', 'core/model/up.ts', '../../main/git/fetch.ts'],
  ['core-is-pure', 'core/model/react.ts', 'react'],
  ['shell-parser-in-gates', 'core/loop/shell.ts', 'unbash'],
  ['preload-is-a-bridge', 'preload/node.ts', 'node:fs'],
  ['preload-is-a-bridge', 'preload/zod.ts', 'zod'],
  ['renderer-draws', 'renderer/node.ts', 'node:path'],
  ['renderer-draws', 'renderer/electron.ts', 'electron'],
  ['renderer-draws', 'renderer/yaml.tsx', 'yaml'],
  ['environments-apart', 'renderer/main.test.ts', '../main/git/fetch.ts'],
  ['environments-apart', 'main/ipc/preload.ts', '../../preload/bridge.ts'],
  ['environments-apart', 'main/ipc/renderer.ts', '../../renderer/card.ts'],
  ['app-knows-no-tooling', 'main/cli/tooling.ts', '../../scripts/tool.ts'],
  ['tests-are-leaves', 'main/checks/leaf.ts', './checks.test.ts'],
  ['main-downward-1', 'main/compose.ts', './cli/thread.ts'],
  ['main-downward-2', 'main/ipc/compose.ts', '../compose.ts'],
  ['main-downward-3', 'main/orchestrator/ipc.ts', '../ipc/router.ts'],
  ['main-downward-4', 'main/landing/orchestrator.ts', '../orchestrator/perform.ts'],
  ['main-downward-4', 'main/gates/ipc.ts', '../ipc/router.ts'],
  ['main-downward-4', 'main/gates/up.test.ts', '../orchestrator/perform.ts'],
  ['main-downward-5', 'main/git/landing.ts', '../landing/land.ts'],
  ['harness-keeps-to-itself', 'main/harness/gates.ts', '../gates/gatekeeper.ts'],
  ['landing-keeps-to-itself', 'main/landing/gates.ts', '../gates/gatekeeper.ts'],
  ['checks-keeps-to-itself', 'main/checks/landing.ts', '../landing/land.ts'],
  ['store-keeps-to-itself', 'main/store/git.ts', '../git/fetch.ts'],
  ['desktop-shows', 'main/desktop/git.ts', '../git/fetch.ts'],
  ['desktop-only-types-of-orchestrator', 'main/desktop/orchestrator.ts', '../orchestrator/perform.ts'],
  ['desktop-behind-index', 'main/headless.ts', './desktop/window.ts'],
  ['electron-has-one-owner', 'main/ipc/electron.ts', 'electron'],
  ['electron-has-one-owner', 'main/compose.test.ts', 'electron'],
  ['simple-git-has-one-owner', 'main/workspace/simple-git.ts', 'simple-git'],
  ['execa-has-one-owner', 'main/checks/execa.ts', 'execa'],
  ['child-process-has-one-owner', 'main/checks/child.ts', 'node:child_process'],
  ['electron-store-has-one-owner', 'main/ipc/settings.ts', 'electron-store'],
  ['sqlite-has-one-owner', 'main/orchestrator/sqlite.ts', '@photostructure/sqlite'],
  ['no-cycles', 'core/views/left.ts', './right.ts'],
  ['no-unresolved', 'core/views/lost.ts', './nowhere.ts'],
  ['main-is-placed', 'main/cli/misplaced.ts', '../misplaced/thing.ts'],
  ['main-is-placed-entry', 'main/entry.ts', '../core/ids.ts'],
  ['no-dev-dependencies', 'main/store/dev.ts', 'vite'],
];

/** [importing file, import] */
const ALLOWED = [
  ['core/gates/parse.ts', 'unbash'],
  ['core/ids.ts', 'zod'],
  ['core/model/thread.ts', '../ids.ts'],
  ['core/ids.test.ts', 'node:fs'],
  ['preload/bridge.ts', 'electron'],
  ['renderer/card.ts', 'react'],
  ['renderer/mirror.ts', '../core/ids.ts'],
  ['main/index.ts', './desktop/window.ts'],
  ['main/desktop/window.ts', 'electron'],
  ['main/desktop/view.ts', '../ipc/router.ts'],
  ['main/cli/thread.ts', '../git/fetch.ts'],
  ['main/ipc/router.ts', '../orchestrator/perform.ts'],
  ['main/orchestrator/perform.ts', '../landing/land.ts'],
  ['main/landing/land.ts', '../checks/check.ts'],
  ['main/landing/place.ts', '../workspace/create.ts'],
  ['main/checks/check.ts', '../git/fetch.ts'],
  ['main/checks/checks.test.ts', '../gates/gatekeeper.ts'],
  ['main/checks/real.test.ts', 'execa'],
  ['main/workspace/create.ts', '../store/settings.ts'],
  ['main/gates/gatekeeper.ts', '../../core/ids.ts'],
  ['main/git/fetch.ts', 'simple-git'],
  ['main/git/run.ts', '../process/spawn.ts'],
  ['main/process/spawn.ts', 'execa'],
  ['main/process/fork.ts', 'node:child_process'],
  ['main/store/settings.ts', 'electron-store'],
  ['main/store/journal.ts', '@photostructure/sqlite'],
];

const FILES = {
  'core/views/right.ts': "import { x } from './left.ts';\nexport const y = x;\n",
  'core/views/alone.ts': 'export const alone = 1;\n',
  'main/misplaced/thing.ts': 'export const x = 1;\n',
  'scripts/tool.ts': 'export const x = 1;\n',
  'main/desktop/types.ts': "import type { x } from '../orchestrator/perform.ts';\nexport type T = typeof x;\n",
  'tsconfig.base.json': '{ "compilerOptions": { "moduleResolution": "bundler", "allowImportingTsExtensions": true } }',
};

describe('the import rules', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'teatree-imports-'));
  /** @type {Awaited<ReturnType<typeof checkImports>>} */
  let result;

  beforeAll(async () => {
    plantPackages(root);
    for (const [file, text] of Object.entries(FILES)) write(root, file, text);
    for (const [file, target] of [...FORBIDDEN.map(([, ...edge]) => edge), ...ALLOWED]) {
      write(root, file, `import { x } from '${target}';\nexport const y = x;\n`);
    }
    result = await checkImports({ root, floor: 1 });
  }, 30_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each(FORBIDDEN)('%s: %s must not import %s', (rule, file) => {
    expect(rulesBrokenBy(file, result)).toContain(rule);
  });

  test.each([...ALLOWED, ['main/desktop/types.ts', 'a type of the orchestrator']])('%s may import %s', (file) => {
    expect(rulesBrokenBy(file, result)).toEqual([]);
  });

  test('a module that nothing imports and that imports nothing is an orphan', () => {
    expect(rulesBrokenBy('core/views/alone.ts', result)).toEqual(['no-orphans']);
  });

  test('a cycle is counted once', () => {
    expect(result.cycles).toBe(1);
  });

  test('a broken rule fails the check and says what must hold', () => {
    expect(result.ok).toBe(false);
    expect(result.output).toContain('core/model/node.ts → fs\n    core imports core, zod');
  });

  test('a cruiser whose settings make it blind fails, though it found no violation', async () => {
    write(root, 'blind.cjs', 'module.exports = { forbidden: [], options: { exclude: { path: "[.]tsx?$" } } };');
    const { ok, output } = await checkImports({ root, floor: 1, rules: path.join(root, 'blind.cjs') });
    expect({ ok, output }).toEqual({ ok: false, output: expect.stringMatching(/^Only 0 of \d+ modules on disk/) });
  }, 30_000);
});

describe('a cruiser that checks nothing and reports success', () => {
  const onDisk = Array.from({ length: 100 }, (_, index) => `core/m${index}.ts`);
  const seen = onDisk.map((source) => ({ source, dependencies: [{}, {}] }));

  test('passes when it saw every module and its imports', () => {
    expect(blindness(seen, { onDisk, floor: 100 })).toEqual([]);
  });
  test('fails when it saw fewer than 95 % of the modules on disk', () => {
    expect(blindness(seen.slice(0, 94), { onDisk, floor: 1 })).toEqual([expect.stringContaining('Only 94 of 100')]);
  });
  test('fails when it opened the modules without finding their imports', () => {
    const unparsed = onDisk.map((source) => ({ source, dependencies: [] }));
    expect(blindness(unparsed, { onDisk, floor: 1 })).toEqual([expect.stringContaining('Only 0 imports')]);
  });
  test('fails when the app on disk is smaller than it ever was', () => {
    expect(blindness(seen, { onDisk, floor: 101 })).toEqual([expect.stringContaining('at least 101')]);
  });
});

/** @param {string} root */
function plantPackages(root) {
  const production = [...PACKAGES, '@photostructure/sqlite'].filter((name) => !DEV_PACKAGES.includes(name));
  const versions = (names) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const manifest = {
    name: 'tree',
    type: 'module',
    dependencies: versions(production),
    devDependencies: versions(DEV_PACKAGES),
  };
  write(root, 'package.json', JSON.stringify(manifest));
  for (const name of [...production, ...DEV_PACKAGES]) {
    write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(root, `node_modules/${name}/index.js`, 'exports.x = 1;\n');
  }
}

function rulesBrokenBy(file, { violations }) {
  const broken = violations.filter(({ from, cycle }) => from === file || cycle?.some(({ name }) => name === file));
  return [...new Set(broken.map(({ rule }) => rule.name))];
}

function write(root, file, text) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}
