import type { z } from 'zod';

/** What is wrong with a value out of a file, where in it, and what to do. Main adds the file and line. */
export type PlacedProblem = {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly next?: string | undefined;
  /** The problem is the last key of the path itself, not its value. */
  readonly atKey?: boolean;
};

/** A plain value out of a file, understood or not. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/** What a schema found, in words for people; `keysAt` are the keys that a place may have, for one that is unknown. */
export function problemsOf(
  error: z.ZodError,
  keysAt: (path: PlacedProblem['path']) => readonly string[],
): PlacedProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, keysAt));
}

/** `steps[3].replace.pattern` */
export function pathText(path: PlacedProblem['path']): string {
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
type KeysAt = (path: PlacedProblem['path']) => readonly string[];

function problemsOfIssue(issue: Issue, keysAt: KeysAt): PlacedProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, keysAt(path)));
    case 'invalid_type':
      return [{ path, ...typeProblem(issue) }];
    case 'invalid_value':
      return [{ path, message: `must be one of ${issue.values.map(String).join(', ')}`, next: 'Choose one of them' }];
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? issue.message, atKey: true }];
    case 'custom':
      return [{ path, message: issue.message, next: nextOf(issue.params) }];
    default:
      return [{ path, message: issue.message }];
  }
}

function unknownKey(path: (string | number)[], key: string, allowed: readonly string[]): PlacedProblem {
  const meant = closest(key, allowed);
  return {
    path,
    atKey: true,
    message: 'unknown key',
    next: meant === undefined ? `Possible here: ${allowed.join(', ') || 'nothing'}` : `Did you mean ${meant}?`,
  };
}

function typeProblem(issue: Extract<Issue, { code: 'invalid_type' }>): Pick<PlacedProblem, 'message' | 'next'> {
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
