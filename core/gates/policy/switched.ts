import type { ThreadId } from '../../ids.ts';
import { pausesAt } from '../../model/gate.ts';
import type { GateState } from '../../model/gate.ts';
import type { Switched } from '../policy.ts';

/** What is switched off for a thread now; undefined where nothing is. */
export function switchedOff(gate: GateState, thread: ThreadId, now: number): Switched | undefined {
  const pauses = pausesAt(gate, now);
  if (pauses.length === 0) return undefined;
  return {
    everything: pauses.some(
      ({ target }) => target.kind === 'everything' || (target.kind === 'thread' && target.thread === thread),
    ),
    rules: new Set(pauses.flatMap(({ target }) => (target.kind === 'rule' ? [target.rule] : []))),
  };
}
