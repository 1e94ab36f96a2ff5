import { ok } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function recipeHandlers({ recipes }: Pick<Services, 'recipes'>): HandlersOf<'recipes'> {
  return { 'recipes.list': async () => ok(await recipes.list()) };
}
