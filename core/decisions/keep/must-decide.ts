import { named } from '../../brief/quote.ts';
import { failureClass, isShortage } from '../../loop/decide/failure.ts';
import { workedMs } from '../../loop/evolve/worked.ts';
import { untriaged } from '../../model/attention/triage.ts';
import type { Size } from '../../model/attention/triage.ts';
import { isAlive } from '../../model/run.ts';
import type { Run } from '../../model/run.ts';
import { currentRun, isUnfinished, nextInstruction } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { durationText } from '../../views/text/elapsed.ts';
import { answers } from '../answered.ts';
import type { Proposal } from '../proposal.ts';
import { toDrop } from './to-drop.ts';

const minute = 60_000;
/** How long runs of a thread of each size are expected to take, all together. */
const expectedMs: Readonly<Record<Size, number>> = {
  1: 15 * minute,
  2: 30 * minute,
  3: 60 * minute,
  5: 120 * minute,
  8: 240 * minute,
};
const mostTries = 3;

/** What a person must decide about a thread before it takes up anything new, answered or not. */
export function mustDecideOn(thread: Thread, now: number): readonly Proposal[] {
  return [failing(thread, now), overrun(thread, now)].filter((proposal) => proposal !== undefined);
}

/**
 * What keeps a thread from beginning anything: nobody has decided yet. What is under way goes on. Of facts alone, so that
 * equal facts make equal plans: without a live run, time adds nothing to what it has worked.
 */
export function undecided(thread: Thread): Proposal | undefined {
  if (!isUnfinished(thread) || thread.runs.length === 0 || isAlive(currentRun(thread))) return undefined;
  const known = undecidedOf.get(thread);
  if (known) return known.proposal;
  const proposal = mustDecideOn(thread, thread.updatedAt).find(
    ({ key }) => !thread.decisions?.some((decision) => answers(decision, key)),
  );
  undecidedOf.set(thread, { proposal });
  return proposal;
}

/** A thread that changed is another object. */
const undecidedOf = new WeakMap<Thread, { readonly proposal: Proposal | undefined }>();

/** Three tries at the same instruction came to nothing. */
function failing(thread: Thread, now: number): Proposal | undefined {
  const instruction = nextInstruction(thread)?.id;
  const tries = thread.runs.filter(
    (run, at) => run.instruction === instruction && cameToNothing(run, thread.runs[at - 1]),
  );
  if (instruction === undefined || tries.length < mostTries) return undefined;
  const last = tries.at(-1)?.state;
  const words = last?.kind === 'ended' ? last.reason : '';
  const rounds = String(Math.floor(tries.length / mostTries));
  const ground = {
    ...{ why: `failing:${instruction}:${rounds}`, certain: false, must: true },
    reason: `${String(tries.length)} tries at the same came to nothing`,
    evidence: [{ kind: 'failed-tries', text: `The last one: ${named(words, 200)}` }],
  };
  return toDrop(thread, ground, now);
}

/** The machine's and the network's troubles are no tries of the work, nor is a crash that left more than was there before. */
function cameToNothing({ state, left }: Run, before: Run | undefined): boolean {
  if (state.kind !== 'ended' || isShortage(state.reason)) return false;
  if (state.outcome === 'crashed') return left === undefined || before === undefined || left === before.left;
  const kind = failureClass(state.reason);
  return state.outcome === 'failed' && kind !== 'environment' && kind !== 'transient';
}

/** Past twice what its size lets expect, and again whenever that doubles. */
function overrun(thread: Thread, now: number): Proposal | undefined {
  const { size } = thread.triage ?? untriaged;
  const spent = workedMs(thread, now);
  const times = Math.floor(Math.log2(Math.max(1, spent / expectedMs[size])));
  if (times < 1) return undefined;
  const runs = thread.runs.length;
  const ground = {
    ...{ why: `overrun:${String(size)}:${String(times)}`, certain: false, must: true },
    reason: `It has worked ${durationText(spent)}; for its size ${String(size)} about ${durationText(expectedMs[size])} were expected`,
    evidence: [
      { kind: 'overrun', text: `${String(runs)} ${runs === 1 ? 'run' : 'runs'}, ${durationText(spent)} in all` },
    ],
  };
  return toDrop(thread, ground, now);
}
