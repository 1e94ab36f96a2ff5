import type { Action } from '../model/action.ts';
import type { GateContext } from './context.ts';
import { builtInRules } from './policy/built-in.ts';
import { isSafety } from './policy/catalogue.ts';
import { consult, type Heard, type NamedRule, type Watch } from './policy/consult.ts';
import type { PolicyFile } from './policy/policy-file.ts';
import { allowanceFor, refusalsOf } from './policy/typed-verdicts.ts';
import { allow, isStricter, strictest, type Verdict } from './verdict.ts';

/** What the person has switched off: all of it, or rules by name. */
export type Switched = { readonly everything: boolean; readonly rules: ReadonlySet<string> };

/** The layers in force. The user's may loosen what is not marked safety; those after it only tighten. */
export type Policy = {
  readonly builtIn: readonly NamedRule[];
  readonly user?: PolicyFile | undefined;
  readonly tightening?: readonly PolicyFile[];
  readonly off?: Switched;
  readonly watch?: Watch;
};

export const defaultPolicy: Policy = { builtIn: builtInRules };

/** The canary proves that the gate lives, and a reviewer that could write would be a second maker: never switched off. */
const unswitchable: ReadonlySet<string> = new Set(['CANARY', 'REV1']);

/** The strictest answer of all layers; allow when none has anything to say. Never throws. */
export function judge(action: Action, context: GateContext, policy: Policy = defaultPolicy): Verdict {
  const heard = consult(policy.builtIn, action, { context, watch: policy.watch });
  const spoken = policy.user || policy.tightening?.length ? layered(heard, action, { context, policy }) : heard;
  const verdict = decide(spoken, policy.off);
  return context.readOnly && verdict.kind === 'ask' ? unanswered(verdict) : verdict;
}

/** A question to nobody. */
function unanswered(verdict: Verdict): Verdict {
  const next = 'Nobody answers during a review: leave it out, and say in a finding what you could not look at.';
  return { ...verdict, kind: 'deny', next };
}

function decide({ verdicts, warnings }: Heard, off: Switched | undefined): Verdict {
  const strict = strictest(verdicts) ?? nothingSaid;
  const all = !off && !verdicts.some((verdict) => verdict.shadow);
  const decided = all ? strict : (strictest(verdicts.filter((verdict) => !isOff(verdict, off))) ?? nothingSaid);
  const paused =
    strict.kind !== 'allow' && isStricter(strict.kind, decided.kind)
      ? { paused: { kind: strict.kind, rule: strict.rule } }
      : undefined;
  return warnings.length > 0 || paused ? { ...decided, ...paused, ...told(decided, warnings) } : decided;
}

const nothingSaid = allow('default', 'Nothing in it reaches outside its own worktrees.');

function told({ warnings = [] }: Verdict, more: Heard['warnings']): Pick<Verdict, 'warnings'> {
  const all = [...warnings, ...more];
  const once = all.filter(
    (each, at) => all.findIndex(({ rule, text }) => rule === each.rule && text === each.text) === at,
  );
  return once.length > 0 ? { warnings: once } : {};
}

function isOff({ rule, shadow }: Verdict, off: Switched | undefined): boolean {
  if (shadow || !off) return shadow === true;
  return !unswitchable.has(rule) && (off.everything || off.rules.has(rule));
}

type Layers = { readonly context: GateContext; readonly policy: Policy };

function layered(heard: Heard, action: Action, { context, policy }: Layers): Heard {
  const { user, tightening = [] } = policy;
  const loosened = user ? byUser(heard, action, { context, policy, user }) : heard;
  const tightened = tightening.flatMap((file) => [
    ...raised(heard.verdicts, file),
    ...refusalsOf(file, action, context),
  ]);
  return { verdicts: [...loosened.verdicts, ...tightened], warnings: loosened.warnings };
}

/**
 * What the user allows is taken out of sight of every rule that is not safety, and of the user's own questions; safety
 * sees all of the action.
 */
function byUser(heard: Heard, action: Action, at: Layers & { readonly user: PolicyFile }): Heard {
  const { user, context, policy } = at;
  const allowances = action.effects.map((effect) => allowanceFor(user, effect, { action, context }));
  const [allowance] = allowances.filter((rule) => rule !== undefined);
  const rest: Action = { ...action, effects: action.effects.filter((_, index) => !allowances[index]) };
  const again = allowance ? consult(policy.builtIn, rest, { context, watch: policy.watch }) : heard;
  const left = allowance ? [...heard.verdicts.filter(isSafety), ...again.verdicts] : heard.verdicts;
  const refusals = [
    ...refusalsOf(user, action, context).filter((verdict) => verdict.kind === 'deny'),
    ...refusalsOf(user, rest, context),
  ];
  const verdicts = [...left.map((verdict) => overridden(verdict, user)), ...refusals];
  const granted = allowance && allow(allowance.id, `Your policy allows it (${allowance.id}): ${allowance.reason}`);
  return {
    verdicts: granted ? [...verdicts, { ...granted, layer: 'user' }] : verdicts,
    warnings: [...heard.warnings, ...again.warnings],
  };
}

function overridden(verdict: Verdict, { layer, set }: PolicyFile): Verdict {
  const override = set.find(({ rule }) => rule === verdict.rule);
  if (!override || override.verdict === verdict.kind) return verdict;
  if (!isStricter(override.verdict, verdict.kind) && isSafety(verdict)) return verdict;
  const why = override.reason ?? `your policy says ${override.verdict} to ${verdict.rule}`;
  return { ...verdict, kind: override.verdict, layer, reason: `${verdict.reason} (${why})` };
}

/** The built-in answers that this layer makes stricter. */
function raised(verdicts: readonly Verdict[], { layer, source, set }: PolicyFile): readonly Verdict[] {
  return verdicts.flatMap((verdict) => {
    const override = set.find(({ rule }) => rule === verdict.rule);
    if (!override || !isStricter(override.verdict, verdict.kind)) return [];
    const why = override.reason ?? `the policy of ${source} says ${override.verdict} to ${verdict.rule}`;
    return [{ ...verdict, kind: override.verdict, layer, reason: `${verdict.reason} (${why})` }];
  });
}
