import { methods } from '@agentclientprotocol/sdk/unstable';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { startModelServer, type Answer, type ModelRequest } from '../model-server/model-server.ts';
import { shellCall } from '../model-server/tool-input.ts';
import { attach, type AttachOptions } from './attach.ts';
import { keyOf } from './call-key.ts';
import { openSession } from './start.ts';

export type CanaryOptions = Omit<AttachOptions, 'onUnheard' | 'onUngated' | 'listener'> & {
  readonly canary: string;
  readonly limitMs: number;
};

const USAGE = { input: 1, cached: 0, output: 1 };

/**
 * Proves the gate before the first turn: the same program with the same configuration, but with a model of ours, which
 * calls its shell with the canary. The gate must see that very command through the agent's own way to it, and deny it.
 */
export async function proveGate(options: CanaryOptions): Promise<void> {
  const { agent, canary, callbacks, home } = options;
  let sayDenied: () => void = () => undefined;
  const denied = new Promise<void>((resolve) => (sayDenied = resolve));
  const troubles: string[] = [];
  const permission = async (call: ToolCall): Promise<PermissionAnswer> => {
    if (keyOf(call) !== `shell ${canary}`) return { kind: 'deny', message: 'Denied: only the canary is tried here' };
    const answer = await callbacks.permission(call);
    if (answer.kind === 'deny') sayDenied();
    else troubles.push('the policy allows it');
    return answer;
  };
  const model = await startModelServer((request) => Promise.resolve(reply(request, canary)));
  const tried = await attach({
    ...options,
    home: { ...home, model: { url: model.url } },
    callbacks: { permission, onEvent: (event) => void (event.type === 'error' && troubles.push(event.message)) },
    onUnheard: () => undefined,
    onUngated: (reason) => void troubles.push(reason),
    listener: { onCost: () => undefined, onMode: () => undefined },
  });
  const { connection } = tried;
  try {
    const earlier = undefined;
    const session = await openSession(connection, { ...options, ...tried, cwd: home.cwd, earlier });
    tried.goLive();
    const turn = connection.agent
      .request(methods.agent.session.prompt, {
        sessionId: session.id,
        prompt: [{ type: 'text', text: 'Run the canary' }],
      })
      .then(({ stopReason }) => `its turn ended (${stopReason})`)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    const failed = await Promise.race([denied, turn, after(options.limitMs)]);
    if (failed !== undefined) throw ungated(agent.title, [failed, ...troubles]);
  } finally {
    await connection.kill();
    await tried.close();
    await model.close();
  }
}

function after(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(`nothing happened for ${ms / 1000} s`), ms).unref());
}

/** The canary at once; when its result is back, the end. Requests without tools are for titles and the like. */
function reply({ conversation: { turns, tools } }: ModelRequest, canary: string): Answer {
  const tried = turns.some(({ parts }) => parts.some(({ kind }) => kind === 'result'));
  const call = tried ? undefined : shellCall(tools, canary);
  return { kind: 'reply', reply: { parts: [call ?? { kind: 'text', text: 'Done.' }], usage: USAGE } };
}

function ungated(title: string, why: readonly string[]): HarnessFailure {
  const message = `The gate did not see ${title} try the canary: ${why.join('; ')}. Nothing was run`;
  return new HarnessFailure({
    code: 'ungated',
    message,
    next: `Look at what ${title} says when it starts in a terminal`,
  });
}
