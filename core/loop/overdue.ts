import { expiryOf } from '../model/ask.ts';
import type { Ask } from '../model/ask.ts';
import { openAsks } from '../model/thread.ts';
import type { FactoryState } from './state.ts';

/**
 * Questions of the gate that nobody answered in time. The safe answer is owed to them, also after a restart. `waited`:
 * for how long, since a moment, somebody could have answered.
 */
export function overdueAsks(state: FactoryState, hours: number, waited: (since: number) => number): readonly Ask[] {
  return [...state.threads.awake()].flatMap((thread) =>
    thread.dropped
      ? []
      : openAsks(thread).filter((ask) => (expiryOf(ask, hours) ?? Infinity) - ask.openedAt <= waited(ask.openedAt)),
  );
}
