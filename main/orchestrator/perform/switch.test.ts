import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { currentRun } from '../../../core/model/thread.ts';
import { InstructionId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

const done = { outcome: 'completed', summary: 'done' } as const;
const untilCancelled: Script = async ({ cancelled }) => {
  await cancelled;
  return { outcome: 'interrupted', summary: 'stopped' };
};

function named(id: string, script: Script, keepsAlive = false) {
  const fake = fakeHarness(script, { capabilities: { keepsAlive } });
  const harness = {
    ...fake.harness,
    id,
    start: async (options: Parameters<typeof fake.harness.start>[0]) => {
      const session = await fake.harness.start(options);
      return { ...session, session: options.session ?? `${id}-1` };
    },
  };
  return { ...fake, harness };
}

test('a fresh session is briefed, the brief is on record by its hash, and one that knows the thread is not', async () => {
  world = factoryWorld({ checks: [{ name: 'test', command: 'true', timeoutSeconds: 9 }] });
  const said: string[] = [];
  const agent = named('a', async ({ instruction }) => {
    said.push(instruction.text);
    world.box.commit(world.worktree(), { [`${String(said.length)}.txt`]: 'x' });
    return done;
  });
  world.box.commit('clone', { 'AGENTS.md': 'Use tabs. AKIAIOSFODNN7EXAMPLE1 is ours.' });
  world.box.git('clone', 'push', '-q', 'origin', 'main');
  const { begin, orchestrator, read } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  const hash = currentRun(read())?.brief ?? '';
  const text = readFileSync(join(world.dataFolder, 'briefs', `${hash}.md`), 'utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
  expect(said[0]?.startsWith(text)).toBe(true);
  for (const part of ['> Use tabs.', 'check test: `true`', world.worktreePath(), 'Begin with the goal'])
    expect(said[0]).toContain(part);
  const instruction = { id: InstructionId.parse('ins_more'), kind: 'message', text: 'more' } as const;
  await orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
  await orchestrator.settled();
  expect(said[1]).toBe('more');
  expect(currentRun(read())?.brief).toBeUndefined();
});

test('a switch ends the turn in order, hands over, and switching back takes up the old session', async () => {
  world = factoryWorld();
  const told: string[] = [];
  const first = named('a', (turn) => {
    told.push(`a: ${turn.instruction.text}`);
    if (first.prompts() > 1) return Promise.resolve(done);
    world.box.commit(world.worktree(), { 'one.txt': '1' });
    turn.start.callbacks.onEvent({ type: 'plan', steps: [{ title: 'Write one', state: 'done' }] });
    turn.start.callbacks.onEvent({ type: 'text', text: 'One is there.', delta: false });
    return untilCancelled(turn);
  });
  const second = named('b', async ({ instruction }) => {
    told.push(`b: ${instruction.text}`);
    return done;
  });
  const { begin, until, orchestrator, read, outcomes } = world.open([first.harness, second.harness]);
  const turnTo = (id: string) =>
    orchestrator.dispatch({ type: 'thread.switch', thread, harness: { id, config: {} }, by: person });
  await begin();
  await until(() => first.prompts() === 1);
  await turnTo('b');
  await orchestrator.settled();
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['interrupted', 'succeeded']);
  expect(read().runs[0]?.state).toMatchObject({ reason: expect.stringContaining('switched to b') as string });
  expect([first.cancels(), await first.living()]).toEqual([1, 0]);
  for (const part of ['Hand-over', '"Write one"', '> One is there.', 'ended as interrupted'])
    expect(told[1]).toContain(part);
  expect(second.starts[0]).toMatchObject({ session: undefined, workspace: first.starts[0]?.workspace });
  expect(read().runs[1]?.gate.provenAt).toBeDefined();

  await turnTo('a');
  const instruction = { id: InstructionId.parse('ins_back'), kind: 'message', text: 'go on' } as const;
  await orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
  await orchestrator.settled();
  expect(first.starts.map(({ session }) => session)).toEqual([undefined, 'a-1']);
  expect(told[2]).toMatch(/^a: ## Hand-over/);
  expect(told[2]).toContain('go on');
});

test('a program that waits between its turns is ended when the thread is given to another harness', async () => {
  world = factoryWorld();
  const first = named('a', async () => done, true);
  const { begin, orchestrator } = world.open([first.harness, named('b', async () => done).harness]);
  await begin();
  await orchestrator.settled();
  expect(await first.living()).toBe(1);
  await orchestrator.dispatch({ type: 'thread.switch', thread, harness: { id: 'b', config: {} }, by: person });
  await expect.poll(first.living).toBe(0);
});
