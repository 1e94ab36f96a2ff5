import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seal } from '../../shim/seal.ts';
import type { AcpAgent, AgentHome } from './agent.ts';
import { claudeAcp } from './claude-acp.ts';
import { copilot } from './copilot.ts';
import { gemini } from './gemini.ts';
import { opencode } from './opencode.ts';
import { pi } from './pi.ts';
import { qwen } from './qwen.ts';

let folder = '';
let home: AgentHome;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-agent-'));
  mkdirSync(join(folder, 'app'));
  home = {
    ...{ folder: join(folder, 'state'), person: join(folder, 'person'), cwd: join(folder, 'app') },
    ...{ gate: { folder: join(folder, 'gate'), bash: '/bin/bash' }, programs: [], model: undefined, contained: false },
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Codex asks its own program for the hash by which it trusts a hook: see the tests over the real one. */
const agents: readonly AcpAgent[] = [opencode, gemini, qwen, copilot, pi, claudeAcp];

test.each(agents)('$title begins with settings of ours, whatever an earlier run left in its folder', async (agent) => {
  const { settings = [], outranked = [], absent = [] } = await agent.prepare(home);
  const foreign = absent.filter((path) => path.startsWith(home.folder));
  const ours = await seal(agent.title, [
    ...settings.filter((path) => !path.endsWith('ruling.json')),
    ...outranked,
    ...foreign,
  ]);
  expect(settings.length).toBeGreaterThan(0);
  for (const path of [...settings, ...outranked, ...foreign]) {
    const file = extname(path) === '' && !path.endsWith('/pi') ? join(path, 'evil.js') : path;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'evil');
  }
  await agent.prepare(home);
  expect(await ours.broken()).toBeUndefined();
  const left = readdirSync(home.folder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((path) => path.includes('evil'))).toEqual([]);
});

const shipping: readonly (readonly [AcpAgent, string])[] = [
  [qwen, '.qwen/settings.json'],
  [qwen, '.qwen/.env'],
  [gemini, '.gemini/.env'],
  [copilot, '.github/hooks'],
  [opencode, '.opencode'],
  [opencode, 'opencode.json'],
];

test.each(shipping)('$0.title is not started beside %2$s, which could go past the gate', async (agent, path) => {
  expect((await agent.prepare(home)).absent).toContain(join(home.cwd, path));
  mkdirSync(join(home.cwd, path), { recursive: true });
  await expect(agent.prepare(home)).rejects.toMatchObject({ code: 'ungated' });
});
