import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';
import { findAsk } from './asks.ts';

const minute = 60_000;

/** The gate as a whole: what is in force, and the person's switch. */
export function gateHandlers({ orchestrator, policy, now }: Services): HandlersOf<'gate'> {
  const { state, dispatch } = orchestrator;
  return {
    'gate.policy': async () => ok(await policy.view()),
    'gate.report': async () => ok(await policy.report(state.gate, now())),
    'gate.pause': async ({ target, minutes }, { by }) => {
      if (target.kind === 'rule') {
        // A family that broke asks in its own name, which is no rule of the catalogue.
        const spoke = Object.hasOwn(state.gate.tallies, target.rule);
        const known = spoke || (await policy.view()).rules.some((rule) => rule.id === target.rule);
        if (!known) return fail(unknownRule(target.rule));
        if (target.rule === 'CANARY')
          return fail({
            code: 'rule-not-pausable',
            message: 'The canary proves that the gate lives, so it is never paused',
          });
      }
      const until = minutes === undefined ? undefined : now() + minutes * minute;
      const paused = await dispatch({ type: 'gate.pause', target, until, by });
      return paused.ok ? ok({ done: true }) : paused;
    },
    'gate.resume': async ({ target }, { by }) => {
      const resumed = await dispatch({ type: 'gate.resume', target, by });
      return resumed.ok ? ok({ done: true }) : resumed;
    },
    'gate.previewRule': async ({ ask: id, scope }) => {
      const found = findAsk(state, id);
      return found.ok ? ok(await policy.preview({ ...found.value, scope })) : found;
    },
    'gate.removeRule': async ({ rule }, { by }) => policy.removeRule(rule, by),
  };
}

function unknownRule(rule: string) {
  return { code: 'rule-unknown', message: `There is no rule ${rule}`, next: 'List them: teatree gate report' };
}
