import { parseRecipe } from '../../../core/model/recipe.ts';
import type { Recipe } from '../../../core/model/recipe.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import { readYaml, yamlProblemLine } from '../../files/read-yaml.ts';

/** `message` has one line per problem: `recipe.yaml:14: steps[3].replace.pattern: what is wrong; remedy`. */
export type RecipeFailure = Failure & { readonly problems: readonly string[] };

const mostShown = 20;

/** Reads and validates the text of a recipe; `file` is only for messages. */
export function readRecipe(text: string, file: string): Result<Recipe, RecipeFailure> {
  const read = readYaml(text, parseRecipe);
  if (read.ok) return ok(read.value);
  const problems = read.problems.map((problem) => yamlProblemLine(file, problem));
  const shown = problems.slice(0, mostShown);
  const more = problems.length > shown.length ? [`… and ${String(problems.length - shown.length)} more`] : [];
  const next = 'Correct these lines and start again';
  return fail({ code: 'recipe-malformed', message: [...shown, ...more].join('\n'), next, problems });
}
