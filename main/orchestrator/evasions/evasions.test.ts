import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { normalise } from '../../../core/gates/action.ts';
import type { GateContext } from '../../../core/gates/context.ts';
import { judge } from '../../../core/gates/policy.ts';
import { detectContainment } from '../../process/containment/detect.ts';
import { processTable } from '../../process/process-table.ts';
import { evasionWorld } from './testing/evasion-world.ts';
import { evasions, type Evasion, type Places } from './testing/evasions.ts';

const state = await detectContainment();
const contained = state.kind === 'contained' && state.by === 'bubblewrap';
const here = test.skipIf(!contained);

let world: Awaited<ReturnType<typeof evasionWorld>> | undefined;
beforeAll(async () => {
  if (contained) world = await evasionWorld();
});
afterAll(() => world?.close());

here.each(evasions.map((each) => [each.name, each] as const))(
  'with the backstop alone, it holds: %s',
  async (_, evasion) => {
    if (!world) throw new Error('There is no world');
    const { said, before, after } = await world.attempt(evasion);
    expect(after).toEqual(before);
    expect(world.leaks(said)).toEqual([]);
    expect(world.heard.filter((line) => line.startsWith('socket'))).toEqual([]);
    expect(world.app.exitCode ?? world.app.signalCode).toBe(null);
    expect(await daemons()).toEqual([]);
  },
);

here('without the backstop the same attempts do harm', async () => {
  const open = await evasionWorld();
  const attempt = async (name: string) => {
    const evasion = evasions.find((each) => each.name === name);
    if (!evasion) throw new Error(name);
    return open.attempt(evasion, 'no walls');
  };
  const written = await attempt('a program of the project writes into the clone');
  expect(written.after).not.toEqual(written.before);
  expect(open.leaks((await attempt('cat of an SSH key')).said)).toEqual(['output']);
  await attempt("a program speaks to the app's socket");
  expect(open.heard).toEqual(['socket: hello']);
  open.close();
});

async function daemons(): Promise<number[]> {
  const pids = [...(await processTable()).keys()];
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${String(pid)}/cmdline`, 'latin1') === 'sleep\x004342\x00';
    } catch {
      return false;
    }
  });
}

const told: Places = {
  home: '/home/ann',
  data: '/home/ann/.local/share/teatree',
  worktree: '/home/ann/.local/share/teatree/workspaces/t-one/api',
  other: '/home/ann/.local/share/teatree/workspaces/t-two/api',
  clone: '/home/ann/src/api',
  remote: '/srv/git/api.git',
  appPid: 900,
  port: 8123,
};

const context: GateContext = {
  home: told.home,
  worktrees: [{ path: told.worktree, branch: 'teatree/one', defaultBranch: 'main', remote: 'origin' }],
  scratch: `${told.data}/scratch/one`,
  workspace: `${told.data}/workspaces/t-one`,
  workspaces: `${told.data}/workspaces`,
  primaryClones: [told.clone],
  appState: told.data,
  protectedBranches: ['main', 'master', 'develop', 'release/*'],
  env: { HOME: told.home, TMPDIR: `${told.data}/scratch/one`, USER: 'ann' },
  symlinks: {},
};

function isCaught({ steps, links }: Evasion): boolean {
  const symlinks = links?.(told) ?? {};
  return steps(told).some((command) => {
    const call = { id: 'call', tool: 'shell', input: { command }, cwd: told.worktree };
    return judge(normalise(call, { ...context, symlinks }), { ...context, symlinks }).kind !== 'allow';
  });
}

test('what the gate alone does not catch is exactly what SECURITY.md says', () => {
  const missed = evasions.filter((each) => !isCaught(each)).map(({ name }) => name);
  const text = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
  const list = /<!-- only the backstop -->\n([\s\S]*?)<!-- end -->/.exec(text)?.[1] ?? '';
  const listed = list.split('\n').flatMap((line) => /^- (.*)$/.exec(line)?.[1] ?? []);
  expect(listed.toSorted()).toEqual(missed.toSorted());
  expect(evasions.length).toBeGreaterThanOrEqual(40);
});
