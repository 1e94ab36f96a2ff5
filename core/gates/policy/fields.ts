import type { ActionEffect, Target } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { worktreeOf } from '../git-command.ts';
import { isWithin } from '../paths.ts';
import { wildcardMatches } from './wildcard.ts';

export type EffectKind = ActionEffect['kind'];
/** What a rule demands of each field: a pattern, one of several, or a flag. */
export type Pattern = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What an effect has in a field; undefined when that cannot be seen before it runs. */
type Value = readonly string[] | boolean | undefined;
type FieldType = 'text' | 'path' | 'flag';
type Reader<K extends EffectKind> = (
  effect: Extract<ActionEffect, { readonly kind: K }>,
  context: GateContext,
) => Value;
type Field<K extends EffectKind> = readonly [FieldType, Reader<K>];
type AnyField = readonly [FieldType, (effect: never, context: GateContext) => Value];
type Fields = { readonly [K in EffectKind]: Readonly<Record<string, Field<K>>> };

const one = (text: string | undefined): Value => (text === undefined ? undefined : [text]);
const path = ({ target }: { readonly target: Target }): Value => [target.path];
const program = ({ program: text }: { readonly program: string }): Value => [text.slice(text.lastIndexOf('/') + 1)];

/** The fields of each kind of effect that a rule may name in `where`. */
const fields: Fields = {
  exec: { program: ['text', program], argument: ['text', ({ argv }) => argv.slice(1)] },
  read: { path: ['path', path] },
  write: { path: ['path', path] },
  delete: { path: ['path', path], recursive: ['flag', ({ recursive }) => recursive] },
  permissions: {
    path: ['path', path],
    recursive: ['flag', ({ recursive }) => recursive],
    broad: ['flag', ({ broad }) => broad],
  },
  git: {
    verb: ['text', ({ git }) => [git.verb]],
    /** The first word after the verb that is no option, such as `drop` of `git stash drop`. */
    action: ['text', ({ git }) => one(git.args.find((arg) => !arg.startsWith('-')) ?? '')],
    remote: ['text', ({ git }) => one(git.remote)],
    force: ['text', ({ git }) => [git.force]],
    /** Pushed to; `own` is the run's own branch there. */
    branch: [
      'text',
      ({ git }, context) => {
        const own = worktreeOf(git.directory, context)?.branch;
        const named = git.refs.map(({ destination }) => (destination === own ? 'own' : destination));
        return git.all || named.some((name) => name === undefined) ? undefined : named.flatMap((name) => name ?? []);
      },
    ],
    deletes: ['flag', ({ git }) => git.refs.some((ref) => ref.deletes)],
    discards: ['flag', ({ git }) => git.discards !== undefined],
    scope: ['text', ({ git }) => one(git.configures?.scope ?? '')],
    key: ['text', ({ git }) => git.configures?.keys ?? []],
  },
  network: {
    host: ['text', ({ host }) => one(host)],
    sends: ['flag', ({ sends }) => sends === true],
    exposes: ['flag', ({ exposes }) => exposes === true],
  },
  credential: { what: ['text', ({ what }) => [what]] },
  'environment-dump': {},
  archive: {},
  infrastructure: {
    what: ['text', ({ what }) => [what]],
    irreversible: ['flag', ({ irreversible }) => irreversible],
  },
  install: {
    manager: ['text', ({ manager }) => [manager]],
    /** As named, with its version if one is given. */
    package: ['text', ({ packages }) => (packages.length === 0 ? undefined : packages)],
    global: ['flag', ({ global }) => global],
  },
  publish: { what: ['text', ({ what }) => [what]] },
  code: { origin: ['text', ({ origin }) => [origin]], program: ['text', program] },
  environment: { name: ['text', ({ name }) => [name]] },
  'hooks-off': { program: ['text', program] },
  agent: { program: ['text', program], ungated: ['flag', ({ ungated }) => ungated] },
  system: { area: ['text', ({ area }) => [area]], program: ['text', program] },
  process: { signal: ['text', ({ signal }) => [signal]] },
  detach: { program: ['text', program] },
  privilege: { program: ['text', program] },
  opaque: {},
  'literal-secret': {},
};

