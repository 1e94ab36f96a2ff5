import type { Function as FunctionNode, ParsedScript } from 'unbash';
import type { EffectiveCommand, Origin, Word } from '../../model/action.ts';
import type { GateContext } from '../context.ts';

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
  readonly variables: Map<string, Word>;
  readonly arrays: Map<string, readonly Word[]>;
  readonly exported: Set<string>;
  /** `$1`, `$2` …; undefined when the caller's are not visible. */
  positional: readonly Word[] | undefined;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  directories: readonly (string | undefined)[];
};

/** What is piped or redirected in. `read` takes from it line by line, so it is shared and mutable. */
export type Input = { rest: Word };

/** Where evaluation stands: handed down, never stored. */
export type Frame = {
  readonly session: Session;
  readonly scope: Scope;
  readonly stdin: Input | undefined;
  /** Nested scripts, substitutions and calls above this one. */
  readonly depth: number;
  /** The text that node positions refer to. */
  readonly source: string;
  readonly calls: readonly string[];
  /** Inside a pipeline or a background job. */
  readonly concurrent: boolean;
};

/** One command about to run: words expanded, redirects applied. */
export type Invocation = {
  readonly argv: readonly Word[];
  readonly env: Readonly<Record<string, Word>>;
  readonly segment: string;
};

/** One analysis: what it has found, and the recursion every part of it needs. */
export type Session = {
  readonly context: GateContext;
  readonly steps: Step[];
  /** Files written earlier in the same text, by absolute path. */
  readonly files: Map<string, Word>;
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
    variables: new Map(),
    arrays: new Map(),
    exported: new Set(),
    positional: undefined,
    functions: new Map(),
    aliases: new Map(),
    directories: [],
  };
}

/** A subshell: sees everything, changes nothing outside. */
export function fork(frame: Frame, stdin: Input | undefined = frame.stdin): Frame {
  return { ...frame, stdin, scope: copyScope(frame.scope) };
}

function copyScope(scope: Scope): Scope {
  return {
    ...scope,
    variables: new Map(scope.variables),
    arrays: new Map(scope.arrays),
    exported: new Set(scope.exported),
    functions: new Map(scope.functions),
    aliases: new Map(scope.aliases),
  };
}

/** After a branch that may or may not have run: what differs is no longer certain. */
export function mergeScope(scope: Scope, branch: Scope): void {
  if (branch.cwd !== scope.cwd) scope.cwd = undefined;
  for (const [name, value] of branch.variables) {
    const before = scope.variables.get(name);
    if (before?.text === value.text && before.known === value.known) continue;
    scope.variables.set(name, { text: `\${${name}}`, known: false, ifUnset: before?.text ?? '' });
  }
  for (const [name, body] of branch.functions) scope.functions.set(name, body);
  for (const [name, text] of branch.aliases) scope.aliases.set(name, text);
}

/** Takes one from the budget; says so once when it is used up. */
export function withinBudget(frame: Frame, segment: string): boolean {
  frame.session.budget -= 1;
  if (frame.session.budget === -1) opaque(frame, 'runs too many commands to follow', segment);
  return frame.session.budget >= 0;
}

export function note(frame: Frame, step: Step): void {
  frame.session.steps.push(step);
}

export function opaque(frame: Frame, reason: string, segment: string): void {
  note(frame, { kind: 'opaque', reason, segment });
}
