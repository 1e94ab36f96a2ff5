import type { Result } from '../../../core/result.ts';
import type { Harness, HarnessSession, StartOptions } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { agentSession } from './agent-session.ts';
import type { AgentProgram } from './agent-session.ts';
import { readRecipeConfig } from './config.ts';

/** Deterministic work by a YAML recipe: no model, no key, and exactly once whatever crashes. */
export function recipeHarness(options: AgentProgram): Harness {
  return {
    id: 'recipe',
    title: 'Recipe',
    traits: { seatGap: 'it follows a recipe and has no model' },
    detect: () => Promise.resolve({ state: 'ready', text: 'Built in' }),
    async start(start) {
      const session = await startSession(options, start);
      if (!session.ok) throw new HarnessFailure(session.error);
      return session.value;
    },
  };
}

async function startSession(options: AgentProgram, start: StartOptions): Promise<Result<HarnessSession>> {
  const config = readRecipeConfig(start.config);
  return config.ok ? agentSession(options, start, config.value) : config;
}
