import type { Input, RecipeInfo } from '../../core/contract.ts';
import type { RepoId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import { reposNamedIn } from '../../core/views/mention.ts';

/** What the dialog holds before there is a thread. */
export type Draft = {
  readonly goal: string;
  /** In landing order; undefined while the proposal from the text stands. */
  readonly repos: readonly RepoId[] | undefined;
  readonly harness: string;
  /** Empty: the harness's own default. */
  readonly model: string;
  readonly recipe: string;
  readonly recipeText: string;
  readonly inputs: Readonly<Record<string, string>>;
};

/** Chosen instead of a recipe of the catalogue. */
export const ownRecipe = ':text';

export const emptyDraft: Draft = {
  goal: '',
  repos: undefined,
  harness: 'recipe',
  model: '',
  recipe: '',
  recipeText: '',
  inputs: {},
};

export function chosenRepos(draft: Draft, repos: readonly Repo[]): readonly RepoId[] {
  if (draft.repos) return draft.repos;
  const [only, second] = repos;
  return only && !second ? [only.id] : reposNamedIn(draft.goal, repos);
}

/** Moves one repo up or down in the landing order. */
export function moved(order: readonly RepoId[], id: RepoId, by: 1 | -1): readonly RepoId[] {
  const from = order.indexOf(id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= order.length) return order;
  const next = order.filter((each) => each !== id);
  next.splice(to, 0, id);
  return next;
}

export function creation(
  draft: Draft,
  repos: readonly Repo[],
  recipes: readonly RecipeInfo[],
): Input<'threads.create'> {
  const request = { goal: draft.goal, repos: [...chosenRepos(draft, repos)], harness: draft.harness };
  const model = draft.model.trim();
  if (draft.harness !== 'recipe') return model === '' ? request : { ...request, model };
  const inputs = inputsFor(draft, recipes);
  if (draft.recipe === ownRecipe) return { ...request, recipe: { text: draft.recipeText, inputs } };
  return draft.recipe === '' ? request : { ...request, recipe: { name: draft.recipe, inputs } };
}

/** Only what the chosen recipe asks for, and only what differs from its own default. */
function inputsFor(draft: Draft, recipes: readonly RecipeInfo[]): Record<string, string> {
  const asked = recipes.find((recipe) => recipe.name === draft.recipe)?.inputs ?? [];
  return Object.fromEntries(
    asked.flatMap(({ name }) => (draft.inputs[name] === undefined ? [] : [[name, draft.inputs[name]]])),
  );
}
