import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyState } from '../../../core/loop/state.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { InstructionId, RepoId, ThreadId } from '../../../core/ids.ts';
import type { FactoryEvent } from '../../../core/loop/event.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { guardWork } from './guard-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Threads `a` and `b`; `a` was taken over by the person, `b` waits for nobody. */
function guarded(save: (thread: string) => Promise<unknown> = async () => undefined) {
  const state = emptyState();
  let seq = 0;
  const record = (event: FactoryEvent) => evolve(state, { seq: (seq += 1), at: 1, event });
  for (const name of ['a', 'b']) {
    const thread = ThreadId.parse(`thr_${name}`);
    record({
      ...{ type: 'thread.created', thread, number: seq + 1 },
      brief: { thread, title: name, goal: 'g', repos: [RepoId.parse('rep_api')], harness: { id: 'x', config: {} } },
      instruction: { id: InstructionId.parse('ins_a'), kind: 'goal', text: 'g' },
    });
  }
  const a = ThreadId.parse('thr_a');
  const takeOver = () => record({ type: 'thread.halted', thread: a, halt: 'taken-over', by: person });
  const saved: string[] = [];
  const open = new Set<string>();
  const stop = guardWork({
    orchestrator: { state },
    isOpen: ({ thread }) => open.has(thread),
    save: async ({ thread }, reason) => {
      saved.push(`${thread} ${reason}`);
      await save(thread);
    },
  });
  return { saved, stop, takeOver, open };
}

test('work is saved after each minute in which somebody may edit it, and not before', async () => {
  const { saved, stop, takeOver } = guarded();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(saved).toEqual([]);
  takeOver();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toEqual(['thr_a interval']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saved).toHaveLength(2);
  stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(saved).toHaveLength(2);
});

test('a save that fails does not end the watch, and one that takes long is not begun twice', async () => {
  let finish: (() => void) | undefined;
  const slow = guarded(() => new Promise<void>((resolve) => (finish = resolve)));
  slow.takeOver();
  await vi.advanceTimersByTimeAsync(180_000);
  expect(slow.saved).toHaveLength(1);
  finish?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(slow.saved).toHaveLength(2);
  slow.stop();
  const failing = guarded(() => Promise.reject(new Error('disk full')));
  failing.takeOver();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(failing.saved).toHaveLength(2);
  failing.stop();
});

test('what a person edits in a terminal is saved each minute as long as it is open', async () => {
  const { saved, stop, open } = guarded();
  open.add('thr_b');
  await vi.advanceTimersByTimeAsync(60_000);
  open.clear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saved).toEqual(['thr_b interval']);
  stop();
});
