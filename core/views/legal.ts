import { ClearId, LandingId, InstructionId } from '../ids.ts';
import type { Command } from '../loop/command.ts';
import { decide, isUnfinished } from '../loop/decide.ts';
import { effectsOf } from '../loop/effects.ts';
import { emptyState } from '../loop/state.ts';
import { headsOf } from '../model/change-set.ts';
import { isAlive } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import { currentRound, currentRun } from '../model/thread.ts';

export type ThreadAction =
  'message' | 'pause' | 'take-over' | 'resume' | 'stop' | 'kill' | 'approve' | 'land' | 'check' | 'drop';

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
    drop: { type: 'thread.drop', thread: id, reason: '', by },
  };
}
