import { limitOn } from '../../../core/loop/limits/limit.ts';
import { ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function harnessHandlers({
  harnesses,
  orchestrator: { state, dispatch },
}: Pick<Services, 'harnesses' | 'orchestrator'>): HandlersOf<'harnesses'> {
  return {
    'harnesses.list': async ({ refresh }) => {
      const known = await harnesses(refresh);
      return ok(
        known.map((each) => {
          const limit = limitOn(state.limits, each.id);
          return limit ? { ...each, limit } : each;
        }),
      );
    },
    'harnesses.release': async ({ harness }, { by }) => {
      const released = await dispatch({ type: 'harness.release', harness, by });
      return released.ok ? ok({ done: true }) : released;
    },
  };
}
