import { ok } from '../../../core/result.ts';
import { readTextFile } from '../../files/read-text-file.ts';
import type { Command } from '../command-line/command.ts';
import { cleanLine, table } from '../screen.ts';

const list: Command = {
  name: 'recipe list',
  about: 'Show the recipes you can start a thread with',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const recipes = await connection.value.call('recipes.list', {});
    if (!recipes.ok) return recipes;
    const rows = recipes.value.map(({ name, title, inputs, error }) => {
      const needs = inputs.map((input) => (input.default === undefined ? input.name : `[${input.name}]`)).join(' ');
      return [name, cleanLine(error === undefined ? title : `does not load: ${error}`), needs];
    });
    screen.print(recipes.value, rows.length > 0 ? table(rows) : 'No recipes');
    return ok(0);
  },
};

const validate: Command = {
  name: 'recipe validate',
  about: 'Check a recipe file; every problem is told with its line',
  positionals: [{ name: 'FILE', about: 'the YAML file' }],
  async run({ args, screen }) {
    const file = args.positional('FILE');
    const text = await readTextFile(file);
    if (!text.ok) return text;
    const { readRecipe } = await import('../../harness/recipe/read-recipe.ts');
    const read = readRecipe(text.value, file);
    if (!read.ok) {
      screen.note(`teatree: ${read.error.message}`);
      screen.print({ file, valid: false, problems: read.error.problems }, `${file} is not a valid recipe`);
      return ok(1);
    }
    const { title, steps } = read.value;
    screen.print(
      { file, valid: true, title, steps: steps.length },
      `${file}: "${cleanLine(title)}", ${String(steps.length)} steps`,
    );
    return ok(0);
  },
};

export const recipeCommands: readonly Command[] = [list, validate];
