import { failureClass } from '../loop/decide/failure.ts';
import { effectsOf, reviewOwed } from '../loop/effects.ts';
import { headsOf } from '../model/change-set.ts';
import { untriaged } from '../model/attention/triage.ts';
import { currentRound, haltWord, isUnfinished, nextInstruction, openAsks } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import type { RepoId, ThreadId } from '../ids.ts';
import type { Item, Stage } from './order.ts';
import type { Node, Waits } from './waits.ts';

function waitsForOf({ edges }: Thread): readonly ThreadId[] {
  return edges?.flatMap((edge) => (edge.kind === 'waits-for' ? [edge.to] : [])) ?? [];
}

/** The unfinished threads that it waits for. */
export function blockersOf(threads: ReadonlyMap<ThreadId, Thread>, thread: Thread): readonly Thread[] {
  return waitsForOf(thread)
    .flatMap((id) => threads.get(id) ?? [])
    .filter(isUnfinished);
}

export function nodeOf(thread: Thread): Node {
  const { priority } = thread.triage ?? untriaged;
  return {
    ...{ id: thread.thread, open: isUnfinished(thread), urgent: priority === 'P0' },
    waitsFor: waitsForOf(thread),
  };
}

/** `dependents`: how many repos build on each. */
export function itemOf(thread: Thread, waits: Waits, dependents: ReadonlyMap<RepoId, number> = new Map()): Item {
  const { thread: id, number, createdAt, triage = untriaged } = thread;
  return {
    ...triage,
    ...{ id, number, createdAt, stage: stageOf(thread), retries: retriesOf(thread) },
    builtOn: Math.max(0, ...thread.repos.map((repo) => dependents.get(repo) ?? 0)),
    unblocks: waits.unblocks(id),
    holdsUrgent: waits.holdsUrgent(id),
    blocked: waits.blockersOf(id).length > 0,
  };
}

function stageOf(thread: Thread): Stage {
  const effect = effectsOf(thread);
  if (effect?.kind === 'land') return 'landing';
  if (effect?.kind === 'check') return 'test';
  if (reviewOwed(thread)) return 'review';
  const done = !nextInstruction(thread) && headsOf(thread.changes).length > 0;
  if (done) return currentRound(thread)?.endedAt === undefined ? 'test' : 'review';
  return thread.workspace.kind === 'none' && thread.runs.length === 0 ? 'start' : 'code';
}

/** Failed tries at what it is about now. One that the machine kept from working was none. */
function retriesOf(thread: Thread): number {
  const instruction = nextInstruction(thread)?.id;
  const failed = thread.runs.flatMap(({ instruction: of, state }) =>
    of === instruction && state.kind === 'ended' && (state.outcome === 'failed' || state.outcome === 'crashed')
      ? [state.reason]
      : [],
  );
  return [...failed, ...(thread.setbacks ?? [])].filter((text) => failureClass(text) !== 'environment').length;
}

const stageWords: Readonly<Record<Stage, string>> = {
  landing: 'is landing',
  review: 'is in review',
  test: 'is being checked',
  code: 'is under way',
  start: 'has not begun',
};

/** `#3, which is in review` */
export function whereabouts(thread: Thread): string {
  const { halt, number } = thread;
  const is =
    openAsks(thread).length > 0 ? 'needs you' : halt ? `is ${haltWord(halt.kind)}` : stageWords[stageOf(thread)];
  return `#${String(number)}, which ${is}`;
}
