import { normalise } from '../../../../core/gates/action.ts';
import type { GateContext } from '../../../../core/gates/context.ts';
import { exampleCwd } from '../../../../core/gates/example/context.ts';
import { judge } from '../../../../core/gates/policy.ts';
import type { Policy } from '../../../../core/gates/policy.ts';
import { catalogued } from '../../../../core/gates/policy/catalogue.ts';
import type { Verdict } from '../../../../core/gates/verdict.ts';
import type { ActionEffect, EffectiveCommand } from '../../../../core/model/action.ts';
import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine, table } from '../../screen.ts';
import { openContext } from './gate-context.ts';
import { openPolicy, ownPolicyFile, policyOption } from './gate-policy.ts';

export const gateExplain: Command = {
  name: 'gate explain',
  about: 'Show what a command would do and how it is judged',
  positionals: [{ name: 'COMMAND', about: 'shell text, quoted as one word' }],
  options: {
    context: { about: 'the facts of the run; without it an example', value: 'FILE' },
    policy: { ...policyOption, about: 'the user’s layer; without it your own policy.yaml' },
    cwd: { about: 'where it would run; without it the first worktree', value: 'DIR' },
  },
  async run({ args, screen }) {
    const context = await openContext(args.value('context'));
    if (!context.ok) return context;
    const policy = await openPolicy(args.value('policy') ?? ownPolicyFile());
    if (!policy.ok) return policy;
    const explained = explain(args.positional('COMMAND'), args.value('cwd'), {
      context: context.value,
      policy: policy.value,
    });
    screen.print(explained, describe(explained));
    return ok(0);
  },
};

type Explained = ReturnType<typeof explain>;

type Given = { readonly context: GateContext; readonly policy: Policy };

function explain(command: string, directory: string | undefined, { context, policy }: Given) {
  const cwd = directory ?? context.worktrees[0]?.path ?? exampleCwd;
  const action = normalise({ id: 'explained', tool: 'shell', input: { command }, cwd }, context);
  return {
    commands: action.commands.map(lineOf),
    effects: action.effects.filter(({ kind }) => kind !== 'exec').map(effectOf),
    verdict: judge(action, context, policy),
  };
}

function lineOf({ argv, cwd, env }: EffectiveCommand) {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value.text}`);
  return { words: argv.map((word) => word.text), env: variables, cwd: cwd ?? 'unknown' };
}

/** The effect's kind, what it is about, and the part of the text it comes from. */
function effectOf(effect: ActionEffect) {
  const { kind, segment } = effect;
  return { kind, about: aboutOf(effect), segment };
}

function aboutOf(effect: ActionEffect): string {
  if ('target' in effect) return `${effect.target.path}${effect.target.known ? '' : ' (not certain)'}`;
  if (effect.kind === 'git') return `${effect.git.verb} in ${effect.git.directory ?? 'an unknown place'}`;
  const { kind, segment, ...rest } = effect;
  return Object.entries(rest)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** Which rule of which layer it was. */
function decidedBy({ rule, layer }: Verdict): string {
  const entry = catalogued(rule);
  const title = entry ? ` (${entry.title}${entry.safety === true ? ', safety' : ''})` : '';
  return rule === 'default'
    ? 'no rule of any layer speaks on it'
    : `decided by ${rule}${title} of the ${layer ?? 'default'} layer`;
}

function describe({ commands, effects, verdict }: Explained): string {
  const runs = commands.map(({ words, env, cwd }) => ['  runs', cleanLine([...env, ...words].join(' '), 160), cwd]);
  const does = effects.map(({ kind, about }) => [`  ${kind}`, cleanLine(about, 160)]);
  const lines = [`${verdict.kind} ${verdict.rule}: ${cleanLine(verdict.reason, 300)}`];
  if (verdict.next !== undefined) lines.push(`  ${cleanLine(verdict.next, 300)}`);
  lines.push(`  ${decidedBy(verdict)}`);
  if (runs.length > 0) lines.push('', table(runs));
  if (does.length > 0) lines.push('', table(does));
  return lines.join('\n');
}
