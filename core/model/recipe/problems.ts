import type { z } from 'zod';
import { problemsOf } from '../../placed-problem.ts';
import type { PlacedProblem } from '../../placed-problem.ts';
import { STEP_KEYS } from './step.ts';

export function recipeProblems(error: z.ZodError): PlacedProblem[] {
  return problemsOf(error, keysAt);
}

/** Keys known at a place, told by the last named part of the path. */
function keysAt(path: PlacedProblem['path']): readonly string[] {
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
