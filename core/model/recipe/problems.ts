import type { z } from 'zod';
import { STEP_KEYS } from './step.ts';

/** What is wrong with a recipe, where, and what to do. Main adds the file and line. */
export type RecipeProblem = {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly next?: string | undefined;
  /** The problem is the last key of the path itself, not its value. */
  readonly atKey?: boolean;
};

export function problemsOf(error: z.ZodError): RecipeProblem[] {
  return error.issues.flatMap(problemsOfIssue);
}

/** `steps[3].replace.pattern` */
export function pathText(path: RecipeProblem['path']): string {
  const parts = path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`));
  return parts.join('');
}

/** The candidate a person most likely meant: at most a third of its letters differ. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best === undefined) return undefined;
  return best.distance <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

type Issue = z.core.$ZodIssue;

function problemsOfIssue(issue: Issue): RecipeProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key));
    case 'invalid_type':
      return [{ path, ...typeProblem(issue) }];
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? issue.message, atKey: true }];
    case 'custom':
      return [{ path, message: issue.message, next: nextOf(issue.params) }];
    default:
      return [{ path, message: issue.message }];
  }
}

function unknownKey(path: (string | number)[], key: string): RecipeProblem {
  const allowed = keysAt(path.slice(0, -1));
  const meant = closest(key, allowed);
  return {
    path,
    atKey: true,
    message: 'unknown key',
    next: meant === undefined ? `Possible here: ${allowed.join(', ')}` : `Did you mean "${meant}"?`,
  };
}

function typeProblem(issue: Extract<Issue, { code: 'invalid_type' }>): Pick<RecipeProblem, 'message' | 'next'> {
  const expected = TYPE_NAMES[issue.expected] ?? issue.expected;
  return issue.message.endsWith('received undefined')
    ? { message: 'is missing', next: `Add it: ${expected}` }
    : { message: `must be ${expected}`, next: 'Quote it if YAML reads it as something else' };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  number: 'a number',
  boolean: 'true or false',
};

/** Keys known at a place, told by the last named part of the path. */
function keysAt(path: RecipeProblem['path']): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return ['title', 'description', 'inputs', 'steps', 'on'];
  if (typeof last === 'number') return path.at(-2) === 'on' ? ['check', 'output', 'message', 'steps'] : STEP_KEYS;
  return path[0] === 'inputs' ? ['description', 'default'] : (KEYS_OF_WORK[last] ?? []);
}

const KEYS_OF_WORK: Readonly<Record<string, readonly string[]>> = {
  run: ['command', 'timeout'],
  replace: ['files', 'pattern', 'flags', 'with'],
  write: ['path', 'content', 'executable'],
  json: ['file', 'set', 'delete'],
  yaml: ['file', 'set', 'delete'],
  ask: ['question', 'options'],
  commit: ['message', 'paths'],
};

function nextOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('next' in params)) return undefined;
  return typeof params.next === 'string' ? params.next : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
