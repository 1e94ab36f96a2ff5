import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { InstructionId, ThreadId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import { keepSessions, switchboard } from './kept-sessions.ts';
import type { LiveSession } from './kept-sessions.ts';

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

test('a program that nobody needs for ten minutes is ended; one that is taken up again before is not', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const ended: string[] = [];
  const live = (name: string) =>
    ({
      session: {
        session: name,
        end: async () => void ended.push(name),
        kill: async () => undefined,
        exited: new Promise(() => undefined),
      },
      harness: { id: 'fake', config: {} },
      line: switchboard(),
    }) as unknown as LiveSession;
  const kept = keepSessions({ thread: () => undefined, onChange: () => () => undefined });
  const [idle, busy] = [thread, ThreadId.parse('thr_busy')];
  kept.keep(idle, live('idle'));
  kept.keep(busy, live('busy'));
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(kept.take({ thread: busy, harness: { id: 'fake', config: {} } }, 'busy')).toBeDefined();
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(ended).toEqual(['idle']);
  expect(kept.take({ thread: idle, harness: { id: 'fake', config: {} } }, 'idle')).toBeUndefined();
});
