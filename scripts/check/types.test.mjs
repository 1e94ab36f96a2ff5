import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../setup/command.mjs';
import { root as repo } from '../setup/paths.mjs';
import { TYPES } from './all.mjs';

const WORLD = 'export const all = [process, document, setTimeout, console];\n';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'teatree-types-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(() => {
  symlinkSync(path.join(repo, 'node_modules'), path.join(root, 'node_modules'));
  copyFileSync(path.join(repo, 'tsconfig.base.json'), path.join(root, 'tsconfig.base.json'));
  for (const folder of ['core', 'main', 'renderer']) {
    mkdirSync(path.join(root, folder));
    copyFileSync(path.join(repo, folder, 'tsconfig.json'), path.join(root, folder, 'tsconfig.json'));
    writeFileSync(path.join(root, folder, 'world.ts'), WORLD);
    writeFileSync(path.join(root, folder, 'world.test.ts'), folder === 'main' ? '' : WORLD);
  }
});

test.each([
  ['core resolves neither Node nor the DOM', 'core', ['process', 'document', 'setTimeout', 'console']],
  ['main resolves Node and not the DOM', 'main', ['document']],
  ['the renderer resolves the DOM and not Node', 'renderer', ['process']],
])(
  '%s',
  async (_, folder, unknown) => {
    const [program, ...args] = TYPES;
    const command = [path.join(repo, 'node_modules', program), ...args, '-p', folder];
    const { output } = await capture(process.execPath, command, { cwd: root });
    expect([...output.matchAll(/world\.ts.*Cannot find name '(\w+)'/g)].map(([, name]) => name)).toEqual(unknown);
    expect(output).not.toContain('world.test.ts');
  },
  30_000,
);
