import { expect, test } from 'vitest';
import { olderThan, recentIn } from '../../core/contract/recorded.ts';
import { InstructionId, RepoId, ThreadId } from '../../core/ids.ts';
import type { Entry, FactoryEvent } from '../../core/loop/event.ts';
import { evolve } from '../../core/loop/evolve.ts';
import { emptyState } from '../../core/loop/state.ts';
import { emptyMirror, withEntries, withOlder } from './mirror.ts';
import type { Mirror } from './mirror.ts';

const by = { who: 'person', via: 'window' } as const;
const idOf = (n: number) => ThreadId.parse(`thr_n${String(n)}`);

function created(n: number): FactoryEvent {
  const instruction = { id: InstructionId.parse(`ins_n${String(n)}`), kind: 'goal', text: 'g' } as const;
  const harness = { id: 'recipe', config: {} };
  const brief = { thread: idOf(n), title: 't', goal: 'g', repos: [RepoId.parse('rep_a')], harness };
  return { type: 'thread.created', thread: idOf(n), number: n, brief, instruction };
}
const dropped = (n: number): FactoryEvent => ({ type: 'thread.dropped', thread: idOf(n), reason: 'no', by });
const linked = (n: number, to: number): FactoryEvent => ({
  ...{ type: 'thread.linked', thread: idOf(n), by },
  edge: { kind: 'waits-for', to: idOf(to) },
});

/** A factory whose journal grows; the window gets entries when it is told. */
function factory() {
  const state = emptyState();
  let seq = 0;
  const record = (...events: readonly FactoryEvent[]): readonly Entry[] =>
    events.map((event) => {
      const entry = { seq: (seq += 1), at: seq * 1000, event };
      evolve(state, entry);
      return entry;
    });
  const numbers = Array.from({ length: 900 }, (_, at) => at + 1);
  record(...numbers.flatMap((n) => (n === 5 ? [created(n)] : [created(n), dropped(n)])), linked(5, 3));
  const window = (): Mirror => {
    const { threads, older } = recentIn(state);
    const mirror = { ...emptyMirror(), phase: 'live', seq, older } as const;
    for (const thread of threads) mirror.factory.threads.set(thread.thread, thread);
    return mirror;
  };
  return { state, record, window };
}

function readAll(mirror: Mirror, { state }: Pick<ReturnType<typeof factory>, 'state'>): Mirror {
  let now = mirror;
  while (now.older !== undefined) now = withOlder(now, olderThan(now.older, state));
  return now;
}

test('a window begins with what is open, what that names and the latest of the rest, and comes to hold all, in order', () => {
  const { state, window } = factory();
  const first = window();
  expect(first.factory.threads.size).toBe(202);
  expect([5, 3, 900, 1].map((n) => first.factory.threads.has(idOf(n)))).toEqual([true, true, true, false]);
  const whole = readAll(first, { state });
  expect([...whole.factory.threads]).toEqual([...state.threads]);
});

test('what happens to a thread that a window has read or begun with is folded once, whatever pages come later', () => {
  const { state, record, window } = factory();
  const first = window();
  const entries = record({ type: 'thread.revived', thread: idOf(900), by }, created(901), dropped(901));
  const moved = withEntries(first, entries);
  const whole = moved && readAll(moved, { state });
  expect(whole && [...whole.factory.threads]).toEqual([...state.threads]);
});

test('what happens to a thread that a window has not read yet makes it ask for all anew', () => {
  const { state, record, window } = factory();
  const before = window();
  const entries = record({ type: 'thread.revived', thread: idOf(1), by });
  expect(withEntries(before, entries)).toBeUndefined();
  expect([...readAll(window(), { state }).factory.threads]).toEqual([...state.threads]);
});
