import type { InstructionId, LandingId, ReviewId, ThreadId } from '../ids.ts';
import { headsOf, sameHeads } from '../model/change-set.ts';
import type { FailureClass } from './decide/failure.ts';
import { failureClass, isShortage } from './decide/failure.ts';
import type { Head } from '../model/change-set.ts';
import { openReview } from '../model/review/review.ts';
import type { Run } from '../model/run.ts';
import { currentLanding, currentRound, currentRun, nextInstruction, openAsks } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';

/**
 * Work the world owes because of the facts so far. `key` names it: the orchestrator starts what is owed and not yet
 * under way, and aborts what is under way and no longer owed. Starting after a crash and starting for the first time
 * are therefore the same thing, and a pause, a kill and a drop need no code of their own.
 */
export type Effect =
  | ({ readonly kind: 'prepare'; readonly key: string; readonly thread: ThreadId } & Again)
  | ({
      readonly kind: 'run';
      readonly key: string;
      readonly thread: ThreadId;
      readonly instruction: InstructionId;
    } & Again)
  | {
      readonly kind: 'check';
      readonly key: string;
      readonly thread: ThreadId;
      readonly round: number;
      readonly heads: readonly Head[];
    }
  | { readonly kind: 'review'; readonly key: string; readonly thread: ThreadId; readonly review: ReviewId }
  | { readonly kind: 'land'; readonly key: string; readonly thread: ThreadId; readonly landing: LandingId };

/** How the try before it failed, which says how long to wait. */
type Again = { readonly after?: FailureClass };

/** What is owed for one thread, or undefined: beside its reviews a thread owes one thing at a time. Admission is decided by `plan`. */
export function effectsOf(thread: Thread): Effect | undefined {
  const id = thread.thread;
  if (thread.dropped) return undefined;
  const landing = currentLanding(thread);
  if (landing && !landing.ended) return { kind: 'land', key: `land:${landing.id}`, thread: id, landing: landing.id };
  if (thread.halt || landing?.ended?.outcome === 'landed') return undefined;
  if (openAsks(thread).some((ask) => ask.subject.kind === 'stuck')) return undefined;
  if (thread.workspace.kind !== 'ready')
    return { kind: 'prepare', key: `prepare:${id}`, thread: id, ...setback(thread) };
  const instruction = nextInstruction(thread);
  if (instruction)
    return {
      ...{ kind: 'run', key: runKey(thread, instruction.id), thread: id, instruction: instruction.id },
      ...failure(currentRun(thread), instruction.id),
    };
  return owedCheck(thread);
}

function setback({ workspace }: Thread): Again {
  return workspace.kind === 'failed' ? { after: failureClass(workspace.failure.message) } : {};
}

function failure(run: Run | undefined, instruction: InstructionId): Again {
  if (run?.instruction !== instruction || run.state.kind !== 'ended') return {};
  const { outcome, reason } = run.state;
  const waits = outcome === 'failed' || (outcome === 'crashed' && isShortage(reason));
  return waits ? { after: failureClass(reason) } : {};
}

/** Another harness is another effect: the turn of the one before is ended, in order, and then its own begins. */
export function runKey({ switches }: Pick<Thread, 'switches'>, instruction: InstructionId): string {
  return switches.length === 0 ? `run:${instruction}` : `run:${instruction}:${String(switches.length)}`;
}

/** The review that is owed for one thread: it goes on beside whatever else the thread does, but not over a pause. */
export function reviewOwed(thread: Thread): Extract<Effect, { kind: 'review' }> | undefined {
  if (thread.dropped || thread.halt?.kind === 'paused') return undefined;
  if (currentLanding(thread)?.ended?.outcome === 'landed') return undefined;
  const review = openReview(thread.reviews);
  if (!review || review.cancelled) return undefined;
  return { kind: 'review', key: `review:${review.id}`, thread: thread.thread, review: review.id };
}

function owedCheck(thread: Thread): Effect | undefined {
  const heads = headsOf(thread.changes);
  if (heads.length === 0) return undefined;
  const last = currentRound(thread);
  const same = last !== undefined && sameHeads(last.heads, heads);
  if (same && last.endedAt !== undefined && !thread.recheck) return undefined;
  const round = same && last.endedAt === undefined ? last.round : (last?.round ?? 0) + 1;
  return { kind: 'check', key: `check:${thread.thread}:${String(round)}`, thread: thread.thread, round, heads };
}
