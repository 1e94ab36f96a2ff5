import type { Command } from '../../command-line/command.ts';
import { readRecipeChoice } from './new.ts';
import { steering } from './steer.ts';

export const threadSwitch: Command = steering({
  ...{ name: 'thread switch', about: 'Go on with another harness, or model, in the same workspace', works: true },
  done: 'is switched',
  options: {
    harness: { value: 'NAME', about: 'who works from the next turn on: teatree harness list', required: true },
    model: { value: 'NAME', about: 'for a harness that takes one' },
    recipe: { value: 'NAME|FILE', about: 'for the recipe harness' },
    input: { value: 'KEY=VALUE', about: "a value for one of the recipe's inputs", many: true },
  },
  async send(call, thread, args) {
    const recipe = await readRecipeChoice(args);
    if (!recipe.ok) return recipe;
    const model = args.value('model');
    return call('threads.switchHarness', {
      ...{ thread, harness: args.value('harness') ?? '' },
      ...(model !== undefined && { model }),
      ...(recipe.value && { recipe: recipe.value }),
    });
  },
});
