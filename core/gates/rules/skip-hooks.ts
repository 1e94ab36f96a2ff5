import type { ActionEffect, Target } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { scopeOf } from '../glob.ts';
import { guardOf } from '../places.ts';
import { all, forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny, type Verdict } from '../verdict.ts';

/** HK1 for git itself and for the hook tools. */
const skips: Rule = all(
  forEach('git', ({ git, segment }) => (git.skipsHooks ? hooksOff(segment) : undefined)),
  forEach('hooks-off', ({ segment }) => hooksOff(segment)),
);

function hooksOff(segment: string): Verdict {
  return deny({
    rule: 'HK1',
    reason: `${quoted(segment)} skips or removes the project's hooks.`,
    next: 'Run it with the hooks on and fix what they report; if a hook is wrong, say so in your result.',
    risk: 'high',
  });
}

const changes = ['write', 'delete', 'permissions'] as const;

/** HK1, HK2, HK4 for the files that hold hooks, gates and constraints. */
const guarded: Rule = (action, context) =>
  action.effects.flatMap((effect) => (isChange(effect) ? (judgeChange(effect, context) ?? []) : []));

type Change = ActionEffect & { readonly target: Target };

function isChange(effect: ActionEffect): effect is Change {
  return changes.some((kind) => kind === effect.kind);
}

function judgeChange({ kind, target, segment }: Change, context: GateContext): Verdict | undefined {
  const scope = scopeOf(target);
  const guard = guardOf(scope.path, context, kind === 'delete' || scope.all);
  if (guard === 'hooks') return hooksOff(segment);
  if (guard === 'agent-config') {
    return deny({
      rule: 'HK2',
      reason: `${quoted(segment)} changes ${target.path}, which decides how agents are gated.`,
      next: 'Leave it; ask the person to change it.',
      risk: 'critical',
    });
  }
  if (guard !== 'constraint' || context.ratified?.includes(target.path)) return undefined;
  return ask({
    rule: 'HK4',
    reason: `${quoted(segment)} changes ${target.path}, which says what this project demands.`,
    next: 'Approving lets the rule change. Fixing the code instead needs no approval.',
    risk: 'medium',
  });
}

/** HK3: agents inside agents. */
const agents: Rule = forEach('agent', ({ program, ungated, segment }) =>
  ungated
    ? deny({
        rule: 'HK3',
        reason: `${quoted(segment)} starts ${program} with its gate off.`,
        next: 'Do the work yourself, or ask for another run.',
        risk: 'critical',
      })
    : ask({
        rule: 'HK3',
        reason: `${quoted(segment)} starts another agent.`,
        next: 'Approving starts it outside this gate. Ask for another run instead.',
        risk: 'high',
      }),
);

export const skipHooks: Rule = all(skips, guarded, agents);
