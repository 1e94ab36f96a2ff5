import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Report } from '../../../core/loop/command.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { Failure, Result } from '../../../core/result.ts';

type Dispatch = (command: Command) => Promise<Result<readonly Entry[]>>;

export type Steadfast = {
  report(event: Report): Promise<Result<readonly Entry[]>>;
  /** Why nothing can be recorded now. */
  trouble(): Failure | undefined;
  /** From now on each fact is offered once. */
  stop(): void;
};

export type SteadfastOptions = { readonly retryMs?: number; readonly onChange?: () => void };

/**
 * What happened in the world has to be recorded, however long the disk refuses: a fact that cannot be written now is
 * offered again until it is. Whoever reported it waits, and with it the agent whose call is being judged, so that
 * the factory stands still and goes on by itself when there is room.
 */
export function createSteadfast(dispatch: Dispatch, { retryMs = 1000, onChange }: SteadfastOptions = {}): Steadfast {
  const stopping = new AbortController();
  let trouble: Failure | undefined;

  function note(now: Failure | undefined): void {
    if (trouble?.message === now?.message) return;
    trouble = now;
    onChange?.();
  }

  return {
    trouble: () => trouble,
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
