import { namesIn } from './condition.ts';
import { closest } from '../../placed-problem.ts';
import type { PlacedProblem } from '../../placed-problem.ts';
import type { Step } from './step.ts';
import { referencesIn } from './template.ts';

type Path = readonly (string | number)[];
type Placed = { readonly step: Step; readonly path: Path; readonly inHandler: boolean };

/** The part of a recipe that is looked at; the recipe's own module imports this one. */
type Parts = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  readonly on: readonly { readonly steps: readonly Step[] }[];
};

/** What the shape alone cannot say: names that do not exist, ids used twice, keys that make no sense together. */
export function referenceProblems(recipe: Parts, raw: unknown): PlacedProblem[] {
  const placed = allSteps(recipe);
  const names = knownNames(recipe, placed);
  return [
    ...placed.flatMap(({ step, path, inHandler }) => {
      const local = [...names, ...(step.foreach ? ['item'] : []), ...(step.work.kind === 'ask' ? [] : ['repo'])];
      return [
        ...textsIn(valueAt(raw, path), path).flatMap((text) => textProblems(text, { names: local, inHandler })),
        ...conditionProblems(step, { names: local, path }),
        ...askProblems(step, path),
      ];
    }),
    ...duplicateIds(placed),
  ];
}

function allSteps(recipe: Parts): Placed[] {
  const main = recipe.steps.map((step, index) => ({ step, path: ['steps', index], inHandler: false }));
  const handled = recipe.on.flatMap((handler, at) =>
    handler.steps.map((step, index) => ({ step, path: ['on', at, 'steps', index], inHandler: true })),
  );
  return [...main, ...handled];
}

function knownNames(recipe: Parts, placed: readonly Placed[]): string[] {
  const asks = placed.flatMap(({ step }) => (step.work.kind === 'ask' && step.id !== undefined ? [step.id] : []));
  return [...Object.keys(recipe.inputs).map((name) => `inputs.${name}`), ...asks.map((id) => `answers.${id}`)];
}

type Known = { readonly names: readonly string[]; readonly inHandler: boolean };

function textProblems(found: { text: string; path: Path }, known: Known): PlacedProblem[] {
  return referencesIn(found.text).flatMap((name) => {
    if (name.startsWith('match.') && known.inHandler) return [];
    return known.names.includes(name) ? [] : [unknownName(name, found.path, known.names)];
  });
}

function conditionProblems(step: Step, place: { names: readonly string[]; path: Path }): PlacedProblem[] {
  if (step.when === undefined) return [];
  return namesIn(step.when)
    .filter((name) => !place.names.includes(name))
    .map((name) => unknownName(name, [...place.path, 'when'], place.names));
}

function unknownName(name: string, path: Path, names: readonly string[]): PlacedProblem {
  if (name === 'item') return { path, message: 'item has no value here', next: 'Give the step a `foreach`' };
  if (name === 'repo') return { path, message: 'repo has no value in an ask, which is asked once for all repos' };
  if (name.startsWith('match.')) return { path, message: `${name} has no value outside \`on\`` };
  const meant = closest(name, names);
  const [kind] = name.split('.');
  const remedy = kind === 'inputs' ? 'Declare it under `inputs`' : 'Give the `ask` step this id';
  return { path, message: `${name} is not known`, next: meant === undefined ? remedy : `Did you mean ${meant}?` };
}

function askProblems(step: Step, path: Path): PlacedProblem[] {
  if (step.work.kind !== 'ask') return [];
  const extra = (['repos', 'foreach'] as const).filter((key) => step[key] !== undefined);
  return [
    ...(step.id === undefined
      ? [{ path, message: 'an ask needs an `id`', next: 'Add id: scope, read as answers.scope' }]
      : []),
    ...extra.map((key) => ({
      path: [...path, key],
      message: 'an ask is asked once, for all repos',
      next: `Remove ${key}`,
    })),
  ];
}

function duplicateIds(placed: readonly Placed[]): PlacedProblem[] {
  const seen = new Set<string>();
  return placed.flatMap(({ step, path }) => {
    if (step.id === undefined) return [];
    const repeated = seen.has(step.id);
    seen.add(step.id);
    return repeated
      ? [{ path: [...path, 'id'], message: `the id ${step.id} is used twice`, next: 'Choose another' }]
      : [];
  });
}

function textsIn(value: unknown, path: Path): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);
}
