import type { Scenario } from '../scenario/scenario.ts';
import { rate } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';
import { wilson } from '../statistics/wilson.ts';

/** `incubating`: its red is told and stops nobody. `trusted`: it held often enough. `blocking`: trusted, and its red is red. */
export type Trust = 'incubating' | 'trusted' | 'blocking';

const wanted = { trials: 20, rate: 0.95, low: 0.75 };

/** A scenario earns it by its history on what was accepted, and by recordings that prove its grading. */
export function trustOf(history: Counts, policy: Scenario['policy'], proved: boolean): Trust {
  const held = history.trials >= wanted.trials && (rate(history) ?? 0) >= wanted.rate;
  if (!proved || !held || wilson(history).low < wanted.low) return 'incubating';
  return policy === 'capability' ? 'trusted' : 'blocking';
}
