import type { PolicyFile, TypedRule } from '../policy-file.ts';
import { PolicyText } from '../policy-file.ts';
import { normalise } from '../../action.ts';
import { judge } from '../../policy.ts';
import type { Policy } from '../../policy.ts';
import { builtInRules } from '../built-in.ts';
import { app, context } from '../../testing/context.ts';
import type { Verdict } from '../../verdict.ts';

type Draft = Partial<TypedRule> & Pick<TypedRule, 'effect' | 'verdict'>;

export function rule(draft: Draft): TypedRule {
  return { id: 'a-rule', where: {}, reason: 'because', match: ['true'], no_match: [], ...draft };
}

export function layer(of: PolicyFile['layer'], text: Partial<PolicyText>): PolicyFile {
  return { ...PolicyText.parse({}), ...text, layer: of, source: of };
}

/** The shipped rules with a user's layer and tightening ones. */
export function policy(user: Partial<PolicyText> | undefined, ...repos: readonly Partial<PolicyText>[]): Policy {
  return {
    builtIn: builtInRules,
    user: user && layer('user', user),
    tightening: repos.map((text) => layer('repo', text)),
  };
}

export function judged(command: string, by: Policy): Verdict {
  return judge(normalise({ id: 'call', tool: 'shell', input: { command }, cwd: app }, context), context, by);
}
