import type { Action, ActionEffect } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { isLoopback } from '../effects/network.ts';
import { all, forEach, quoted, type Rule } from '../rule.ts';
import { isSecretTarget } from '../secrets/secret-file.ts';
import { ask, deny, type Verdict } from '../verdict.ts';

const instead =
  'Work without the value: check that it is set, read the .example file, or ask the person for what you need.';

/** SEC1: what is in a secret file stays there. */
const files: Rule = forEach('read', ({ target, segment }, context) =>
  isSecretTarget(target, context.home)
    ? deny({
        rule: 'SEC1',
        reason: `${quoted(segment)} reads ${target.path}, which holds secrets.`,
        next: instead,
        risk: 'high',
      })
    : undefined,
);

/** SEC2: stored credentials and secret variables are used, not shown. */
const credentials: Rule = forEach('credential', ({ what, segment }) =>
  deny({ rule: 'SEC2', reason: `${quoted(segment)} prints ${what}.`, next: instead, risk: 'high' }),
);

const dumps: Rule = forEach('environment-dump', ({ segment }) =>
  ask({
    rule: 'SEC2',
    reason: `${quoted(segment)} prints every variable, secrets among them.`,
    next: 'Approving shows all values to the agent. Name the one variable you need instead.',
    risk: 'medium',
  }),
);

/** SEC3: a secret, or more files than anybody could look through, do not leave the machine. */
const leaks: Rule = (action, context) => {
  const sent = action.effects.find((effect) => effect.kind === 'network' && effect.sends && !isLocal(effect.host));
  const what = sent && leaked(action, context);
  if (!sent || what === undefined) return undefined;
  const verdict: Verdict = deny({
    rule: 'SEC3',
    reason: `${quoted(sent.segment)} sends ${what} to another machine.`,
    next: 'Keep it here. Say in your result what should be sent where, and the person sends it.',
    risk: 'critical',
  });
  return [verdict];
};

/** A token in the call itself: sent away it is lost, elsewhere a person looks at where it goes. */
const literal: Rule = (action) => {
  const found = action.effects.find((effect) => effect.kind === 'literal-secret');
  if (!found) return undefined;
  const text = { rule: 'SEC3', reason: `${quoted(found.segment)} holds a secret (${found.what}).` };
  if (!action.effects.some(goesAway))
    return [
      ask({
        ...text,
        next: 'Approving writes it down in clear. Use a variable or a file that is not kept.',
        risk: 'high',
      }),
    ];
  return [deny({ ...text, next: 'Keep it here; the person sends it, from where it is kept.', risk: 'critical' })];
};

function goesAway(effect: ActionEffect): boolean {
  if (effect.kind === 'network') return !isLocal(effect.host);
  return effect.kind === 'git' && /^(push|clone|fetch|pull|ls-remote|submodule)$/.test(effect.git.verb);
}

function isLocal(host: string | undefined): boolean {
  return host !== undefined && isLoopback(host);
}

function leaked({ effects }: Action, context: GateContext): string | undefined {
  for (const effect of effects) {
    if (effect.kind === 'read' && isSecretTarget(effect.target, context.home))
      return `content of ${effect.target.path}`;
    if (effect.kind === 'credential') return effect.what;
    if (effect.kind === 'environment-dump') return 'the environment';
    if (effect.kind === 'archive') return 'a pile of files that nobody has looked through';
  }
  return undefined;
}

export const secrets: Rule = all(leaks, literal, files, credentials, dumps);
