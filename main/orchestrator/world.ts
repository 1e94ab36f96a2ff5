import type { Effect } from '../../core/loop/effects.ts';
import { assertNever } from '../../core/result.ts';
import { performCheck } from './perform/check.ts';
import { performLanding } from './perform/landing.ts';
import { keepSessions } from './perform/kept-sessions.ts';
import type { KeptSessions } from './perform/kept-sessions.ts';
import type { WorldParts } from './perform/parts.ts';
import { performPrepare } from './perform/prepare.ts';
import { reconcile } from './perform/reconcile.ts';
import { performReview } from './perform/review/perform-review.ts';
import { performRun } from './perform/run.ts';
import type { World } from './orchestrator.ts';

/** The effect → action table. */
export function createWorld(parts: WorldParts): World {
  const kept = keepSessions(parts);
  return {
    perform: (effect, signal) => perform({ ...parts, kept }, effect, signal),
    reconcile: () => reconcile(parts),
    close: kept.close,
  };
}

type RunParts = WorldParts & { readonly kept: KeptSessions };

function perform(parts: RunParts, effect: Effect, signal: AbortSignal): Promise<void> {
  switch (effect.kind) {
    case 'prepare':
      return performPrepare(parts, effect, signal);
    case 'run':
      return performRun(parts, effect, signal);
    case 'check':
      return performCheck(parts, effect, signal);
    case 'review':
      return performReview(parts, effect, signal);
    case 'land':
      return performLanding(parts, effect, signal);
    default:
      return assertNever(effect);
  }
}
