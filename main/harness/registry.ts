import type { CustomAgent } from '../../core/settings.ts';
import { knownAgents } from './acp/agents.ts';
import { customAgent } from './acp/agents/custom.ts';
import { acpHarness } from './acp/index.ts';
import { claudeHarness } from './claude/index.ts';
import type { Harness } from './harness.ts';
import { recipeHarness } from './recipe/index.ts';

export type HarnessPrograms = {
  /** Absolute path of the built recipe agent, `out/main/recipe-agent.js`. */
  readonly recipeAgent: string;
  /** Agents that the person added. One with the id of a known harness is left out. */
  readonly agents?: readonly CustomAgent[];
  /** A model server on this machine, for agents that speak ACP, in the place of the person's own model: for tests. */
  readonly modelUrl?: string | undefined;
};

/** Every harness a thread can choose. A new one = one folder and one line here. */
export function allHarnesses({ recipeAgent, agents = [], modelUrl }: HarnessPrograms): readonly Harness[] {
  const acp = knownAgents.map((agent) => acpHarness(agent, { modelUrl }));
  const known = [recipeHarness({ agent: recipeAgent }), claudeHarness(), ...acp];
  const added = agents.filter(({ id }) => findHarness(known, id) === undefined);
  return [...known, ...added.map((agent) => acpHarness(customAgent(agent)))];
}

export function findHarness(harnesses: readonly Harness[], id: string): Harness | undefined {
  return harnesses.find((harness) => harness.id === id);
}
