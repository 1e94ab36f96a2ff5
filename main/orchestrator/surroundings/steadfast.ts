import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Report } from '../../../core/loop/command.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { Failure, Result } from '../../../core/result.ts';

type Dispatch = (command: Command) => Promise<Result<readonly Entry[]>>;

export type Steadfast = {
  report(event: Report): Promise<Result<readonly Entry[]>>;
  /** From now on each fact is offered once. */
  stop(): void;
};

/**
 * What happened in the world has to be recorded, however long the disk refuses: a fact that cannot be written now is
 * offered again until it is. Whoever reported it waits, and with it the agent whose call is being judged, so that
 * the factory stands still and goes on by itself when there is room. `onTrouble` is told why, and of its end.
 */
export function createSteadfast(
  dispatch: Dispatch,
  onTrouble: (trouble: Failure | undefined) => void,
  retryMs = 1000,
): Steadfast {
  const stopping = new AbortController();
  let trouble: Failure | undefined;

  function note(now: Failure | undefined): void {
    if (trouble?.message === now?.message) return;
    trouble = now;
    onTrouble(trouble);
  }

  return {
    stop: () => stopping.abort(),
    async report(event) {
      for (;;) {
        const recorded = await dispatch({ type: 'report', event });
        const refused = !recorded.ok && recorded.error.code === 'journal-unwritable';
        note(refused ? recorded.error : undefined);
        if (!refused || stopping.signal.aborted) return recorded;
        // Ends early when everything stops; then it is offered a last time.
        await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    },
  };
}
