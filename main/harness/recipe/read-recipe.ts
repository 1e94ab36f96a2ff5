import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { parseRecipe } from '../../../core/model/recipe.ts';
import type { Recipe } from '../../../core/model/recipe.ts';
import { pathText } from '../../../core/model/recipe/problems.ts';
import type { RecipeProblem } from '../../../core/model/recipe/problems.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';

/** `message` has one line per problem: `recipe.yaml:14: steps[3].replace.pattern: what is wrong; remedy`. */
export type RecipeFailure = Failure & { readonly problems: readonly string[] };

const MAX_CHARACTERS = 256 * 1024;
/** More aliases than this in one recipe is a mistake or an attack ("billion laughs"). */
const MAX_ALIASES = 50;

/** Reads and validates the text of a recipe; `file` is only for messages. */
export function readRecipe(text: string, file: string): Result<Recipe, RecipeFailure> {
  if (text.length > MAX_CHARACTERS) return refuse([`${file}:1: larger than ${MAX_CHARACTERS / 1024} KB; split it`]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return refuse(
      faults.map((fault) => `${file}:${lines.linePos(fault.pos[0]).line}: not valid YAML: ${fault.message}`),
    );
  }
  const value = plainValue(document);
  if (!value.ok) return refuse([`${file}:1: ${value.error.message}; ${value.error.next}`]);
  const parsed = parseRecipe(value.value);
  if (parsed.ok) return ok(parsed.recipe);
  return refuse(
    parsed.problems.map((problem) => `${file}:${lineOf(document, lines, problem)}: ${problemText(problem)}`),
  );
}

function plainValue(document: Document): Result<unknown> {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return ok(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail({ code: 'recipe-aliases', message, next: `Write the values out: at most ${MAX_ALIASES} aliases` });
  }
}

function problemText({ path, message, next }: RecipeProblem): string {
  const place = path.length > 0 ? `${pathText(path)}: ` : '';
  return `${place}${message}${next === undefined ? '' : `; ${next}`}`;
}

/** The line of the value, of its key, or of the nearest thing around it that the text really has. */
function lineOf(document: Document, lines: LineCounter, problem: RecipeProblem): number {
  const offset = offsetOf(document.contents, problem);
  return offset === undefined ? 1 : lines.linePos(offset).line;
}

function offsetOf(root: unknown, { path, atKey }: RecipeProblem): number | undefined {
  let node = root;
  let offset = startOf(root);
  for (const [depth, part] of path.entries()) {
    const keyStart = isMap(node) ? keyOffset(node.items, part) : undefined;
    node = isCollection(node) ? node.get(part, true) : undefined;
    const last = depth === path.length - 1;
    const start = last && atKey === true ? keyStart : (startOf(node) ?? keyStart);
    if (start === undefined) return offset;
    // A block text starts on its key's line for a reader; a mapping below its key starts at its first entry.
    offset = last && keyStart !== undefined && !isScalar(node) ? keyStart : start;
  }
  return offset;
}

function keyOffset(items: readonly { key: unknown }[], key: string | number): number | undefined {
  return startOf(items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))?.key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function refuse(problems: readonly string[]): Result<never, RecipeFailure> {
  const shown = problems.slice(0, 20);
  const more = problems.length > shown.length ? [`… and ${problems.length - shown.length} more`] : [];
  const next = 'Correct these lines and start again';
  return fail({ code: 'recipe-malformed', message: [...shown, ...more].join('\n'), next, problems });
}
