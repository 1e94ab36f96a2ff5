import type { ParsedInput } from '../../../../core/contract.ts';
import { closest } from '../../../../core/placed-problem.ts';
import type { HarnessChoice } from '../../../../core/model/run.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { readRecipeConfig, recipeConfig } from '../../../harness/recipe/config.ts';
import type { RecipeShelf, Services } from '../../services.ts';

type HarnessServices = Pick<Services, 'harnesses' | 'recipes'>;
type RecipeChoice = NonNullable<ParsedInput<'threads.create'>['recipe']>;

/** The harness with its whole configuration: a thread keeps the recipe it began with, whatever becomes of the file. */
export async function chooseHarness(
  { harnesses, recipes }: HarnessServices,
  { harness, recipe, model }: Pick<ParsedInput<'threads.create'>, 'harness' | 'recipe' | 'model'>,
): Promise<Result<HarnessChoice>> {
  const known = await harnesses();
  const chosen = known.find((each) => each.id === harness);
  if (!chosen) {
    const names = known.map((each) => each.id);
    const meant = closest(harness, names);
    const next = meant === undefined ? `There is: ${names.join(', ')}` : `Did you mean ${meant}?`;
    return fail({ code: 'harness-unknown', message: `There is no harness ${harness}`, next });
  }
  if (chosen.state !== 'ready')
    return fail({
      code: `harness-${chosen.state}`,
      message: `${chosen.title} cannot run here: ${chosen.text}`,
      ...(chosen.next !== undefined && { next: chosen.next }),
    });
  if (model !== undefined && !chosen.model)
    return fail({ code: 'bad-input', message: `model: the harness ${harness} takes none` });
  if (harness === 'recipe') return chooseRecipe(recipes, recipe);
  return recipe
    ? fail({ code: 'bad-input', message: `recipe: the harness ${harness} takes no recipe` })
    : ok({ id: harness, config: { ...(model !== undefined && { model }) } });
}

async function chooseRecipe(shelf: RecipeShelf, choice: RecipeChoice | undefined): Promise<Result<HarnessChoice>> {
  const source = await sourceOf(shelf, choice);
  if (!source.ok) return source;
  const config = recipeConfig({ recipe: source.value.text, file: source.value.file, inputs: choice?.inputs ?? {} });
  const read = readRecipeConfig(config);
  return read.ok ? ok({ id: 'recipe', config }) : read;
}

/** With both given the text counts, and the name says where it came from. */
async function sourceOf(
  shelf: RecipeShelf,
  choice: RecipeChoice | undefined,
): Promise<Result<{ readonly text: string; readonly file: string }>> {
  if (choice?.text !== undefined) return ok({ text: choice.text, file: choice.name ?? 'recipe.yaml' });
  if (choice?.name !== undefined) return shelf.find(choice.name);
  const next = 'Name one of the catalogue (teatree recipe list) or give its text';
  return fail({ code: 'recipe-needed', message: 'The recipe harness needs a recipe', next });
}
