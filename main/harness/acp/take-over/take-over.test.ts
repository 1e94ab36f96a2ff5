import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { knownAgents } from '../agents.ts';
import { customAgent } from '../agents/custom.ts';
import { acpHarness } from '../index.ts';
import { ownInterfaces } from './interfaces.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-take-over-'));
  for (const name of ['bin', 'w', 'person']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'bin', 'copilot'), '#!/bin/sh\n');
  chmodSync(join(folder, 'bin', 'copilot'), 0o755);
  vi.stubEnv('PATH', join(folder, 'bin'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'nothing'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const copilot = knownAgents.filter(({ id }) => id === 'copilot').map((agent) => ({ ...agent }));
const open = (session: string) => {
  const place = { session, state: join(folder, 'state'), workspace: join(folder, 'w'), repos: [] };
  return acpHarness(copilot[0] ?? customAgent(own), { person: join(folder, 'person') }).takeOver?.(place);
};
const own = { id: 'mine', title: 'Mine', command: '/bin/sh', args: [] };

test('every known agent has an interface of its own', () => {
  expect(knownAgents.map(({ id }) => id).filter((id) => !ownInterfaces.has(id))).toEqual([]);
});

test('the session is opened where the runs worked, with the settings of a run but for our gate', async () => {
  expect(await open('0123-abc')).toEqual({
    file: join(folder, 'bin', 'copilot'),
    args: ['--resume=0123-abc'],
    cwd: join(folder, 'w'),
    env: { COPILOT_HOME: join(folder, 'state/copilot/home'), COPILOT_AUTO_UPDATE: 'false' },
  });
  expect(existsSync(join(folder, 'state/copilot/home/hooks'))).toBe(false);
});

test.each(['--allow-all-tools', '-x', '../../etc', 'a b', ''])(
  'an id that could be more than an id is none: %j',
  async (id) => {
    expect(await open(id)).toMatchObject({ args: [] });
  },
);

test('an agent of which nothing is known opens a shell', async () => {
  const place = { session: 's', state: folder, workspace: folder, repos: [] };
  expect(await acpHarness(customAgent(own)).takeOver?.(place)).toBeUndefined();
});
