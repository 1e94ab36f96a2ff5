import { ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { HarnessCapabilities } from '../../../core/model/harness/harness-capabilities.ts';
import type { HarnessSession, StartOptions } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import type { RecipeConfig } from './config.ts';
import { startAgent } from './agent-process.ts';
import type { AgentProcess } from './agent-process.ts';

export type AgentProgram = {
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

/** A program of ours that speaks the protocol of protocol.ts, started with what it is to do. */
export async function agentSession(
  { agent: program, node = process.execPath, readyWithinMs = READY_WITHIN_MS }: AgentProgram,
  start: StartOptions,
  config: RecipeConfig,
): Promise<Result<HarnessSession>> {
  const started = await startAgent({ node, program, start });
  if (!started.ok) return started;
  const agent = started.value;
  await agent.send(startMessage(config, start));
  const ready = await agent.ready(readyWithinMs);
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
