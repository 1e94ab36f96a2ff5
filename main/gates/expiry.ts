import type { Command } from '../../core/loop/command.ts';
import { overdueAsks } from '../../core/loop/overdue.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import type { Result } from '../../core/result.ts';

export type ExpiryOptions = {
  readonly state: FactoryState;
  /** For how long, since a moment, somebody could have answered. */
  readonly waited: (since: number) => number;
  /** How long a question waits. */
  readonly hours: () => number;
  readonly dispatch: (command: Command) => Promise<Result<unknown>>;
};

/** Gives the safe answer to every question of the gate that has waited too long, as the factory and on record. */
export async function expireAsks({ state, waited, hours, dispatch }: ExpiryOptions): Promise<void> {
  const reason = `Nobody answered within ${String(hours())} hours, so it was not allowed`;
  for (const { id, thread, generation } of overdueAsks(state, hours(), waited)) {
    // Answered or asked again meanwhile: then it is not this question any more.
    await dispatch({
      ...{ type: 'ask.answer', thread, ask: id, generation },
      ...{ answer: { kind: 'reject', reason }, by: { who: 'factory', via: 'rule' } },
    });
  }
}
