import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { InstructionId, ThreadId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import { machineWith } from '../testing/machine.ts';
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
  const { live, ended } = programs();
  const kept = keepSessions(nobody(machineWith(3)));
  const [idle, busy] = [thread, ThreadId.parse('thr_busy')];
  kept.keep(idle, live('idle'));
  kept.keep(busy, live('busy'));
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(await kept.take({ thread: busy, harness: { id: 'fake', config: {} } }, 'busy')).toBeDefined();
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(ended).toEqual(['idle']);
  expect(await kept.take({ thread: idle, harness: { id: 'fake', config: {} } }, 'idle')).toBeUndefined();
});

test('where memory is short, the one that waits longest is ended first, and the next only while it still is', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const machine = machineWith(3);
  const { live, ended } = programs();
  const kept = keepSessions(nobody(machine));
  for (const name of ['a', 'b', 'c', 'd']) kept.keep(ThreadId.parse(`thr_${name}`), live(name));
  machine.set({ ...machine.admission(), hold: { kind: 'load', text: 'Busy', strict: false } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).toEqual([]);
  machine.set({ ...machine.admission(), hold: shortOfMemory });
  machine.set({ ...machine.admission(), hold: { ...shortOfMemory, text: 'Still' } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(ended).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(ended).toEqual(['a', 'b']);
  machine.set({ ...machine.admission(), hold: undefined });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).toEqual(['a', 'b']);
});

test('a program that is ending is gone before the next one of its thread starts', async () => {
  const machine = machineWith(3);
  const { live } = programs();
  const kept = keepSessions(nobody(machine));
  let gone: () => void = () => undefined;
  const slow = live('slow');
  kept.keep(thread, { ...slow, session: { ...slow.session, end: () => new Promise((resolve) => (gone = resolve)) } });
  machine.set({ ...machine.admission(), hold: shortOfMemory });
  const taken = kept.take({ thread, harness: { id: 'fake', config: {} } }, 'slow');
  expect(await Promise.race([taken, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).toBe('waits');
  gone();
  expect(await taken).toBeUndefined();
  await kept.close();
});

test('a program that was ended for memory leaves a line in its thread, and the next turn takes up its session', async () => {
  const { agent, message, machine, said, read, outcomes } = await afterOneTurn();
  const before = read().runs[0]?.session;
  machine.set({ ...machine.admission(), hold: shortOfMemory });
  await expect.poll(agent.living).toBe(0);
  expect(said.at(-1)).toEqual({
    type: 'note',
    message: 'Its program was ended, because memory is short. The next turn takes its session up again.',
  });
  machine.set({ ...machine.admission(), hold: undefined });
  await message('more');
  expect(agent.starts.map(({ session }) => session)).toEqual([undefined, before]);
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['succeeded', 'succeeded']);
});

const shortOfMemory = { kind: 'memory', text: 'Waits for memory', strict: false } as const;

/** Programs that only remember that they were ended. */
function programs() {
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
  return { ended, live };
}

function nobody(machine: ReturnType<typeof machineWith>): Parameters<typeof keepSessions>[0] {
  const transcripts = { append: () => undefined, read: () => [], streams: () => [], subscribe: () => () => undefined };
  return { thread: () => undefined, onChange: () => () => undefined, machine, transcripts };
}
