import type { Action, ActionEffect } from '../../model/action.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { GateContext } from '../context.ts';
import { exampleContext, exampleCwd } from '../example/context.ts';
import { worktreeOf } from '../git-command.ts';
import { isWithin } from '../paths.ts';
import { judge, type Policy } from '../policy.ts';
import type { Verdict } from '../verdict.ts';
import { catalogued, isSafety } from './catalogue.ts';
import { wrongExamples } from './examples.ts';
import type { Pattern } from './fields.ts';
import { TypedRule } from './policy-file.ts';
import type { PolicyFile } from './policy-file.ts';

export type DraftFor = {
  readonly context: GateContext;
  readonly policy: Policy;
  /** What the command was, as an example for its rule; undefined where it was no command. */
  readonly raw: string | undefined;
  /** Only for this repo. */
  readonly repo?: string | undefined;
  /** Ids that are taken. */
  readonly taken: ReadonlySet<string>;
};

/** The rules that would have let the action through without a question, as narrow as what it does can be said. */
export function draftRules(action: Action, wish: DraftFor): Result<readonly TypedRule[]> {
  const asking = action.effects.filter((effect) => askedAbout(effect, action, wish) !== undefined);
  const rules: TypedRule[] = [];
  const taken = new Set(wish.taken);
  for (const effect of asking) {
    const rule = draftRule(effect, action, { ...wish, taken });
    if (!rule.ok) return rule;
    if (rules.some((each) => JSON.stringify(each.where) === JSON.stringify(rule.value.where))) continue;
    rules.push(rule.value);
    taken.add(rule.value.id);
  }
  if (rules.length === 0) return none('nothing it does by itself is asked about');
  const user = wish.policy.user ?? emptyUser;
  const after: Policy = { ...wish.policy, user: { ...user, rules: [...user.rules, ...rules] } };
  return judge(action, wish.context, after).kind === 'allow'
    ? ok(rules)
    : none('what asks about it is more than the parts that a rule can name');
}

/** The person's layer before anything was written into it. */
export const emptyUser: PolicyFile = { version: 1, set: [], rules: [], layer: 'user', source: 'policy.yaml' };

function none(why: string): Result<never> {
  return fail({
    code: 'no-typed-rule',
    message: `No rule can say this: ${why}`,
    next: 'Approve it once or for this thread',
  });
}

/** What the policy says about this part of the action alone, if it is a question. */
function askedAbout(effect: ActionEffect, action: Action, { context, policy }: DraftFor) {
  const verdict = judge({ ...action, effects: [effect] }, context, policy);
  return verdict.kind === 'ask' ? verdict : undefined;
}

/** Why nobody's own policy may loosen what asked, if so. */
function whyFixed(verdict: Verdict): string | undefined {
  const { rule, layer } = verdict;
  if (layer === 'repo' || layer === 'thread') return `${rule} is a rule of the ${layer}, and only that can change it`;
  return layer === undefined && isSafety(verdict)
    ? `${rule} is safety (${catalogued(rule)?.title ?? 'a rule that broke'}) and is not loosened`
    : undefined;
}

function draftRule(effect: ActionEffect, action: Action, wish: DraftFor): Result<TypedRule> {
  const verdict = askedAbout(effect, action, wish);
  const rule = verdict?.rule ?? 'default';
  const fixed = verdict && whyFixed(verdict);
  if (fixed !== undefined) return none(fixed);
  const said = wordsFor(effect, wish.context);
  if (said === undefined) return none('what it does depends on values that are not known before it runs');
  const drafted = TypedRule.safeParse({
    id: idOf(said.name, wish.taken),
    ...{ effect: effect.kind, where: said.where, verdict: 'allow', ...(wish.repo && { repo: wish.repo }) },
    reason: `Approved for good when ${rule} asked`,
    match: [exampleOf(effect, action.call.cwd, wish)],
  });
  if (!drafted.success) return none('what it does does not fit into a rule');
  const wrong = wrongExamples(drafted.data)[0];
  return wrong ? none(`as its own example ${wrong.message}`) : ok(drafted.data);
}

export type Words = { readonly name: readonly string[]; readonly where: Pattern };

