import type { RunId, ThreadId } from '../../../core/ids.ts';
import { liftsBy } from '../../../core/loop/limits/decide-limit.ts';
import { accountOf } from '../../../core/loop/limits/account.ts';
import { limitOn } from '../../../core/loop/limits/limit.ts';
import type { LimitKind } from '../../../core/loop/limits/limit.ts';
import type { QuotaWindow } from '../../../core/loop/limits/quota-window.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { RunOutcome } from '../../../core/model/run.ts';
import type { Harness } from '../../harness/harness.ts';
import { findHarness } from '../../harness/registry.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

/** Hears what harnesses say of their limits, so that no further turn runs into the same one. */
export type Brake = {
  saw(turn: Turn, event: HarnessEvent): void;
  /** A turn that failed on a limit is no attempt at its task. */
  blame<E extends { readonly outcome: RunOutcome }>(run: RunId, end: E): E;
};

/** The seat's turn is no thread's. */
type Turn = { readonly thread: ThreadId | undefined; readonly harness: string; readonly run: RunId };

export type BrakeOptions = Pick<Orchestrator, 'state' | 'dispatch'> & {
  readonly now: () => number;
  readonly harnesses: readonly Harness[];
  /** Told how full an account's windows are. */
  readonly onWindow?: (window: QuotaWindow) => void;
};

/** A program tries again by itself; when it has to do so again and again, others need not find out as well. */
const patientRetries = 3;

export function createBrake({ state, dispatch, now, harnesses, onWindow }: BrakeOptions): Brake {
  /** Retries in a row of runs that are not getting through. */
  const retries = new Map<RunId, number>();
  /** Runs that met a limit and had no answer since. */
  const met = new Set<RunId>();

  const titleOf = (harness: string) => findHarness(harnesses, harness)?.title ?? harness;

  function limited(
    { harness, run }: Turn,
    limit: { kind: LimitKind; reason: string; until: number | undefined },
  ): void {
    met.add(run);
    const title = titleOf(harness);
    void dispatch({ type: 'harness.limit', harness, title, run, at: now(), ...limit });
  }

  function hear(turn: Turn, { kind, message, retryAt }: Extract<HarnessEvent, { type: 'limit' }>): void {
    if (kind !== 'retry') return limited(turn, { kind, reason: message, until: retryAt });
    const count = (retries.get(turn.run) ?? 0) + 1;
    retries.set(turn.run, count);
    if (count === patientRetries) limited(turn, { kind: 'overload', reason: message, until: undefined });
  }

  function answered({ thread, harness, run }: Turn): void {
    retries.delete(run);
    met.delete(run);
    const limit = limitOn(state.limits, harness);
    const answer = { type: 'harness.answer', harness, thread, run } as const;
    if (limit && liftsBy(state, limit, answer)) void dispatch(answer);
  }

  return {
    saw(turn, event) {
      if (event.type === 'limit') hear(turn, event);
      else if (event.type === 'quota-window') {
        const { type: _, ...told } = event;
        onWindow?.({ account: accountOf(turn.harness), title: titleOf(turn.harness), ...told });
      } else if (isAnswer(event)) answered(turn);
    },
    blame(run, end) {
      const toBlame = met.delete(run) && (end.outcome === 'failed' || end.outcome === 'crashed');
      retries.delete(run);
      return toBlame ? { ...end, outcome: 'limited' } : end;
    },
  };
}

/** Text alone may be the program's own words about the limit. */
function isAnswer(event: HarnessEvent): boolean {
  return event.type === 'tool-call' || (event.type === 'turn-ended' && event.outcome === 'completed');
}
