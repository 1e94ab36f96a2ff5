import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeAgentProgram } from '../harness/acp/testing/agent-program.ts';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
  const { box, ask } = world;
  box.commit('clone', { 'a.txt': 'a' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  await ask('repo', 'add', box.clone);
  const own = { id: 'mine', title: 'My agent', command: process.execPath, args: [await fakeAgentProgram()] };
  await ask('settings', 'set', 'agents', JSON.stringify([own]));
}, 120_000);

afterAll(() => {
  world.close();
});

/** The agent does what the lines of its goal say. */
const create = (...deeds: string[]) =>
  ['thread', 'new', '--repos', 'clone', '--harness', 'mine', '--title', 'T', '--goal', deeds.join('\n')] as const;
const COMMIT = 'run echo b > b.txt && git add b.txt && git commit -qm B';

async function worktreeOf(number: number): Promise<string> {
  const shown = (await world.ask('thread', 'show', String(number))) as {
    workspace: { worktrees: { path: string }[] };
  };
  return shown.workspace.worktrees[0]?.path ?? '';
}

test('an agent that the person added is listed with its gaps, works behind the gate, and cannot be given another command', async () => {
  const { ask } = world;
  const listed = (await ask('harness', 'list')) as { id: string }[];
  expect(listed.find(({ id }) => id === 'mine')).toMatchObject({
    title: 'My agent',
    state: 'ready',
    gate: 'permission',
  });
  const created = await ask(...create(COMMIT, 'run git reset --hard HEAD~1', 'say Done'));
  expect(created).toMatchObject({ number: 1, standing: { word: 'waiting for approval' } });
  expect((await world.run(['thread', 'mode', '1', 'plan'])).stderr).toContain('My agent has no modes to choose from');
  const answered = await ask('ask', 'answer', '1', '--edit', 'git status');
  expect(answered).toMatchObject({ answer: { kind: 'edit', command: 'git status' }, standing: { word: 'in review' } });
  expect(readFileSync(join(await worktreeOf(1), 'b.txt'), 'utf8')).toBe('b\n');
  const { stdout } = await world.run(['journal', 'tail', '--lines', '200']);
  expect(stdout).toContain('git status');
}, 120_000);

test('what such an agent does without asking ends its run', async () => {
  const { code, stderr } = await world.run(create('sneak touch unseen.txt'));
  expect([code, stderr]).toEqual([1, expect.stringContaining('ungated: execute ran without asking') as string]);
}, 120_000);

test('a harness at its limit is held, told in the list, and goes on when the person releases it', async () => {
  const { ask, run } = world;
  await ask(...create('limit 429: rate limit reached'));
  expect(JSON.stringify(await ask('harness', 'list'))).toContain('rate limit reached');
  expect((await run(['harness', 'list'])).stdout).toMatch(/held +mine/);
  expect(await ask('harness', 'release', 'mine')).toEqual({ harness: 'mine', released: true });
  const again = await run(['harness', 'release', 'mine']);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('Nothing holds mine back') as string]);
}, 120_000);
