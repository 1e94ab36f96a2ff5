import type { z } from 'zod';

/** One line that names every field that is wrong and what is wrong with it. */
export function inputProblems(error: z.ZodError): string {
  return [...new Set(error.issues.flatMap(problemsOf))].join('; ');
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const at = fieldPath(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${fieldPath([...issue.path, key])}: is not a known field`);
    case 'invalid_type':
      return [
        `${at}: ${issue.message.endsWith('received undefined') ? 'is missing' : `must be ${named(issue.expected)}`}`,
      ];
    case 'invalid_value':
      return [`${at}: must be one of ${issue.values.map(String).join(', ')}`];
    case 'too_big':
      return [`${at}: ${limitText('at most', issue.maximum, issue.origin)}`];
    default:
      return [`${at}: ${issue.message}`];
  }
}

/** `heads[0].commit`; `input` when the whole input is meant. */
function fieldPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'input';
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function limitText(words: string, limit: number | bigint, origin: string): string {
  return `may be ${words} ${String(limit)}${units[origin] ?? ''}`;
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function named(expected: string): string {
  return types[expected] ?? expected;
}
