import type { Recipe } from '../../../core/model/recipe.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { readRecipe } from './read-recipe.ts';

/**
 * A thread's harness configuration: `recipe` is the YAML text (kept with the thread, so that a later edit of the file
 * does not change work in progress), `file` its name for messages, `input.<name>` a value for each input.
 */
export type RecipeConfig = {
  readonly recipe: string;
  readonly file: string;
  readonly inputs: Readonly<Record<string, string>>;
};

const INPUT = 'input.';

export function recipeConfig({ recipe, file, inputs }: RecipeConfig): Record<string, string> {
  const given = Object.entries(inputs).map(([name, value]) => [`${INPUT}${name}`, value]);
  return { recipe, file, ...(Object.fromEntries(given) as Record<string, string>) };
}

/** Checks the whole configuration, so that a person hears at once what is wrong with it. */
export function readRecipeConfig(config: Readonly<Record<string, string>>): Result<RecipeConfig> {
  const { recipe, file = 'recipe.yaml' } = config;
  if (recipe === undefined) {
    const next = 'Choose one when making the thread';
    return fail({ code: 'recipe-missing', message: 'The thread names no recipe', next });
  }
  const read = readRecipe(recipe, file);
  if (!read.ok) return read;
  const given = Object.entries(config).filter(([name]) => name.startsWith(INPUT));
  const inputs = Object.fromEntries(given.map(([name, value]) => [name.slice(INPUT.length), value]));
  const problem = inputProblem(read.value, inputs);
  return problem === undefined ? ok({ recipe, file, inputs }) : fail(problem);
}

function inputProblem(recipe: Recipe, inputs: Readonly<Record<string, string>>) {
  const declared = Object.keys(recipe.inputs);
  const unknown = Object.keys(inputs).find((name) => !declared.includes(name));
  if (unknown !== undefined) {
    const next = declared.length === 0 ? 'It takes none' : `It takes: ${declared.join(', ')}`;
    return { code: 'recipe-input-unknown', message: `The recipe "${recipe.title}" takes no input ${unknown}`, next };
  }
  const missing = declared.filter((name) => inputs[name] === undefined && recipe.inputs[name]?.default === undefined);
  if (missing.length === 0) return undefined;
  const message = `The recipe "${recipe.title}" needs a value for ${missing.join(', ')}`;
  return { code: 'recipe-input-missing', message, next: 'Give it when making the thread' };
}
