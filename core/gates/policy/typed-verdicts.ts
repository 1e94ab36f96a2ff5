import type { Action, ActionEffect } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { isWithin } from '../paths.ts';
import { quoted } from '../rule.ts';
import type { Verdict } from '../verdict.ts';
import { speaksOf } from './fields.ts';
import type { PolicyFile, TypedRule } from './policy-file.ts';

/** What the asking and denying rules of a file say. Where it cannot be seen whether a denial is meant, it asks. */
export function refusalsOf(file: PolicyFile, action: Action, context: GateContext): readonly Verdict[] {
  const rules = file.rules.filter((rule) => rule.verdict !== 'allow' && isHere(rule, context));
  return action.effects.flatMap((effect) => rules.flatMap((rule) => refusal({ rule, file }, effect, context) ?? []));
}

type Placed = { readonly rule: TypedRule; readonly file: PolicyFile };

function refusal({ rule, file }: Placed, effect: ActionEffect, context: GateContext): Verdict | undefined {
  const certainty = speaksOf(rule, effect, context);
  if (certainty === 'no') return undefined;
  const kind = certainty === 'yes' && rule.verdict === 'deny' ? 'deny' : 'ask';
  const doubt = certainty === 'yes' ? '' : ' Whether it is meant cannot be seen before it runs.';
  return {
    ...{ kind, rule: rule.id, layer: file.layer, risk: kind === 'deny' ? 'high' : 'medium' },
    ...(rule.shadow && { shadow: true }),
    reason: `${quoted(effect.segment)}: ${rule.reason}${doubt}`,
    next:
      rule.next ??
      (kind === 'deny' ? `The policy of ${file.source} says so; ask the person.` : 'Approving lets it happen.'),
  };
}

/** The first rule that allows the effect for certain. */
export function allowanceFor(
  file: PolicyFile,
  effect: ActionEffect,
  { action, context }: { readonly action: Action; readonly context: GateContext },
): TypedRule | undefined {
  return file.rules.find(
    (rule) =>
      rule.verdict === 'allow' &&
      speaksOf(rule, effect, context) === 'yes' &&
      (rule.repo === undefined || actsOnlyIn(rule.repo, action, context)),
  );
}

/** A rule for one repo may refuse wherever that repo is at hand. */
function isHere({ repo }: TypedRule, { worktrees }: GateContext): boolean {
  return repo === undefined || worktrees.some((own) => own.repo === repo);
}

/** All of it starts inside the worktree of that repo; what starts where nobody knows does not. */
function actsOnlyIn(repo: string, { call, commands }: Action, { worktrees }: GateContext): boolean {
  const roots = worktrees.filter((own) => own.repo === repo).map((own) => own.path);
  return [call.cwd, ...commands.map((command) => command.cwd)].every(
    (cwd) => cwd !== undefined && roots.some((root) => isWithin(cwd, root)),
  );
}
