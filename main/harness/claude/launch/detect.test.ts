import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { detectClaude, findClaude } from './detect.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-detect-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(script: string): string {
  const path = join(folder, 'claude');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('a version that the gate can hold is ready', async () => {
  const path = program('echo "2.1.330 (Claude Code)"');
  expect(await detectClaude(path)).toEqual({
    state: 'ready',
    text: 'Claude Code 2.1.330',
    version: '2.1.330',
    program: path,
  });
  expect(await detectClaude(program('echo 3.0.0'))).toMatchObject({ state: 'ready', version: '3.0.0' });
});

test('an older one is refused by its number, with the way to a newer one', async () => {
  expect(await detectClaude(program('echo "2.1.197 (Claude Code)"'))).toMatchObject({
    state: 'unsupported',
    text: expect.stringMatching(/2\.1\.197.*2\.1\.330/) as string,
    next: 'claude update',
  });
});

test('a program that does not say its version, and none at all, are told apart', async () => {
  expect(await detectClaude(program('exit 3'))).toMatchObject({ state: 'unsupported' });
  expect(await detectClaude(join(folder, 'nowhere'))).toMatchObject({
    state: 'missing',
    next: expect.stringContaining('npm install') as string,
  });
});

test('it is looked for on the PATH, never in the folder where teatree stands, and then where its installer puts it', () => {
  const path = program('exit 0');
  expect(findClaude(undefined, { PATH: `/no/such/place:${folder}`, HOME: '/nowhere' })).toBe(path);
  expect(findClaude(undefined, { PATH: '.', HOME: '/nowhere' })).toBeUndefined();
});
