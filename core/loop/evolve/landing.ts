import type { RepoId } from '../../ids.ts';
import type { Landing, LandingStep } from '../../model/change-set.ts';
import type { Thread } from '../../model/thread.ts';
import { assertNever } from '../../result.ts';
import type { ThreadEvent } from '../event.ts';

export type LandingEvent = Extract<ThreadEvent, { type: `landing.${string}` | 'clear.given' }>;
type StepEvent = Extract<LandingEvent, { repo: RepoId }>;

export function isLandingEvent(event: ThreadEvent): event is LandingEvent {
  return event.type.startsWith('landing.') || event.type === 'clear.given';
}

export function evolveLanding(thread: Thread, event: LandingEvent, at: number): Thread {
  switch (event.type) {
    case 'clear.given':
      return { ...thread, clear: event.clear };
    case 'landing.started': {
      const steps = Object.fromEntries(
        event.heads.map(({ repo }): [RepoId, LandingStep] => [repo, { kind: 'waiting' }]),
      );
      const landing: Landing = {
        id: event.landing,
        clear: event.clear,
        heads: event.heads,
        startedAt: at,
        after: { runs: thread.runs.length, rounds: thread.rounds.length },
        steps,
        ...(event.group && { group: event.group }),
        ended: undefined,
      };
      return { ...thread, clear: undefined, landings: [...thread.landings, landing] };
    }
    case 'landing.proven':
      return patchLanding(thread, event.landing, (landing) => ({ ...landing, proven: true, provenAt: at }));
    case 'landing.ended': {
      const { outcome, cause, reason } = event;
      return patchLanding(thread, event.landing, (landing) => ({ ...landing, ended: { outcome, cause, reason, at } }));
    }
    default:
      return patchLanding(thread, event.landing, (landing) => {
        const step = evolveStep(landing.steps[event.repo], event);
        return { ...landing, steps: { ...landing.steps, [event.repo]: step } };
      });
  }
}

/** A step that does not follow from the one before it leaves the step as it is: no order of events may make it lie. */
function evolveStep(step: LandingStep | undefined, event: StepEvent): LandingStep {
  const before: LandingStep = step ?? { kind: 'waiting' };
  switch (event.type) {
    case 'landing.prepared':
      return { kind: 'prepared', target: event.target, merge: event.merge };
    case 'landing.push-claimed':
      return before.kind === 'prepared' ? { ...before, kind: 'push-claimed' } : before;
    case 'landing.pushed':
      return before.kind === 'push-claimed' ? { ...before, kind: 'pushed' } : before;
    case 'landing.push-refused':
      return { kind: 'push-refused', reason: event.reason };
    case 'landing.revert-claimed':
      return 'merge' in before
        ? { kind: 'revert-claimed', merge: before.merge, target: event.target, revert: event.revert }
        : before;
    case 'landing.reverted':
      return before.kind === 'revert-claimed'
        ? { kind: 'reverted', merge: before.merge, revert: before.revert }
        : before;
    case 'landing.revert-refused':
      return 'merge' in before ? { kind: 'revert-refused', merge: before.merge, reason: event.reason } : before;
    default:
      return assertNever(event);
  }
}

function patchLanding(thread: Thread, id: Landing['id'], patch: (landing: Landing) => Landing): Thread {
  return { ...thread, landings: thread.landings.map((landing) => (landing.id === id ? patch(landing) : landing)) };
}