/** What an effect does, in the fields of a rule. Undefined where a part of it is not known. */
export function wordsFor(effect: ActionEffect, context: GateContext): Words | undefined {
  switch (effect.kind) {
    case 'install': {
      const { manager, packages, global } = effect;
      if (packages.length === 0 || packages.some((name) => /[$`*]/.test(name))) return undefined;
      return { name: [manager, ...packages], where: { manager, package: oneOrMany(packages), global } };
    }
    case 'network':
      if (effect.host === undefined || /[$`*]/.test(effect.host)) return undefined;
      return { name: ['reach', effect.host], where: { host: effect.host, sends: effect.sends === true } };
    case 'write': {
      const { target } = effect;
      if (!target.known || target.glob === true || target.path.includes('*')) return undefined;
      const path = nameOf(target.path, context);
      return { name: ['write', path], where: { path } };
    }
    case 'publish':
      return { name: ['publish', effect.what], where: { what: effect.what } };
    case 'infrastructure':
      return effect.irreversible || /[$`*]/.test(effect.what)
        ? undefined
        : { name: [effect.what], where: { what: effect.what, irreversible: false } };
    case 'detach':
      return { name: ['detach', effect.program], where: { program: lastPart(effect.program) } };
    case 'git':
      return wordsForGit(effect, context);
    default:
      return undefined;
  }
}

/** Verbs whose first word says what they do. */
const withAction = new Set(['stash', 'worktree', 'remote', 'submodule', 'bisect']);

function wordsForGit(
  { git }: Extract<ActionEffect, { readonly kind: 'git' }>,
  context: GateContext,
): Words | undefined {
  const { verb, refs } = git;
  if (refs.length > 0 || git.all) {
    const own = worktreeOf(git.directory, context)?.branch;
    const branches = refs.map(({ destination }) => (destination === own ? 'own' : destination));
    if (git.all || git.remote === undefined || branches.some((name) => name === undefined)) return undefined;
    const named = branches.flatMap((name) => name ?? []);
    const where = {
      verb,
      remote: git.remote,
      branch: oneOrMany(named),
      force: git.force,
      deletes: refs.some((ref) => ref.deletes),
    };
    return { name: [verb, ...named], where };
  }
  if (git.configures) {
    const { scope, keys } = git.configures;
    return { name: ['git', scope, ...keys], where: { verb, scope, key: oneOrMany(keys) } };
  }
  const action = git.args.find((arg) => !arg.startsWith('-'));
  const where = {
    verb,
    ...(withAction.has(verb) && action !== undefined ? { action } : {}),
    ...(git.discards && { discards: true }),
  };
  return { name: ['git', verb, where.action ?? ''], where };
}

function oneOrMany(texts: readonly string[]): string | readonly string[] {
  const [first = ''] = texts;
  return texts.length === 1 ? first : texts;
}

/** As a rule names it: inside the worktree, below the home, or in full. */
export function nameOf(path: string, { worktrees, home }: GateContext): string {
  const root = worktrees.find((own) => path !== own.path && isWithin(path, own.path))?.path;
  if (root !== undefined) return path.slice(root.length + 1);
  return isWithin(path, home) ? `~${path.slice(home.length)}` : path;
}

function lastPart(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

export function idOf(name: readonly string[], taken: ReadonlySet<string>, verdict = 'allow'): string {
  const words = name
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const base = `${verdict}-${words}`.slice(0, 50).replace(/-+$/, '').replace(/-{2,}/g, '-');
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${String(count)}`;
  return id;
}

/** The command as the example's run would have given it, from its own worktree and home. */
export function exampleOf(
  effect: ActionEffect,
  cwd: string,
  { raw, context }: Pick<DraftFor, 'raw' | 'context'>,
): string {
  const { worktrees, home } = context;
  const root = worktrees.find((each) => isWithin(cwd, each.path))?.path;
  const below = root === undefined ? '' : cwd.slice(root.length + 1);
  const command = raw === undefined ? commandFor(effect) : below === '' ? raw : `cd '${below}' && ${raw}`;
  const moved = root === undefined ? command : command.replaceAll(root, exampleCwd);
  return moved.replaceAll(home, exampleContext.home);
}

/** What a tool did, as a command that does the same. */
function commandFor(effect: ActionEffect): string {
  if (effect.kind === 'write') return `touch '${effect.target.path}'`;
  return effect.kind === 'network' && effect.host !== undefined ? `curl https://${effect.host}/` : 'true';
}
