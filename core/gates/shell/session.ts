import type { Function as FunctionNode, ParsedScript } from 'unbash';
import type { EffectiveCommand, Origin, Word } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { ForkableMap } from './forkable-map.ts';

/** What shell text would do, in the order in which it would do it. */
export type Step = { readonly segment: string } & (
  | { readonly kind: 'command'; readonly command: EffectiveCommand }
  | {
      readonly kind: 'redirect';
      readonly mode: 'read' | 'write';
      readonly file: Word;
      readonly cwd: string | undefined;
    }
  | { readonly kind: 'code'; readonly origin: Origin; readonly program: string }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Word }
  | { readonly kind: 'fork-bomb' }
  | { readonly kind: 'opaque'; readonly reason: string }
);

/** A function keeps the text its positions refer to: it may be called from another one. */
export type ShellFunction = { readonly node: FunctionNode; readonly source: string };

/** What one shell knows. Mutable: commands run in it one after the other. */
export type Scope = {
  cwd: string | undefined;
  /** Where else it may be, because a change of directory may have failed or not taken place. */
  elsewhere: readonly string[];
  readonly variables: ForkableMap<Word>;
  readonly arrays: ForkableMap<ReadonlyMap<string, Word>>;
  readonly exported: ForkableMap<true>;
  /** `$1`, `$2` …; undefined when the caller's are not visible. */
  positional: readonly Word[] | undefined;
  readonly functions: ForkableMap<ShellFunction>;
  readonly aliases: ForkableMap<string>;
  /** What `exec` and `coproc` have opened, by number; `0` and `1` are what commands read and print to from then on. */
  readonly descriptors: ForkableMap<Channel>;
  directories: readonly (string | undefined)[];
  /** `set -e`: the shell ends where a command fails. */
  errexit: boolean;
  /** It has met `exit`, `return`, `break` or `continue`: what follows a branch does not follow this one. */
  ended: boolean;
};

/** What is piped or redirected in. `read` takes from it line by line, so it is shared and mutable. */
export type Input = { rest: Word };

/** One end of a descriptor: something to read, or a file that what is printed ends up in. */
export type Channel =
  | { readonly kind: 'input'; readonly input: Input }
  | { readonly kind: 'file'; readonly path: string | undefined; readonly append: boolean };

/** Where evaluation stands: handed down, never stored. */
export type Frame = {
  readonly session: Session;
  readonly scope: Scope;
  readonly stdin: Input | undefined;
  /** Nested scripts, substitutions and calls above this one. */
  readonly depth: number;
  /** The text that node positions refer to. */
  readonly source: string;
  /** Functions and the names of aliases that are being run. */
  readonly calls: readonly (FunctionNode | string)[];
  /** Inside a pipeline or a background job. */
  readonly concurrent: boolean;
  /** Whether it succeeds is looked at (`if`, `&&`, `||`), so that `set -e` does not end the shell. */
  readonly tested: boolean;
  /** What it prints goes somewhere else than the output that the shell has. */
  readonly piped: boolean;
};

/** One command about to run: words expanded, redirects applied. */
export type Invocation = {
  readonly argv: readonly Word[];
  readonly env: Readonly<Record<string, Word>>;
  readonly segment: string;
  /** Started by another program, so that functions and aliases do not count. */
  readonly external?: boolean;
  /** Found among the words of another program: they have been searched. */
  readonly found?: boolean;
};

/** One analysis: what it has found, and the recursion every part of it needs. */
export type Session = {
  readonly context: GateContext;
  readonly steps: Step[];
  /** Files written earlier in the same text, by absolute path. */
  readonly files: Map<string, Word>;
  /** Folders made earlier in the same text. */
  readonly folders: Set<string>;
  /** What reads a file that is a process, as `>(…)` is: run with what is written there. */
  readonly consumers: Map<string, (output: Word) => void>;
  /** Statements that may still be looked at: bounds loops and recursion. */
  budget: number;
  /** Runs a script that stands inside the current text and answers its output. */
  readonly runScript: (script: ParsedScript, frame: Frame) => Word;
  /** Runs text that a command hands to a shell. */
  readonly runText: (text: Word, frame: Frame, segment: string) => Word;
  readonly run: (invocation: Invocation, frame: Frame) => Word;
};

