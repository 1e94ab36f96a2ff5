import { basename } from 'node:path';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { AttemptChoice } from '../../../evals/suite/attempt-case.ts';
import { readTextFile } from '../../../files/read-text-file.ts';

/** What the recipe harness follows in trials, from a file that was named. */
export async function recipeIn(file: string | undefined): Promise<Result<AttemptChoice['recipe']>> {
  if (file === undefined) return ok(undefined);
  const text = await readTextFile(file);
  return text.ok ? ok({ name: basename(file), text: text.value }) : text;
}
