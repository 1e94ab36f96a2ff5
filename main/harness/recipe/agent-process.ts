import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instruction } from '../../../core/model/instruction.ts';
import type { ProcessIdentity } from '../../../core/model/run.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { opened } from '../../process/containment/containment.ts';
import type { KillReport } from '../../process/kill-tree.ts';
import { startProcess } from '../../process/start-process.ts';
import type { RunningProcess } from '../../process/start-process.ts';
import type { StartOptions, TurnEnd } from '../harness.ts';
import { listenTo } from './listen.ts';
import type { ToAgent } from './protocol.ts';

/** The agent's process, spoken to in messages. */
export type AgentProcess = {
  readonly identity: ProcessIdentity;
  send(message: ToAgent): Promise<void>;
  /** The session id, or why the agent did not start. */
  ready(withinMs: number): Promise<Result<string>>;
  /** Rejects when the process died; everything it had started is gone by then. */
  prompt(instruction: Instruction): Promise<TurnEnd>;
  closeInput(): void;
  readonly gone: Promise<void>;
  goneWithin(ms: number): Promise<boolean>;
  kill(): Promise<KillReport>;
};

export type AgentStart = { readonly node: string; readonly program: string; readonly start: StartOptions };

export async function startAgent({ node, program, start }: AgentStart): Promise<Result<AgentProcess>> {
  const running: { agent?: RunningProcess } = {};
  const line = listenTo(start.callbacks, (message) => void running.agent?.write(JSON.stringify(message)));
  const started = await startProcess({
    file: node,
    args: [program],
    cwd: start.workspace,
    env: { ...start.env, ELECTRON_RUN_AS_NODE: '1' },
    marker: start.run,
    containment: opened(start.containment, [
      { access: 'read', at: dirname(program) },
      ...manifestOf(program).map((at) => ({ access: 'read', at }) as const),
      { access: 'read', at: node },
    ]),
    onLine: (text, stream) => (stream === 'stdout' ? line.onLine(text) : line.onComplaint(text)),
  });
  if (!started.ok) return started;
  const agent = (running.agent = started.value);
  // A killed agent cannot take its commands with it, so we do, before anyone hears that it died.
  const gone = agent.exit.then(async (exit) => {
    await agent.kill();
    line.onGone(exit.signal ?? `exit code ${exit.exitCode ?? 'unknown'}`);
  });
  return ok({
    identity: agent.identity,
    send: async (message) => void (await agent.write(JSON.stringify(message))),
    ready: (withinMs) => Promise.race([line.ready, tooLate(withinMs)]),
    prompt: (instruction) => {
      const end = line.expectEnd(instruction);
      void agent.write(JSON.stringify({ type: 'prompt', instruction } satisfies ToAgent));
      return end;
    },
    closeInput: agent.closeInput,
    gone,
    goneWithin: (ms) => Promise.race([gone.then(() => true), afterMs(ms, false)]),
    kill: async () => {
      const report = await agent.kill();
      await gone;
      return report;
    },
  });
}

/** Says that the program is an ES module, and may lie in a folder that is hidden otherwise. */
function manifestOf(program: string): readonly string[] {
  for (let folder = dirname(program); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return [manifest];
    if (folder === dirname(folder)) return [];
  }
}

async function tooLate(ms: number): Promise<Result<string>> {
  const message = `The recipe agent did not answer within ${ms / 1000} s`;
  return afterMs(ms, fail({ code: 'agent-silent', message, next: 'Try again; the machine may be overloaded' }));
}

function afterMs<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms).unref());
}
