import { afterEach, expect, test } from 'vitest';
import { InstructionId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import type { Instruction } from '../../../core/model/instruction.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

/** A turn that ends when the test says so, or when it is cancelled. */
function heldTurn() {
  const turns: string[] = [];
  let release: () => void = () => undefined;
  const script: Script = async ({ instruction, cancelled }) => {
    turns.push(instruction.kind === 'goal' ? 'goal' : instruction.text);
    const outcome = await Promise.race([
      new Promise<'completed'>((resolve) => (release = () => resolve('completed'))),
      cancelled.then(() => 'interrupted' as const),
    ]);
    return { outcome, summary: outcome };
  };
  return { script, turns, release: () => release() };
}

async function during(delivery: Instruction['delivery'], steer: 'tool-boundary' | 'next-turn' = 'tool-boundary') {
  world = factoryWorld();
  const held = heldTurn();
  const agent = fakeHarness(held.script, { capabilities: { steer } });
  const opened = world.open(agent.harness);
  await opened.begin();
  await opened.until(() => held.turns.length === 1);
  const instruction: Instruction = { id: InstructionId.parse('ins_more'), kind: 'message', text: 'More', delivery };
  await opened.orchestrator.dispatch({ type: 'thread.instruct', thread, instruction, by: person });
  return { ...opened, held, agent };
}

test('a message reaches the agent in the middle of its turn, and no second turn is owed', async () => {
  const { agent, held, until, orchestrator, read } = await during('steer');
  await until(() => agent.steers.length === 1);
  expect(agent.steers).toEqual(['More']);
  held.release();
  await orchestrator.settled();
  expect(held.turns).toEqual(['goal']);
  expect(read().instructions.map((each) => each.done)).toEqual([true, true]);
});

test('where the harness takes messages between turns only, the message is the next turn', async () => {
  const { agent, held, until, orchestrator } = await during('steer', 'next-turn');
  held.release();
  await until(() => held.turns.length === 2);
  expect(held.turns).toEqual(['goal', 'More']);
  expect(agent.steers).toEqual([]);
  held.release();
  await orchestrator.settled();
});

test('a queued message waits for the turn to end', async () => {
  const { agent, held, until, outcomes, orchestrator } = await during('queue');
  held.release();
  await until(() => held.turns.length === 2);
  expect([agent.steers, agent.cancels(), outcomes()[0]?.[0]]).toEqual([[], 0, 'succeeded']);
  held.release();
  await orchestrator.settled();
});

test('a message that replaces the turn cancels it and takes its place', async () => {
  const { agent, held, until, outcomes, orchestrator } = await during('replace');
  await until(() => held.turns.length === 2);
  expect([agent.cancels(), outcomes()[0]?.[0], held.turns]).toEqual([1, 'interrupted', ['goal', 'More']]);
  held.release();
  await orchestrator.settled();
});

test('the mode a person chooses is asked for at once, and again in each later turn; what the program does not take is told', async () => {
  const { agent, held, until, orchestrator, said, read } = await during('queue');
  const choose = (mode: string) => orchestrator.dispatch({ type: 'thread.choose-mode', thread, mode, by: person });
  expect(agent.modes).toEqual([]);
  await choose('plan');
  await until(() => agent.modes.length === 1);
  await choose('unknown');
  await until(() => said.some(({ type }) => type === 'error'));
  expect(said).toContainEqual({ type: 'error', message: "The agent's program did not take the mode unknown" });
  await choose('plan');
  held.release();
  await until(() => held.turns.length === 2);
  expect(agent.modes).toEqual(['plan', 'unknown', 'plan', 'plan']);
  held.release();
  await orchestrator.settled();
  expect(read().mode).toBe('plan');
});

test('a program that leaves its mode by itself is not put back into it, and the thread says where it is', async () => {
  const { agent, held, until, orchestrator, read } = await during('queue');
  await orchestrator.dispatch({ type: 'thread.choose-mode', thread, mode: 'plan', by: person });
  await until(() => agent.modes.length === 1);
  agent.starts[0]?.callbacks.onEvent({ type: 'mode', mode: 'default' });
  await until(({ mode }) => mode === 'default');
  expect(agent.modes).toEqual(['plan']);
  held.release();
  await until(() => held.turns.length === 2);
  held.release();
  await orchestrator.settled();
  expect([agent.modes, read().mode]).toEqual([['plan', 'default'], 'default']);
});

test('what the gate says does not hang on the mode', async () => {
  const { agent, held, until, orchestrator } = await during('queue');
  const push = { tool: 'shell', input: { command: 'git push --force origin main' }, cwd: '/' };
  const before = await agent.starts[0]?.callbacks.permission({ ...push, id: 'a' });
  await orchestrator.dispatch({ type: 'thread.choose-mode', thread, mode: 'plan', by: person });
  await until(() => agent.modes.length === 1);
  expect(before).toMatchObject({ kind: 'deny' });
  expect(await agent.starts[0]?.callbacks.permission({ ...push, id: 'b' })).toEqual(before);
  held.release();
  await until(() => held.turns.length === 2);
  held.release();
  await orchestrator.settled();
});
