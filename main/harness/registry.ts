import { join } from 'node:path';
import type { CustomAgent } from '../../core/settings.ts';
import { knownAgents } from './acp/agents.ts';
import { customAgent } from './acp/agents/custom.ts';
import { acpHarness } from './acp/index.ts';
import { claudeHarness } from './claude/index.ts';
import type { Harness } from './harness.ts';
import { recipeHarness } from './recipe/index.ts';
import { replayHarness } from './replay/index.ts';
import type { ReplayHarnessOptions } from './replay/index.ts';

export type HarnessPrograms = {
  /** Absolute path of the built recipe agent, `out/main/recipe-agent.js`. */
  readonly recipeAgent: string;
  /** Agents that the person added. One with the id of a known harness is left out. */
  readonly agents?: readonly CustomAgent[];
  /** A model server on this machine, for agents that speak ACP, in the place of the person's own model: for tests. */
  readonly modelUrl?: string | undefined;
  /** Set in the factory of a trial that plays a recording again. */
  readonly replay?: ReplayHarnessOptions | undefined;
  /** The home with the person's own sign-ins, where it is not the home of this process. */
  readonly person?: string | undefined;
};

/** What the factory of a trial is given in its environment: a recording to play, and where the person signed in. */
export function ofTrial(env: NodeJS.ProcessEnv, programs: string): Pick<HarnessPrograms, 'replay' | 'person'> {
  const script = env['TEATREE_REPLAY'];
  const replay = script === undefined ? undefined : { agent: join(programs, 'replay-agent.js'), script };
  return { replay, person: env['TEATREE_PERSON'] };
}

/** Every harness a thread can choose. A new one = one folder and one line here. */
export function allHarnesses({
  recipeAgent,
  agents = [],
  modelUrl,
  replay,
  person,
}: HarnessPrograms): readonly Harness[] {
  const acp = knownAgents.map((agent) => acpHarness(agent, { modelUrl, ...(person !== undefined && { person }) }));
  const known = [
    recipeHarness({ agent: recipeAgent }),
    claudeHarness(),
    ...acp,
    ...(replay ? [replayHarness(replay)] : []),
  ];
  const added = agents.filter(({ id }) => findHarness(known, id) === undefined);
  return [...known, ...added.map((agent) => acpHarness(customAgent(agent)))];
}

export function findHarness(harnesses: readonly Harness[], id: string): Harness | undefined {
  return harnesses.find((harness) => harness.id === id);
}
