import type { Action } from '../model/action.ts';
import type { GateContext } from './context.ts';
import type { Rule } from './rule.ts';
import { environment } from './rules/environment.ts';
import { forcePush } from './rules/force-push.ts';
import { gitElsewhere } from './rules/git-elsewhere.ts';
import { gitLoss } from './rules/git-loss.ts';
import { infrastructure } from './rules/infrastructure.ts';
import { install } from './rules/install.ts';
import { machine } from './rules/machine.ts';
import { opaque } from './rules/opaque.ts';
import { outsideRoots } from './rules/outside-roots.ts';
import { protectedPush } from './rules/protected-push.ts';
import { secrets } from './rules/secrets.ts';
import { skipHooks } from './rules/skip-hooks.ts';
import { allow, ask, strictest, type Verdict } from './verdict.ts';

export type NamedRule = { readonly name: string; readonly rule: Rule };

/** The default policy. Order matters among equals only: the first of them is the one that is explained. */
const defaultPolicy: readonly NamedRule[] = [
  { name: 'skip-hooks', rule: skipHooks },
  { name: 'force-push', rule: forcePush },
  { name: 'protected-push', rule: protectedPush },
  { name: 'git-elsewhere', rule: gitElsewhere },
  { name: 'git-loss', rule: gitLoss },
  { name: 'outside-roots', rule: outsideRoots },
  { name: 'secrets', rule: secrets },
  { name: 'infrastructure', rule: infrastructure },
  { name: 'machine', rule: machine },
  { name: 'environment', rule: environment },
  { name: 'opaque', rule: opaque },
  { name: 'install', rule: install },
];

/** The strictest answer of all rules; allow when none has anything to say. Never throws. */
export function judge(action: Action, context: GateContext, policy: readonly NamedRule[] = defaultPolicy): Verdict {
  const verdicts = policy.flatMap((named) => judgeBy(named, action, context));
  return strictest(verdicts) ?? allow('default', 'Nothing in it reaches outside its own worktrees.');
}

/** A rule that breaks has not said no, but nobody has said yes either: a person decides. */
function judgeBy({ name, rule }: NamedRule, action: Action, context: GateContext): readonly Verdict[] {
  try {
    return rule(action, context) ?? [];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return [
      ask({
        rule: name,
        reason: `The rule ${name} broke (${cause}), so nobody has checked this action against it.`,
        next: 'Approving runs it without that check. Please report the broken rule.',
        risk: 'high',
      }),
    ];
  }
}
