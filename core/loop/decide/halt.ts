import type { Ask } from '../../model/ask.ts';
import { isAlive } from '../../model/run.ts';
import type { HaltKind, Thread } from '../../model/thread.ts';
import { currentRun, haltWord, nextInstructionId, openAsks } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import { callOff, pastWork } from './landing.ts';
import { cancellations } from './review.ts';
import { withdrawals } from './withdrawals.ts';

type Decision = Result<readonly FactoryEvent[]>;

/** A landing of which nothing was pushed is called off by a kill; the thread is back where it was, and not halted. */
export function decideHalt(thread: Thread, command: Extract<Command, { type: 'thread.halt' }>): Decision {
  const landing = command.halt === 'killed' ? callOff(thread) : undefined;
  if (landing) return ok([landing, ...cancellations(thread, command.by)]);
  const refusal = pastWork(thread);
  if (refusal) return fail(refusal);
  if (command.halt === 'stopped' && !isAlive(currentRun(thread)))
    return fail({ code: 'no-turn', message: `Thread #${String(thread.number)} has no turn to stop` });
  if (command.halt === 'taken-over' && thread.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: `Thread #${String(thread.number)} has no workspace yet` });
  return ok([
    { type: 'thread.halted', thread: thread.thread, halt: command.halt, by: command.by },
    ...withdrawals(overWith(command.halt, openAsks(thread)), `The run was ${haltWord(command.halt)}`),
    ...(command.halt === 'killed' ? cancellations(thread, command.by) : []),
  ]);
}

/** A paused run goes on with what it asked; what a stopped thread is stuck on is still to be answered; a killed one asks nothing. */
function overWith(halt: HaltKind, asks: readonly Ask[]): readonly Ask[] {
  if (halt === 'killed') return asks;
  return halt === 'paused' ? [] : asks.filter(({ subject }) => subject.kind !== 'stuck');
}

const handedBack =
  'I worked in this workspace by hand meanwhile. Look at what changed (git status, git log) before you go on.';

/** What the person did by hand is new to the agent, so a hand-back is a message. */
export function decideResume(
  thread: Thread,
  { by, message = '' }: Extract<Command, { type: 'thread.resume' }>,
): Decision {
  if (!thread.halt)
    return fail({ code: 'not-halted', message: `Thread #${String(thread.number)} is not paused or stopped` });
  const resumed: FactoryEvent = { type: 'thread.resumed', thread: thread.thread, by };
  if (thread.halt.kind !== 'taken-over') return ok([resumed]);
  const text = message === '' ? handedBack : `${handedBack}\n\n${message}`;
  const instruction = { id: nextInstructionId(thread), kind: 'message', text } as const;
  return ok([resumed, { type: 'thread.instructed', thread: thread.thread, instruction }]);
}
