import { CommitId, InstructionId, RepoId, RunId, ThreadId } from '../../../../core/ids.ts';
import type { FactoryEvent } from '../../../../core/loop/event.ts';
import { evolve } from '../../../../core/loop/evolve.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import type { FactoryState } from '../../../../core/loop/state.ts';

const repos = Array.from({ length: 40 }, (_, n) => RepoId.parse(`rep_r${String(n)}`));
const priorities = ['P1', 'P2', 'P2', 'P2', 'P3', 'P4'] as const;
const weights = [1, 2, 3, 5, 8] as const;
const by = { who: 'person', via: 'cli' } as const;
const day = 86_400_000;

/** A board on which all threads are open: a few are under way, a tenth has a date, a tenth waits for another, the rest is queued. */
export function busyBoard(size: number, now: number): FactoryState {
  const state = emptyState();
  for (let n = 0; n < size; n += 1)
    for (const event of eventsOf(n, now)) evolve(state, { seq: 1, at: now - (size - n) * 1000, event });
  return state;
}

function eventsOf(n: number, now: number): readonly FactoryEvent[] {
  const thread = ThreadId.parse(`thr_t${String(n)}`);
  const instruction = { id: InstructionId.parse(`ins_i${String(n)}`), kind: 'goal', text: 'Do it' } as const;
  const inRepos = [repos[n % 40], ...(n % 7 === 0 ? [repos[(n + 1) % 40]] : [])].filter((id) => id !== undefined);
  const brief = {
    thread,
    title: `Thread ${String(n)}`,
    goal: 'Do it',
    repos: inRepos,
    harness: { id: 'recipe', config: {} },
  };
  const triage = {
    ...{ priority: priorities[n % 6] ?? 'P2', size: weights[n % 5] ?? 3, boost: 0, background: n % 50 === 0 },
    ...(n % 10 === 3 && { due: now + ((n % 200) * day) / 10 }),
  };
  const created: readonly FactoryEvent[] = [
    { type: 'thread.created', thread, number: n + 1, brief, instruction },
    { type: 'thread.triaged', thread, triage, by },
  ];
  if (n < 6) return [...created, ...underWay(thread, n, instruction.id)];
  if (n % 10 !== 7) return created;
  const to = ThreadId.parse(`thr_t${String(n - 1)}`);
  return [...created, { type: 'thread.linked', thread, edge: { kind: 'waits-for', to }, by }];
}

function underWay(thread: ThreadId, n: number, instruction: InstructionId): readonly FactoryEvent[] {
  const run = RunId.parse(`run_r${String(n)}`);
  const worktrees = [{ repo: RepoId.parse('rep_r0'), path: '/w', branch: 'b', base: CommitId.parse('a'.repeat(40)) }];
  return [
    { type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 10 } },
    { type: 'run.started', thread, run, instruction },
    { type: 'run.spawned', thread, run, process: { pid: 1, startedAt: '1' }, session: 's' },
  ];
}
