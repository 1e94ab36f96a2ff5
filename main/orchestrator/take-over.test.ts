import { afterEach, expect, test } from 'vitest';
import { person } from '../../core/loop/testing/story.ts';
import { currentRun } from '../../core/model/thread.ts';
import { factoryWorld, thread } from './testing/factory-world.ts';
import { fakeHarness } from './testing/fake-harness.ts';
import { takeOver } from './take-over.ts';

let world = factoryWorld();
afterEach(() => world.close());

test('whoever takes over is alone in the workspace, and what they did is told to the agent when they hand back', async () => {
  world = factoryWorld();
  const prompts: string[] = [];
  const agent = fakeHarness(
    async ({ instruction, cancelled }) => {
      prompts.push(instruction.text);
      if (prompts.length === 1) await cancelled;
      return { outcome: prompts.length === 1 ? 'interrupted' : 'completed', summary: 's' };
    },
    { capabilities: { keepsAlive: true } },
  );
  const { orchestrator, begin, until, halt, resume, read } = world.open(agent.harness);
  await begin();
  await until(() => prompts.length === 1);
  await halt('taken-over');
  const opened = await takeOver(
    { ...world, orchestrator, harnesses: [agent.harness], save: () => Promise.resolve() },
    thread,
  );
  expect(await agent.living()).toBe(0);
  expect(opened).toMatchObject({ ok: true, value: { cwd: world.worktreePath(), env: {} } });
  expect(currentRun(read())?.state).toMatchObject({ outcome: 'interrupted', reason: 'The run was taken over' });
  await orchestrator.dispatch({ type: 'thread.check', thread, by: person });
  expect(agent.starts).toHaveLength(1);
  await resume();
  await orchestrator.settled();
  expect(prompts).toEqual([
    expect.stringContaining('Begin with the goal') as string,
    expect.stringContaining('by hand') as string,
  ]);
});
