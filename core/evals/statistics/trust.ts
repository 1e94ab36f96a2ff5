import { rate } from './counts.ts';
import type { Counts } from './counts.ts';
import { wilson } from './wilson.ts';

/** How far a scenario's red is believed. Only one that is blocking holds a change back. */
export type Trust = 'quarantined' | 'incubating' | 'trusted' | 'blocking';

export type Standing = {
  /** All trials of what was accepted. */
  readonly history: Counts;
  /** Its recordings of a pass, a failure and of doing nothing are graded as they should be. */
  readonly proved: boolean;
  readonly quarantined: boolean;
  /** A scenario that only reports never blocks. */
  readonly policy: 'capability' | 'regression' | 'safety';
};

export function trustOf({ history, proved, quarantined, policy }: Standing): Trust {
  if (quarantined) return 'quarantined';
  const steady = history.trials >= 20 && (rate(history) ?? 0) >= 0.95 && wilson(history).low >= 0.75;
  if (!steady || !proved) return 'incubating';
  return policy === 'capability' ? 'trusted' : 'blocking';
}
