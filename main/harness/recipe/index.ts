import { ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { Harness, HarnessCapabilities, HarnessSession, StartOptions } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { readRecipeConfig } from './config.ts';
import type { RecipeConfig } from './config.ts';
import { startAgent } from './agent-process.ts';
import type { AgentProcess } from './agent-process.ts';

export type RecipeHarnessOptions = {
  /** Absolute path of the built agent program. */
  readonly agent: string;
  /** Node, or Electron acting as Node. */
  readonly node?: string;
  readonly readyWithinMs?: number;
};

const capabilities: HarnessCapabilities = {
  messages: true,
  steer: 'tool-boundary',
  resume: true,
  cost: false,
  keepsAlive: false,
  provable: true,
  gate: 'callback',
  denyReason: 'native',
  edit: true,
};

const READY_WITHIN_MS = 20_000;
const END_WITHIN_MS = 5000;

/** Deterministic work by a YAML recipe: no model, no key, and exactly once whatever crashes. */
export function recipeHarness(options: RecipeHarnessOptions): Harness {
  return {
    id: 'recipe',
    title: 'Recipe',
    detect: () => Promise.resolve({ state: 'ready', text: 'Built in' }),
    async start(start) {
      const session = await startSession(options, start);
      if (!session.ok) throw new HarnessFailure(session.error);
      return session.value;
    },
  };
}

async function startSession(options: RecipeHarnessOptions, start: StartOptions): Promise<Result<HarnessSession>> {
  const config = readRecipeConfig(start.config);
  if (!config.ok) return config;
  const started = await startAgent({ node: options.node ?? process.execPath, program: options.agent, start });
  if (!started.ok) return started;
  const agent = started.value;
  await agent.send(startMessage(config.value, start));
  const ready = await agent.ready(options.readyWithinMs ?? READY_WITHIN_MS);
  if (ready.ok) return ok(sessionOver(agent, ready.value));
  await agent.kill();
  return ready;
}

function startMessage({ recipe, file, inputs }: RecipeConfig, start: StartOptions) {
  const { workspace, repos, state, session, canary } = start;
  const optional = session === undefined ? {} : { session };
  return {
    type: 'start' as const,
    recipe,
    file,
    inputs: { ...inputs },
    workspace,
    repos: [...repos],
    state,
    canary,
    ...optional,
  };
}

function sessionOver(agent: AgentProcess, session: string): HarnessSession {
  const kill = async () => {
    const report = await agent.kill();
    if (!report.gone) throw new HarnessFailure(notGone(report.left));
  };
  return {
    session,
    capabilities,
    exited: agent.gone,
    process: agent.identity,
    prompt: (instruction) => agent.prompt(instruction),
    steer: (text) => void agent.send({ type: 'steer', text }),
    setMode: () => Promise.resolve(false),
    cancelTurn: () => void agent.send({ type: 'cancel' }),
    kill,
    async end() {
      await agent.send({ type: 'end' });
      agent.closeInput();
      const ended = await agent.goneWithin(END_WITHIN_MS);
      if (!ended) await kill();
    },
  };
}

function notGone(left: readonly number[]): Failure {
  const message = `Processes ${left.join(', ')} of the run could not be ended`;
  return { code: 'process-left', message, next: 'End them by hand, then start the run again' };
}
