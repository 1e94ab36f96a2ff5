import type { ParsedInput } from '../../../core/contract.ts';
import { closest } from '../../../core/model/recipe/problems.ts';
import type { Recipe } from '../../../core/model/recipe.ts';
import type { HarnessChoice } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { RecipeShelf, Services } from '../services.ts';

type HarnessServices = Pick<Services, 'harnesses' | 'recipes'>;
type RecipeChoice = NonNullable<ParsedInput<'threads.create'>['recipe']>;

/** The harness with its whole configuration: a thread keeps the recipe it was started with, whatever becomes of the file. */
export async function chooseHarness(
  { harnesses, recipes }: HarnessServices,
  { harness, recipe }: Pick<ParsedInput<'threads.create'>, 'harness' | 'recipe'>,
): Promise<Result<HarnessChoice>> {
  const known = await harnesses();
  const chosen = known.find((each) => each.id === harness);
  if (!chosen)
    return fail(
      unknownName(
        'harness',
        harness,
        known.map((each) => each.id),
      ),
    );
  if (chosen.state === 'missing')
    return fail({ code: 'harness-missing', message: `${chosen.title} cannot run here: ${chosen.text}` });
  if (harness === 'recipe') return recipeConfig(recipes, recipe);
  return recipe
    ? fail({ code: 'bad-input', message: `recipe: the harness ${harness} takes no recipe` })
    : ok({ id: harness, config: {} });
}

async function recipeConfig(recipes: RecipeShelf, choice: RecipeChoice | undefined): Promise<Result<HarnessChoice>> {
  if (!choice || (choice.name === undefined && choice.text === undefined)) {
    const next = 'Name one of the catalogue (teatree recipe list) or give its text';
    return fail({ code: 'recipe-needed', message: 'The recipe harness needs a recipe', next });
  }
  const source = await sourceOf(recipes, choice);
  if (!source.ok) return source;
  const { text, file } = source.value;
  const recipe = recipes.read(text, file);
  if (!recipe.ok) return recipe;
  const inputs = checkInputs(recipe.value, choice.inputs);
  if (inputs) return fail(inputs);
  return ok({
    id: 'recipe',
    config: { recipe: text, name: choice.name ?? file, inputs: JSON.stringify(choice.inputs) },
  });
}

/** With both given the text counts, and the name says where it came from. */
async function sourceOf(
  recipes: RecipeShelf,
  { name, text }: RecipeChoice,
): Promise<Result<{ text: string; file: string }>> {
  if (text !== undefined) return ok({ text, file: name ?? 'recipe.yaml' });
  return recipes.find(name ?? '');
}

function checkInputs(recipe: Recipe, given: Readonly<Record<string, string>>): Failure | undefined {
  const known = Object.keys(recipe.inputs);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) return unknownName('input', unknown, known);
  const missing = known.filter((name) => recipe.inputs[name]?.default === undefined && given[name] === undefined);
  if (missing.length === 0) return undefined;
  const next = `Give a value: ${missing.map((name) => `--input ${name}=…`).join(' ')}`;
  return {
    code: 'input-missing',
    message: `The recipe "${recipe.title}" needs a value for ${missing.join(', ')}`,
    next,
  };
}

function unknownName(kind: 'harness' | 'input', name: string, known: readonly string[]): Failure {
  const meant = closest(name, known);
  const next = meant === undefined ? `There is: ${known.join(', ') || 'none'}` : `Did you mean ${meant}?`;
  return { code: `${kind}-unknown`, message: `There is no ${kind} ${name}`, next };
}