export function newScope(cwd: string | undefined): Scope {
  return {
    cwd,
    elsewhere: [],
    variables: new ForkableMap(),
    arrays: new ForkableMap(),
    exported: new ForkableMap(),
    positional: undefined,
    functions: new ForkableMap(),
    aliases: new ForkableMap(),
    descriptors: new ForkableMap(),
    directories: [],
    errexit: false,
    ended: false,
  };
}

/** A subshell: sees everything, changes nothing outside. */
export function fork(frame: Frame, stdin: Input | undefined = frame.stdin): Frame {
  return { ...frame, stdin, scope: copyScope(frame.scope) };
}

/** Another shell: of what this one knows it sees what is exported. */
export function child(frame: Frame): Frame {
  const { scope } = frame;
  const inner = { ...newScope(scope.cwd), elsewhere: scope.elsewhere, descriptors: scope.descriptors.fork() };
  for (const [name] of scope.exported.entries()) {
    const value = scope.variables.get(name);
    const body = scope.functions.get(name);
    inner.exported.set(name, true);
    if (value) inner.variables.set(name, value);
    if (body) inner.functions.set(name, body);
  }
  for (const [name] of scope.variables.entries())
    if (Object.hasOwn(frame.session.context.env, name) && !inner.variables.get(name))
      inheritChanged(name, scope, inner);
  return { ...frame, scope: inner };
}

/** A variable of the environment is exported already. */
function inheritChanged(name: string, scope: Scope, inner: Scope): void {
  const value = scope.variables.get(name);
  if (value) inner.variables.set(name, value);
}

function copyScope(scope: Scope): Scope {
  return {
    cwd: scope.cwd,
    elsewhere: scope.elsewhere,
    variables: scope.variables.fork(),
    arrays: scope.arrays.fork(),
    exported: scope.exported.fork(),
    positional: scope.positional,
    functions: scope.functions.fork(),
    aliases: scope.aliases.fork(),
    descriptors: scope.descriptors.fork(),
    directories: scope.directories,
    errexit: scope.errexit,
    ended: scope.ended,
  };
}

/** After a branch that may or may not have run: what differs is no longer certain. For where it is, see whereabouts. */
export function mergeNames(scope: Scope, branch: Scope): void {
  scope.functions.adopt(branch.functions);
  scope.aliases.adopt(branch.aliases);
  scope.exported.adopt(branch.exported);
  scope.descriptors.adopt(branch.descriptors);
  scope.arrays.adopt(branch.arrays);
  if (branch.variables.sharesWith(scope.variables)) return;
  for (const [name, value] of branch.variables.entries()) {
    const before = scope.variables.get(name);
    if (before?.text === value.text && before.known === value.known) continue;
    scope.variables.set(name, { text: `\${${name}}`, known: false, ifUnset: before?.text ?? '' });
  }
}

/** Takes one from the budget; says so once when it is used up. */
export function withinBudget(frame: Frame): boolean {
  const { session, source } = frame;
  session.budget -= 1;
  if (session.budget === -1) opaque(frame, 'runs too many commands to follow', source.slice(0, 200));
  return session.budget >= 0;
}

/** Notes a step, once for each place where the shell may be. */
export function note(frame: Frame, step: Step): void {
  const { steps } = frame.session;
  steps.push(step);
  for (const cwd of frame.scope.elsewhere) {
    if (step.kind === 'redirect') steps.push({ ...step, cwd });
    else if (step.kind === 'command' && matters(step.command, cwd, frame))
      steps.push({ ...step, command: { ...step.command, cwd } });
  }
}

/** Above its own worktrees git finds no repository of anybody's. */
function matters({ argv }: EffectiveCommand, cwd: string, { session }: Frame): boolean {
  return argv[0]?.text !== 'git' || !session.context.worktrees.some(({ path }) => path.startsWith(`${cwd}/`));
}

export function opaque(frame: Frame, reason: string, segment: string): void {
  note(frame, { kind: 'opaque', reason, segment });
}
