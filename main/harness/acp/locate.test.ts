import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { customAgent } from './agents/custom.ts';
import { detect } from './detect.ts';
import { isAtLeast } from '../version.ts';
import { locate } from './locate.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'locate-'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function program(file: string, text = '#!/bin/sh\necho tool 3.2.1\n'): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

const tool = { bin: 'tool', package: /^@maker\/tool$/, versionArgs: ['--version'], install: 'Get it' };
const path = () => join(folder, 'bin');

test('a program that is nowhere is not found', async () => {
  expect(await locate(tool, path())).toBeUndefined();
});

test('the version is that of the package which the program lies in; nothing is started for it', async () => {
  const script = program(
    'lib/tool/dist/index.js',
    `#!/usr/bin/env node\nrequire('fs').writeFileSync('${folder}/ran', '')`,
  );
  writeFileSync(join(folder, 'lib/tool/package.json'), '{"version":"1.9.0","name":"@maker/tool"}');
  mkdirSync(path());
  symlinkSync(script, join(path(), 'tool'));
  expect(await locate(tool, path())).toEqual({
    file: join(path(), 'tool'),
    launch: { command: 'node', args: [script] },
    version: '1.9.0',
  });
});

test('a program without a package is asked for its version', async () => {
  const file = program('bin/tool');
  expect(await locate(tool, path())).toEqual({ file, launch: { command: file, args: [] }, version: '3.2.1' });
});

test('what the machine has comes before what was installed for tests, and of that the own and newest first', async () => {
  program('cache/teatree/harnesses/tool-1.9.0/node_modules/.bin/tool');
  const newer = program('cache/teatree/harnesses/tool-1.10.0/node_modules/.bin/tool');
  program('cache/teatree/harnesses/tool-extra-9.0.0/node_modules/.bin/tool');
  expect((await locate(tool, path()))?.file).toBe(newer);
  const own = program('bin/tool');
  expect((await locate(tool, path()))?.file).toBe(own);
});

test('versions are compared by number', () => {
  expect([isAtLeast('1.10.0', '1.9.9'), isAtLeast('1.9.9', '1.9.9'), isAtLeast('0.99.0', '1.0.0')]).toEqual([
    ...[true, true, false],
  ]);
});

test('an agent of the settings is found by its path, and a wrong one says what to correct', async () => {
  const file = program('my agent');
  const mine = { id: 'mine', title: 'Mine', command: file, args: [] };
  expect(await detect(customAgent(mine))).toEqual({
    state: 'ready',
    text: `Version not known · ${file}`,
    program: file,
  });
  expect(await detect(customAgent({ ...mine, command: '/no/such' }))).toMatchObject({
    state: 'missing',
    next: 'Correct the command of the agent mine in the settings',
  });
});