export const effectKinds = Object.keys(fields) as [EffectKind, ...EffectKind[]];

export function fieldsOf(kind: EffectKind): Readonly<Record<string, FieldType | undefined>> {
  return Object.fromEntries(Object.entries(fields[kind]).map(([name, [type]]) => [name, type]));
}

/** What an effect has in a field: texts, or a flag; undefined where that is not known. Paths are absolute. */
export function fieldValue(effect: ActionEffect, name: string, context: GateContext): Value {
  const table: Readonly<Record<string, AnyField>> = fields[effect.kind];
  return Object.hasOwn(table, name) ? table[name]?.[1](effect as never, context) : undefined;
}

/** `maybe`: what the rule asks about cannot be seen before the action runs. */
export type Certainty = 'yes' | 'maybe' | 'no';

/**
 * Whether the effect is one the rule speaks of. Of several values (`npm install a b`) an allowance must name all,
 * a refusal any.
 */
export function speaksOf(
  { effect: kind, where, verdict }: { readonly effect: EffectKind; readonly where: Pattern; readonly verdict: string },
  effect: ActionEffect,
  context: GateContext,
): Certainty {
  if (effect.kind !== kind) return 'no';
  const table: Readonly<Record<string, AnyField>> = fields[kind];
  let certainty: Certainty = isCertain(effect) ? 'yes' : 'maybe';
  for (const [name, wanted] of Object.entries(where)) {
    const field = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!field) return 'no';
    const [type, read] = field;
    const found = compare(read(effect as never, context), wanted, {
      all: verdict === 'allow',
      fit: fitting(type, effect, context),
    });
    if (found === 'no') return 'no';
    if (found === 'maybe') certainty = 'maybe';
  }
  return certainty;
}

function isCertain(effect: ActionEffect): boolean {
  return !('target' in effect) || (effect.target.known && effect.target.glob !== true);
}

type Fit = (value: string, pattern: string) => boolean;

function compare(
  value: Value,
  wanted: Pattern[string],
  { all, fit }: { readonly all: boolean; readonly fit: Fit },
): Certainty {
  if (value === undefined) return 'maybe';
  if (typeof value === 'boolean' || typeof wanted === 'boolean') return value === wanted ? 'yes' : 'no';
  const patterns = typeof wanted === 'string' ? [wanted] : wanted;
  const fits = (text: string) => patterns.some((pattern) => fit(text, pattern));
  return value.length > 0 && (all ? value.every(fits) : value.some(fits)) ? 'yes' : 'no';
}

function fitting(type: FieldType, effect: ActionEffect, context: GateContext): Fit {
  if (type !== 'path') return (value, pattern) => wildcardMatches(pattern, value);
  return (value, pattern) => fitsPath(value, pattern, { context, whole: 'recursive' in effect && effect.recursive });
}

type PathFit = { readonly context: GateContext; readonly whole: boolean };

/** `/x` and `~/x` are where they say; anything else is meant inside the run's own worktrees. Of a folder all is meant. */
function fitsPath(path: string, pattern: string, { context, whole }: PathFit): boolean {
  const roots = pattern.startsWith('/')
    ? ['']
    : pattern.startsWith('~/')
      ? [context.home]
      : context.worktrees.map((own) => own.path);
  const tail = pattern.startsWith('/') ? pattern : pattern.startsWith('~/') ? pattern.slice(1) : `/${pattern}`;
  const fixed = tail.split('/').slice(0, firstOpen(tail)).join('/');
  return roots.some((root) => {
    if (whole && isWithin(`${root}${fixed}`, path)) return true;
    return (root === '' || isWithin(path, root)) && wildcardMatches(tail, path.slice(root.length), '/');
  });
}

function firstOpen(tail: string): number {
  const at = tail.split('/').findIndex((part) => part.includes('*'));
  return at === -1 ? Infinity : at;
}
