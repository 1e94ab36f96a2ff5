import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensureProgram } from './install.mjs';
import { CI_PROGRAMS, findProgram, folderOf, needsNewerNode, programs, STAMP } from './programs.mjs';
import { installHarnesses } from './run.mjs';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'teatree-harnesses-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

/** @param {string} name */
function pretendInstalled(name) {
  mkdirSync(folderOf(name, cache), { recursive: true });
  writeFileSync(join(folderOf(name, cache), STAMP), '{}');
}

test('every program is pinned to one exact version, and a new one gets a folder of its own', () => {
  for (const [name, { package: spec }] of Object.entries(programs)) {
    expect(spec).toMatch(/^(@[\w-]+\/)?[\w-]+@\d+\.\d+\.\d+$/);
    expect(folderOf(name, cache)).toBe(join(cache, 'harnesses', `${name}-${spec.slice(spec.lastIndexOf('@') + 1)}`));
  }
  expect(CI_PROGRAMS.every((name) => name in programs)).toBe(true);
});

test('a folder whose installation did not end is not an installed program', () => {
  mkdirSync(folderOf('claude', cache), { recursive: true });
  expect(findProgram('claude', cache)).toBeUndefined();
  pretendInstalled('claude');
  expect(findProgram('claude', cache)).toMatchObject({ version: '2.1.330', args: [] });
});

test('a program in JavaScript is started by a Node that is new enough, or not at all', () => {
  expect(needsNewerNode(programs.qwen, '20.20.2')).toBe(true);
  expect(needsNewerNode(programs.qwen, '24.1.0')).toBe(false);
  expect(needsNewerNode(programs.claude, '20.20.2')).toBe(false);
  pretendInstalled('qwen');
  const isOld = needsNewerNode(programs.qwen);
  expect(findProgram('qwen', cache) === undefined).toBe(isOld);
  pretendInstalled('node');
  const { command, args } = findProgram('qwen', cache) ?? { command: '', args: [] };
  expect(command).toContain(isOld ? cache : process.execPath);
  expect(args[0]).toContain('qwen');
});

test('what cannot be fetched is named with the reason, and nothing of it is left', async () => {
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
  vi.stubEnv('npm_config_fetch_retries', '0');
  vi.stubEnv('npm_config_cache', join(cache, 'npm'));
  expect(await ensureProgram('pi-acp', cache)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('npm install'),
  });
  expect(readdirSync(join(cache, 'harnesses'))).toEqual([]);
});

test('a name that is none is refused', async () => {
  expect(await installHarnesses(['claude', 'claude-next'])).toBe(2);
});
