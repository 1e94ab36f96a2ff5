import { client, methods, RequestError } from '@agentclientprotocol/sdk/unstable';
import type {
  ClientContext,
  RequestPermissionRequest,
  RequestPermissionResponse,
} from '@agentclientprotocol/sdk/unstable';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { KillReport } from '../../process/kill-tree.ts';
import { startProcess } from '../../process/start-process.ts';
import type { RunningProcess, StartCommand } from '../../process/start-process.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { lineStream } from './lines.ts';

/** A running agent that speaks the protocol. */
export type Connection = {
  readonly process: RunningProcess['identity'];
  /** Sends requests. Every one that waits rejects with a HarnessFailure when the agent's process ends. */
  readonly agent: ClientContext;
  closeInput(): void;
  /** Everything the agent had started is gone by then. */
  readonly gone: Promise<void>;
  kill(): Promise<KillReport>;
};

export type ConnectOptions = {
  readonly title: string;
  readonly command: Omit<StartCommand, 'onLine' | 'maxLine'>;
  readonly onUpdate: (params: unknown) => void;
  readonly onJunk: (message: string) => void;
  readonly onPermission: (request: RequestPermissionRequest) => Promise<RequestPermissionResponse>;
};

const LAST_WORDS = 2000;

/** Starts the program. Files and terminals are not offered: what the agent does, it does itself, under its gate. */
export async function connect(options: ConnectOptions): Promise<Result<Connection>> {
  const running: { agent?: RunningProcess } = {};
  let complaints = '';
  const lines = lineStream({
    write: async (line) => (await running.agent?.write(line)) ?? false,
    onUpdate: options.onUpdate,
    onJunk: (why, line) => options.onJunk(`Ignored ${why} from ${options.title}: ${line.slice(0, 200)}`),
  });
  const connection = client({ name: 'teatree' })
    .onRequest(methods.client.session.requestPermission, ({ params }) => options.onPermission(params))
    .onRequest('*', ({ method }) => Promise.reject(RequestError.methodNotFound(method)))
    .connect(lines.stream);
  const started = await startProcess({
    ...options.command,
    onLine: (line, stream) => {
      if (stream === 'stdout') lines.onLine(line);
      else complaints = `${complaints}${line.text}\n`.slice(-LAST_WORDS);
    },
  });
  if (!started.ok) {
    connection.close();
    return started;
  }
  const agent = (running.agent = started.value);
  // A killed agent cannot take its tools with it, so we do, before anyone hears that it died.
  const gone = agent.exit.then(async ({ exitCode, signal }) => {
    await agent.kill();
    const how = signal ?? `exit code ${exitCode ?? 'unknown'}`;
    const said = complaints.trim();
    const message = `${options.title} ended (${how})${said === '' ? '' : `:\n${said}`}`;
    lines.onGone(new HarnessFailure({ code: 'agent-died', message }));
  });
  return ok({
    process: agent.identity,
    agent: connection.agent,
    closeInput: agent.closeInput,
    gone,
    kill: async () => {
      const report = await agent.kill();
      await gone;
      return report;
    },
  });
}
