import { sameHarness } from '../../model/run.ts';
import { nextInstruction, openAsks } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import { withdrawals } from './withdrawals.ts';

/**
 * The next turn is another harness's. A halt stays, so a paused thread goes on when the person says so. Questions of the
 * session that ends are withdrawn; what holds the thread itself is too where there is a turn to try again with.
 */
export function decideSwitch(
  thread: Thread,
  { harness, by }: Extract<Command, { type: 'thread.switch' }>,
): Result<readonly FactoryEvent[]> {
  if (sameHarness(thread.harness, harness))
    return fail({
      code: 'same-harness',
      message: `Thread #${String(thread.number)} is with ${harness.id} already`,
      next: 'Name another harness, or another model',
    });
  const again = nextInstruction(thread) !== undefined;
  const settled = openAsks(thread).filter((ask) => ask.subject.kind !== 'stuck' || again);
  return ok([
    { type: 'thread.harness-switched', thread: thread.thread, harness, by },
    ...withdrawals(settled, `The thread was switched to ${harness.id}`),
  ]);
}

/** Takes effect at once in a turn under way. It says how the program works, and nothing of what the gate lets it do. */
export function decideMode(
  thread: Thread,
  { mode, by }: Extract<Command, { type: 'thread.choose-mode' }>,
): Result<readonly FactoryEvent[]> {
  return ok(thread.mode === mode ? [] : [{ type: 'thread.mode-chosen', thread: thread.thread, mode, by }]);
}
