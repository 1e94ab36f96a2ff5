import { expect, test, vi } from 'vitest';
import { ThreadId } from '../../../core/ids.ts';
import type { Entry, FactoryEvent } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { Repo } from '../../../core/model/repo.ts';
import { InstructionId } from '../../../core/ids.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { watchRadar } from './watch-radar.ts';

test('threads whose commits conflict, with each other or the default branch, are told live, and no more once one is dropped', async () => {
  const box = sandbox();
  const repo = Repo.parse({
    ...{ id: 'rep_a', name: 'clone', path: box.clone, remote: box.origin, defaultBranch: 'main' },
    ...{ config: {}, configSource: 'detected' },
  });
  const state = emptyState();
  const listeners = new Set<(entries: readonly Entry[]) => void>();
  let seq = 0;
  const record = (...events: readonly FactoryEvent[]) => {
    for (const event of events) evolve(state, { seq: (seq += 1), at: 1, event });
    for (const listener of listeners) listener([]);
  };
  const subscribe = (listener: (entries: readonly Entry[]) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const thread = (name: string, number: number) => {
    const id = ThreadId.parse(`thr_${name}`);
    const brief = { thread: id, title: name, goal: 'g', repos: [repo.id], harness: { id: 'x', config: {} } };
    const instruction = { id: InstructionId.parse(`ins_${name}`), kind: 'goal', text: 'g' } as const;
    record({ type: 'thread.created', thread: id, number, brief, instruction });
    return id;
  };
  const commits = (id: ThreadId, text: string) => {
    box.git('clone', 'checkout', '-q', '-B', id, box.first);
    const head = box.commit('clone', { 'a.txt': text }, id);
    const counts = { commits: 1, files: 1, added: 1, deleted: 1, uncommitted: [] };
    record({ type: 'change-set.recorded', thread: id, changes: [{ repo: repo.id, base: box.first, head, ...counts }] });
  };
  record({ type: 'repo.added', repo });
  const [one, two] = [thread('one', 1), thread('two', 2)];
  const radar = watchRadar({ state, subscribe }, 10);
  const told = vi.fn();
  radar.subscribe(told);
  commits(one, 'eins\ntwo\nthree\n');
  commits(two, 'un\ntwo\nthree\n');
  const overlap = {
    ...{ repo: repo.id, a: one, b: two },
    files: [{ path: 'a.txt', kind: 'contents', lines: [[1, 1]], theirLines: [[1, 1]] }],
  };
  const clear = { overlaps: [], drifts: [], redPairs: [] };
  await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith({ ...clear, overlaps: [overlap] }), 10_000);
  expect(radar.picture().overlaps).toEqual([overlap]);
  record({ type: 'thread.dropped', thread: one, reason: 'no longer wanted', by: { who: 'person', via: 'window' } });
  await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith(clear), 10_000);
  const drift = {
    ...{ repo: repo.id, thread: two, target: 'origin/main' },
    files: [{ path: 'a.txt', kind: 'contents', lines: [[1, 1]], theirLines: [[1, 1]] }],
  };
  box.git('clone', 'checkout', '-q', 'main');
  box.commit('clone', { 'a.txt': 'eins\ntwo\nthree\n' }, 'landed');
  box.git('clone', 'push', '-q', 'origin', 'main');
  // What is known of a default branch holds for 5 s, and a fact of any kind makes the radar look.
  await vi.waitFor(() => {
    record({ type: 'checks.requested', thread: two, by: { who: 'person', via: 'window' } });
    expect(told).toHaveBeenLastCalledWith({ ...clear, drifts: [drift] });
  }, 20_000);
  radar.stop();
}, 30_000);
