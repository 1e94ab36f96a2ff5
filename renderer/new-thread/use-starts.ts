import { useState } from 'react';
import type { Input } from '../../core/contract.ts';
import type { ThreadId } from '../../core/ids.ts';
import type { Failure } from '../../core/result.ts';
import { bridge } from '../bridge.ts';

export type Starts = {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** How many began; where one is refused the rest is not tried. */
  readonly start: (wishes: readonly Input<'threads.create'>[]) => Promise<readonly ThreadId[]>;
};

/** One after the other, so that their numbers are in the order in which they were written. */
export function useStarts(): Starts {
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const start = async (wishes: readonly Input<'threads.create'>[]) => {
    if (busy) return [];
    setBusy(true);
    setFailure(undefined);
    const begun: ThreadId[] = [];
    for (const wish of wishes) {
      const made = await bridge().call('threads.create', wish);
      if (!made.ok) {
        setFailure(made.error);
        break;
      }
      begun.push(made.value.thread);
    }
    setBusy(false);
    return begun;
  };
  return { busy, failure, start };
}
