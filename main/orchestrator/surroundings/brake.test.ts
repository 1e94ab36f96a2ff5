import { afterEach, expect, test, vi } from 'vitest';
import { RunId } from '../../../core/ids.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { limitOn } from '../../../core/loop/limits/limit.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { openAsks } from '../../../core/model/thread.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import { factoryWorld } from '../testing/factory-world.ts';
import { createBrake } from './brake.ts';

let world: ReturnType<typeof factoryWorld> | undefined;
afterEach(() => world?.close());

type Limit = Extract<HarnessEvent, { type: 'limit' }>;

/** An agent that meets the limit in its first turns, then works. */
function limitedAgent(limit: Limit, times = 1) {
  let turns = 0;
  return fakeHarness(({ start }) => {
    turns += 1;
    if (turns > times) return Promise.resolve({ outcome: 'completed', summary: 'done' });
    start.callbacks.onEvent(limit);
    return Promise.resolve({ outcome: 'failed', summary: 'The usage limit is reached' });
  });
}

const quota: Limit = { type: 'limit', kind: 'quota', message: 'The usage limit is reached' };

test('a turn that fails on a limit is no attempt: nobody is asked, and nothing starts before the person or time lifts it', async () => {
  world = factoryWorld();
  const agent = limitedAgent({ ...quota, retryAt: Date.now() + 3_600_000 });
  const { orchestrator, begin, read } = world.open(agent.harness);
  await orchestrator.start();
  await begin();
  await vi.waitFor(() => expect(read().runs.at(-1)?.state).toMatchObject({ outcome: 'limited' }), { timeout: 10_000 });
  await orchestrator.settled();
  expect([agent.prompts(), openAsks(read())]).toEqual([1, []]);
  expect(limitOn(orchestrator.state.limits, 'fake')).toMatchObject({ kind: 'quota', title: 'Fake' });
  await orchestrator.dispatch({ type: 'harness.release', harness: 'fake', by: person });
  await vi.waitFor(() => expect(read().runs.at(-1)?.state).toMatchObject({ outcome: 'succeeded' }), {
    timeout: 10_000,
  });
});

test('how full the window of an account is, is told once by the account, whichever harness spends from it', () => {
  const told: unknown[] = [];
  const state = emptyState();
  const deps = {
    state,
    now: () => 0,
    harnesses: [],
    dispatch: () => Promise.reject(new Error('nothing is dispatched')),
  };
  const brake = createBrake({ ...deps, onWindow: (window) => void told.push(window) });
  const event = { type: 'quota-window', window: 'five hour', usedPercent: 81, resetsAt: 5 } as const;
  brake.saw({ thread: undefined, harness: 'claude-acp', run: RunId.parse('run_1') }, event);
  expect(told).toEqual([{ account: 'claude', title: 'claude-acp', window: 'five hour', usedPercent: 81, resetsAt: 5 }]);
});

test('a limit holds over a restart of the factory', async () => {
  world = factoryWorld();
  const agent = limitedAgent({ ...quota, retryAt: Date.now() + 3_600_000 });
  const first = world.open(agent.harness);
  await first.orchestrator.start();
  await first.begin();
  await vi.waitFor(() => expect(first.read().runs.at(-1)?.state).toMatchObject({ outcome: 'limited' }), {
    timeout: 10_000,
  });
  await first.orchestrator.stop();
  const second = world.open(agent.harness, first.memory);
  await second.orchestrator.start();
  await second.orchestrator.settled();
  expect([agent.prompts(), second.read().runs.length]).toEqual([1, 1]);
  expect(limitOn(second.orchestrator.state.limits, 'fake')).toBeDefined();
});

test('a program that has to try again and again holds the others, and its getting through lets them go', async () => {
  world = factoryWorld();
  const told: unknown[] = [];
  const agent = fakeHarness(async ({ start }) => {
    const look = () => told.push(limitOn(factory.orchestrator.state.limits, 'fake')?.kind);
    for (let n = 0; n < 3; n += 1) start.callbacks.onEvent({ type: 'limit', kind: 'retry', message: '529 overloaded' });
    await vi.waitFor(() => expect(factory.orchestrator.state.limits).not.toEqual({}));
    look();
    start.callbacks.onEvent({ type: 'tool-call', call: { id: 'c', tool: 'shell', input: {}, cwd: '/' } });
    await vi.waitFor(() => expect(factory.orchestrator.state.limits).toEqual({}));
    look();
    return { outcome: 'completed', summary: 'done' };
  });
  const factory = world.open(agent.harness);
  await factory.orchestrator.start();
  await factory.begin();
  await vi.waitFor(() => expect(told).toEqual(['overload', undefined]), { timeout: 10_000 });
});
