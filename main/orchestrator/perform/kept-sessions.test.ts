import { afterEach, expect, test } from 'vitest';
import { InstructionId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

async function afterOneTurn() {
  world = factoryWorld();
  const agent = fakeHarness(async () => ({ outcome: 'completed', summary: 'done' }), {
    capabilities: { keepsAlive: true },
  });
  const opened = world.open(agent.harness);
  await opened.begin();
  await opened.orchestrator.settled();
  const message = async (name: string) => {
    const instruction = { id: InstructionId.parse(`ins_${name}`), kind: 'message', text: name } as const;
    await opened.orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
    await opened.orchestrator.settled();
  };
  return { ...opened, agent, message };
}

test('the next turn goes on in the same process, with the gate that was proven at its start', async () => {
  const { agent, message, read, outcomes } = await afterOneTurn();
  expect(await agent.living()).toBe(1);
  await message('more');
  expect(agent.starts).toHaveLength(1);
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['succeeded', 'succeeded']);
  const [first, second] = read().runs;
  expect(second?.gate.provenAt).toBe(first?.gate.provenAt);
  expect(second?.marker).toBe(first?.id);
});

test('between its turns a program is allowed nothing', async () => {
  const { agent } = await afterOneTurn();
  const call = { id: 'c', tool: 'shell', input: { command: 'ls' }, cwd: '/' };
  expect(await agent.starts[0]?.callbacks.permission(call)).toMatchObject({ kind: 'deny' });
});

test('a program that died between its turns is started anew', async () => {
  const { agent, message } = await afterOneTurn();
  agent.crash();
  while ((await agent.living()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await message('more');
  expect(agent.starts).toHaveLength(2);
});

test('a thread that is dropped or paused keeps no program, nor does a factory that closes', async () => {
  const { agent, halt, message, orchestrator } = await afterOneTurn();
  await halt('paused');
  await expect.poll(agent.living).toBe(0);
  await message('more');
  expect(await agent.living()).toBe(1);
  await orchestrator.stop();
  expect(await agent.living()).toBe(0);
});
