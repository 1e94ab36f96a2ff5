import { claudeHarness } from './claude/index.ts';
import type { Harness } from './harness.ts';
import { recipeHarness } from './recipe/index.ts';

export type HarnessPrograms = {
  /** Absolute path of the built recipe agent, `out/main/recipe-agent.js`. */
  readonly recipeAgent: string;
};

/** Every harness a thread can choose. A new one = one folder and one line here. */
export function allHarnesses(programs: HarnessPrograms): readonly Harness[] {
  return [recipeHarness({ agent: programs.recipeAgent }), claudeHarness()];
}

export function findHarness(harnesses: readonly Harness[], id: string): Harness | undefined {
  return harnesses.find((harness) => harness.id === id);
}
