import { ClearId, LandingId, InstructionId, ReviewId } from '../ids.ts';
import type { Command } from '../loop/command.ts';
import { decide } from '../loop/decide.ts';
import { effectsOf } from '../loop/effects.ts';
import { emptyState } from '../loop/state.ts';
import { headsOf } from '../model/change-set.ts';
import { isAlive } from '../model/run.ts';
import { openReview } from '../model/review/review.ts';
import type { Thread } from '../model/thread.ts';
import { currentRound, currentRun, isUnfinished } from '../model/thread.ts';

export type ThreadAction =
  | 'message'
  | 'pause'
  | 'review'
  | 'stop-review'
  | 'switch'
  | 'take-over'
  | 'resume'
  | 'stop'
  | 'kill'
  | 'approve'
  | 'land'
  | 'check'
  | 'drop';

/** What a person may do with a thread now. Asked of the same `decide` that main will ask, so no button lies. */
export function legalActions(thread: Thread): ReadonlySet<ThreadAction> {
  const actions = new Set<ThreadAction>();
  for (const [action, command] of Object.entries(commandsFor(thread)) as [ThreadAction, Command][]) {
    if (makesSense(thread, action) && allowed(thread, command)) actions.add(action);
  }
  return actions;
}

function allowed(thread: Thread, command: Command): boolean {
  const state = emptyState();
  state.threads.set(thread.thread, thread);
  return decide(state, command).ok;
}

/** Some requests are accepted and would do nothing a person could want. */
function makesSense(thread: Thread, action: ThreadAction): boolean {
  const alive = isAlive(currentRun(thread));
  switch (action) {
    case 'pause':
      return effectsOf(thread) !== undefined;
    case 'take-over':
      return thread.halt?.kind !== 'taken-over';
    case 'stop':
      return alive && !thread.halt;
    case 'kill':
      return alive || (!thread.halt && currentRound(thread)?.endedAt === undefined && thread.rounds.length > 0);
    case 'review':
    case 'switch':
    case 'drop':
      return isUnfinished(thread);
    case 'check':
      return isUnfinished(thread) && effectsOf(thread)?.kind !== 'land';
    default:
      return true;
  }
}

const by = { who: 'person', via: 'window' } as const;
const clear = ClearId.parse('clr_0');
const review = ReviewId.parse('rvw_0');
/** A harness that is not the thread's, whichever that is. */
const anyone = { id: 'another', config: {} };
const landing = LandingId.parse('lnd_0');
const instruction = { id: InstructionId.parse('ins_0'), kind: 'message', text: '-' } as const;

function commandsFor(thread: Thread): Record<ThreadAction, Command> {
  const id = thread.thread;
  const heads = headsOf(thread.changes);
  const approve: Command = { type: 'thread.clear', thread: id, clear, heads, at: thread.updatedAt, by };
  return {
    message: { type: 'thread.instruct', thread: id, instruction, by },
    pause: { type: 'thread.halt', thread: id, halt: 'paused', by },
    'take-over': { type: 'thread.halt', thread: id, halt: 'taken-over', by },
    resume: { type: 'thread.resume', thread: id, by },
    stop: { type: 'thread.halt', thread: id, halt: 'stopped', by },
    kill: { type: 'thread.halt', thread: id, halt: 'killed', by },
    approve,
    // The dialog gives the clear for the heads it shows and lands in one request.
    land: thread.clear ? { type: 'thread.land', thread: id, landing, by } : approve,
    check: { type: 'thread.check', thread: id, by },
    review: { type: 'review.request', thread: id, review: { id: review, harness: anyone, apart: 'harness' }, by },
    'stop-review': { type: 'review.cancel', thread: id, review: openReview(thread.reviews)?.id ?? review, by },
    switch: { type: 'thread.switch', thread: id, harness: anyone, by },
    drop: { type: 'thread.drop', thread: id, reason: '', by },
  };
}
