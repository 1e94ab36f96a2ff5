import type { ToolCall } from '../../../core/model/action.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { opened } from '../../process/containment/containment.ts';
import type { Containment, Mount } from '../../process/containment/containment.ts';
import type { HarnessCallbacks, ToolServer } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { startGateServer, type GateServer } from '../shim/gate-server.ts';
import type { HookCall } from '../shim/hook-call.ts';
import { seal, type Seal } from '../shim/seal.ts';
import { fewTroubles } from '../troubles.ts';
import type { AcpAgent, AgentHome, Preparation } from './agents/agent.ts';
import { callBook } from './call-book.ts';
import { connect, type Connection } from './connection.ts';
import { openRequests, replyTo } from './turn/permission.ts';
import { shortId, ToolUpdate } from './turn/tool-update.ts';
import { followTools } from './turn/tools.ts';
import { readUpdates, type UpdateListener } from './turn/updates.ts';

export type Attachment = {
  readonly connection: Connection;
  readonly preparation: Preparation;
  /** Until told otherwise what the agent says is history and not told again. */
  goLive(): void;
  /** Looks whether all that holds the gate up is as it was, and tells `onUngated` where it is not. */
  lookAtGate(): Promise<unknown>;
  /** Every permission request that waits is answered as cancelled. */
  cancelRequests(): void;
  /** Ends the gate of the run; the agent must be gone. */
  close(): Promise<void>;
};

export type AttachOptions = {
  readonly agent: AcpAgent;
  readonly home: Omit<AgentHome, 'gate'> & { readonly bash: string };
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly containment: Containment | undefined;
  readonly callbacks: Pick<HarnessCallbacks, 'onEvent' | 'permission'>;
  readonly tools: ToolServer | undefined;
  readonly onUnheard: (reason: string) => void;
  /** Told at each call and each result from then on when what holds the gate up was changed. */
  readonly onUngated: (reason: string) => void;
  readonly listener: Pick<UpdateListener, 'onCost' | 'onMode'>;
};

/** Starts the agent's program with its gate attached: native hook or plugin, permission requests, and the stream. */
export async function attach(options: AttachOptions): Promise<Attachment> {
  const { agent, callbacks } = options;
  let live = false;
  const cwd = options.home.cwd;
  const watch = gateWatch(options);
  const onEvent: HarnessCallbacks['onEvent'] = (event) => {
    if (!live) return;
    callbacks.onEvent(event);
    // A call that failed because its hook is gone reached no gate that could have seen it.
    if (event.type === 'tool-result') void watch.broken();
  };
  const book = callBook((call) => judged(options, watch, call));
  const reading = { cwd, titleIsCommand: agent.titleIsCommand ?? false };
  const tools = followTools({
    book,
    reading,
    onEvent,
    hooked: agent.gate !== 'permission',
    proven: agent.canary,
    ...(agent.isAside && { isAside: agent.isAside }),
    onUnheard: options.onUnheard,
    isLive: () => live,
  });
  const complain = fewTroubles((message) => callbacks.onEvent({ type: 'error', message }));
  const gate = await startGateServer({
    folder: `${options.home.folder}/gate`,
    decide: (call) => tools.onHook(hookToolCall(call, cwd), call.agent),
    onRefused: complain,
  });
  try {
    const home: AgentHome = { ...options.home, gate: { folder: gate.folder, bash: options.home.bash } };
    const preparation = await agent.prepare(home);
    await watch.begin([gate.folder, ...(preparation.settings ?? []), ...(preparation.absent ?? [])]);
    const requests = openRequests();
    const [main] = options.home.programs;
    if (!main) throw new Error(`The agent ${agent.id} has no program`);
    const connected = await connect({
      title: agent.title,
      command: {
        file: main.command,
        args: [...main.args, ...agent.args, ...(preparation.args ?? [])],
        cwd,
        env: { ...options.env, ...preparation.env },
        marker: options.run,
        containment: opened(options.containment, mountsOf(gate.folder, preparation)),
      },
      onUpdate: readUpdates({ ...options.listener, onEvent, onTool: tools.onUpdate }),
      onJunk: complain,
      onPermission: (request) => {
        const update = ToolUpdate.parse(request.toolCall);
        return requests.answer(tools.onRequest(update).then((answer) => replyTo(request, answer)));
      },
    });
    if (!connected.ok) throw new HarnessFailure(connected.error);
    return attached({ connection: connected.value, preparation, gate, requests, watch, goLive: () => (live = true) });
  } catch (error) {
    await gate.close();
    throw error;
  }
}

type Parts = Pick<Attachment, 'connection' | 'preparation' | 'goLive'> & {
  readonly gate: GateServer;
  readonly requests: ReturnType<typeof openRequests>;
  readonly watch: GateWatch;
};

function attached({ gate, requests, watch, ...parts }: Parts): Attachment {
  return {
    ...parts,
    lookAtGate: watch.broken,
    cancelRequests: requests.cancelAll,
    close() {
      watch.end();
      return gate.close();
    },
  };
}

/** What the gate hangs on is out of reach of the agent's own tools; its sign-in is not hidden from it. */
function mountsOf(
  gate: string,
  { settings = [], outranked = [], credentials = [], books = [] }: Preparation,
): readonly Mount[] {
  return [
    ...[gate, ...settings, ...outranked].map((at): Mount => ({ access: 'read', at })),
    ...[...credentials, ...books].map((at): Mount => ({ access: 'write', at })),
  ];
}

type GateWatch = {
  begin(paths: readonly string[]): Promise<void>;
  broken(): Promise<string | undefined>;
  end(): void;
};

/** Over what holds the gate up, until we take it away ourselves. Whoever looks has it told when it is not as it was. */
function gateWatch({ agent, onUngated }: AttachOptions): GateWatch {
  let sealed: Seal | undefined;
  return {
    async begin(paths) {
      sealed = await seal(agent.title, paths);
    },
    async broken() {
      const held = sealed;
      const why = await held?.broken();
      if (why === undefined || held !== sealed) return undefined;
      onUngated(why);
      return why;
    },
    end: () => void (sealed = undefined),
  };
}

/** A gate that fails, or that hangs on something else than it did, is a gate that says no. */
async function judged(
  { agent, callbacks }: AttachOptions,
  watch: GateWatch,
  call: ToolCall,
): Promise<PermissionAnswer> {
  const broken = await watch.broken();
  if (broken !== undefined) return { kind: 'deny', message: `Denied: the gate of this run is broken. ${broken}` };
  try {
    return await callbacks.permission(call, { edit: agent.edit });
  } catch (error) {
    return { kind: 'deny', message: `The gate failed: ${String(error)}` };
  }
}

let unnamed = 0;

function hookToolCall({ id, tool, input, cwd }: HookCall, at: string): ToolCall {
  const name = id ?? `hook-${String((unnamed += 1))}`;
  return { id: shortId(name), tool: tool.slice(0, 100), input: { ...input }, cwd: cwd ?? at };
}
