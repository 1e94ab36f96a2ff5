import { methods, PROTOCOL_VERSION, RequestError } from '@agentclientprotocol/sdk/unstable';
import type { InitializeResponse, McpServer, SessionModeState } from '@agentclientprotocol/sdk/unstable';
import type { ToolServer } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import type { AcpAgent, Preparation } from './agents/agent.ts';
import type { Connection } from './connection.ts';
import { detailOf } from './turn/turn.ts';

export type OpenedSession = {
  readonly id: string;
  readonly resumed: boolean;
  readonly canResume: boolean;
};

export type OpenOptions = {
  readonly agent: AcpAgent;
  readonly preparation: Preparation;
  readonly cwd: string;
  /** To take up again; a fresh session is opened where the agent does not know it. */
  readonly earlier: string | undefined;
  readonly limitMs: number;
  readonly tools: ToolServer | undefined;
};

/** initialize, sign in where wanted, a session, its mode. Rejects with a HarnessFailure. */
export async function openSession(connection: Connection, options: OpenOptions): Promise<OpenedSession> {
  const { agent } = options;
  const late = setTimeout(() => void connection.kill(), options.limitMs);
  try {
    const hello = await connection.agent.request(methods.agent.initialize, {
      protocolVersion: PROTOCOL_VERSION,
      clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
      clientInfo: { name: 'teatree', version: '1' },
    });
    if (hello.protocolVersion !== PROTOCOL_VERSION) throw wrongProtocol(agent, hello.protocolVersion);
    const method = options.preparation.signIn?.(hello.authMethods ?? []);
    if (method !== undefined) await connection.agent.request(methods.agent.authenticate, { methodId: method });
    const opened = (await takeUp(connection, hello, options)) ?? (await openFresh(connection, options));
    if (agent.mode !== undefined && opened.modes?.currentModeId !== agent.mode)
      await connection.agent.request(methods.agent.session.setMode, { sessionId: opened.id, modeId: agent.mode });
    return { id: opened.id, resumed: opened.resumed, canResume: resumeWay(hello) !== undefined };
  } catch (error) {
    throw failureOf(agent, error);
  } finally {
    clearTimeout(late);
  }
}

type Opened = { readonly id: string; readonly resumed: boolean; readonly modes: SessionModeState | null | undefined };

async function openFresh({ agent }: Connection, { cwd, preparation, tools }: OpenOptions): Promise<Opened> {
  const mcpServers = serversOf(tools);
  const fresh = await agent.request(methods.agent.session.new, { cwd, mcpServers, _meta: preparation.meta });
  return { id: fresh.sessionId, resumed: false, modes: fresh.modes };
}

async function takeUp(
  { agent }: Connection,
  hello: InitializeResponse,
  { cwd, earlier, preparation, tools }: OpenOptions,
): Promise<Opened | undefined> {
  const way = resumeWay(hello);
  if (earlier === undefined || way === undefined) return undefined;
  try {
    const mcpServers = serversOf(tools);
    const taken = await agent.request(way, { sessionId: earlier, cwd, mcpServers, _meta: preparation.meta });
    return { id: earlier, resumed: true, modes: taken.modes };
  } catch (error) {
    // It does not know the session any more: a fresh one in the same workspace goes on.
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

function serversOf(tools: ToolServer | undefined): McpServer[] {
  if (tools === undefined) return [];
  const { name, command, args, env } = tools;
  return [{ name, command, args: [...args], env: Object.entries(env).map(([name, value]) => ({ name, value })) }];
}

/** Resuming is silent; loading tells the whole history again. */
function resumeWay({ agentCapabilities }: InitializeResponse) {
  if (agentCapabilities?.sessionCapabilities?.resume) return methods.agent.session.resume;
  return agentCapabilities?.loadSession ? methods.agent.session.load : undefined;
}

const AUTH_REQUIRED = -32000;

function failureOf(agent: AcpAgent, error: unknown): unknown {
  if (!(error instanceof RequestError)) return error;
  const said = detailOf(error);
  if (error.code === AUTH_REQUIRED) {
    const next = `Start ${agent.program.bin} once in a terminal and sign in there, then try again`;
    return new HarnessFailure({ code: 'not-signed-in', message: `${agent.title} is not signed in: ${said}`, next });
  }
  const next = `Start ${agent.program.bin} in a terminal to see whether it works there`;
  return new HarnessFailure({ code: 'agent-refused', message: `${agent.title} opened no session: ${said}`, next });
}

function wrongProtocol({ title, program }: AcpAgent, version: number): HarnessFailure {
  const message = `${title} speaks version ${String(version)} of the protocol, teatree speaks ${String(PROTOCOL_VERSION)}`;
  return new HarnessFailure({ code: 'harness-unsupported', message, next: program.install });
}
