import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RecipeInfo } from '../../../core/contract.ts';
import { closest } from '../../../core/placed-problem.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { namesIn } from '../../files/names-in.ts';
import { readRecipe } from './read-recipe.ts';

export type RecipeFolders = {
  /** The shipped skills: recipes are `<skill>/recipes/<name>.yaml`. */
  readonly skills: string;
  /** The person's own: `<name>.yaml`. */
  readonly own: string;
};

export type RecipeShelf = {
  list(): Promise<readonly RecipeInfo[]>;
  /** The text of a recipe, and its file for messages. */
  find(name: string): Promise<Result<{ readonly text: string; readonly file: string }>>;
};

/** Reads the folders each time, so a file saved a moment ago is there. */
export function recipeShelf(folders: RecipeFolders): RecipeShelf {
  return {
    async list() {
      const files = await recipeFiles(folders);
      return Promise.all(files.map(describeFile));
    },
    async find(name) {
      const files = await recipeFiles(folders);
      const found = files.find((file) => file.name === name);
      if (found === undefined) return fail(unknownRecipe(name, files));
      return ok({ text: await readFile(found.path, 'utf8'), file: basename(found.path) });
    },
  };
}

type RecipeFile = { readonly name: string; readonly path: string; readonly source: RecipeInfo['source'] };

/** A name is the file's. A shipped recipe whose name somebody uses for their own is called `<skill>/<name>`. */
async function recipeFiles({ skills, own }: RecipeFolders): Promise<RecipeFile[]> {
  const files: RecipeFile[] = [];
  const add = (short: string, long: string, file: Omit<RecipeFile, 'name'>) => {
    const taken = files.some((other) => other.name === short);
    files.push({ ...file, name: taken ? long : short });
  };
  for (const file of await yamlFiles(own)) add(nameOf(file), file, { path: join(own, file), source: 'user' });
  for (const skill of await namesIn(skills)) {
    const folder = join(skills, skill, 'recipes');
    for (const file of await yamlFiles(folder)) {
      add(nameOf(file), `${skill}/${nameOf(file)}`, { path: join(folder, file), source: 'skill' });
    }
  }
  return files;
}

async function describeFile({ name, path, source }: RecipeFile): Promise<RecipeInfo> {
  const read = readRecipe(await readFile(path, 'utf8'), basename(path));
  if (!read.ok) return { name, title: name, description: '', source, inputs: [], error: read.error.message };
  const { title, description = '' } = read.value;
  const inputs = Object.entries(read.value.inputs).map(([input, about]) => ({
    name: input,
    description: about.description ?? '',
    default: about.default,
  }));
  return { name, title, description, source, inputs, error: undefined };
}

function unknownRecipe(name: string, files: readonly RecipeFile[]) {
  const names = files.map((file) => file.name);
  const meant = closest(name, names);
  const next = meant === undefined ? `There are: ${names.join(', ')}` : `Did you mean ${meant}?`;
  return { code: 'recipe-unknown', message: `There is no recipe "${name}"`, next };
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter((file) => /\.ya?ml$/.test(file));
}

function nameOf(file: string): string {
  return file.replace(/\.ya?ml$/, '');
}
