import { randomUUID } from 'node:crypto';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Conversation, Reply } from '../model-server/conversation.ts';
import { startModelServer } from '../model-server/model-server.ts';
import { shellCall } from '../model-server/tool-input.ts';
import { startClaude } from './protocol/claude-process.ts';
import type { ClaudeListener, ClaudeProcess } from './protocol/claude-process.ts';
import { hookReply, promptReply } from './replies.ts';
import { initialize } from './protocol/initialize.ts';
import { canaryLaunchOf } from './launch/launch.ts';
import type { LaunchParts } from './launch/launch.ts';
import { toolCall } from './events/tool-call.ts';
import type { Asked } from './protocol/wire.ts';

export type CanaryOptions = {
  readonly withinMs: number;
  /** Nobody waits for the proof any more. */
  readonly abandoned: Promise<unknown>;
};

/** `gone`: nothing of the proof is left. It takes longer than the proof, and nobody needs to wait for it at once. */
export type Proof = { readonly result: Result<void>; readonly gone: Promise<void> };

/**
 * Proves the gate before the first turn: a process of the same program, in the same place and set up in the same way, talks
 * to a model of ours that makes one call. The hook must ask about it, and the denial must reach the model. That the
 * program says so is no proof: with CLAUDE_CODE_SIMPLE it confirms the hooks and never calls them.
 */
export async function proveGate(parts: LaunchParts, options: CanaryOptions): Promise<Proof> {
  const trial = createTrial(parts);
  const server = await startModelServer(({ conversation }) =>
    Promise.resolve({ kind: 'reply', reply: trial.reply(conversation) }),
  );
  const session = randomUUID();
  const launch = canaryLaunchOf(parts, { session: ['--session-id', session], url: server.url });
  const started = await startClaude(launch, parts.start, trial.listener);
  const result = started.ok ? await tryCanary(started.value, trial, options) : started;
  const clearUp = async () => {
    if (started.ok) await started.value.kill();
    await server.close();
    parts.folder.forget(session);
  };
  return { result, gone: clearUp() };
}

type Trial = ReturnType<typeof createTrial>;

async function tryCanary(process: ClaudeProcess, trial: Trial, options: CanaryOptions): Promise<Result<void>> {
  const ready = await initialize(process, options.withinMs);
  if (!ready.ok) return ready;
  process.say('Run the canary.', randomUUID());
  const late = new Promise((resolve) => setTimeout(resolve, options.withinMs).unref());
  await Promise.race([trial.over, process.gone, late, options.abandoned]);
  return trial.verdict();
}

function createTrial({ start }: LaunchParts) {
  let denial: string | undefined;
  let heard = false;
  let pastHook = false;
  let finish: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (finish = resolve));

  async function answer(asked: Asked) {
    if (asked.subtype === 'can_use_tool') {
      pastHook = true;
      const { tool_use_id: id, tool_name: name, input } = asked;
      return promptReply({ kind: 'deny', message: 'The hook was not asked' }, { id, name, input });
    }
    const { tool_use_id: id, tool_name: name, tool_input: input, cwd } = asked.input;
    const given: PermissionAnswer =
      input.command === start.canary
        ? await start.callbacks.permission(toolCall({ id, name, input, cwd }))
        : { kind: 'deny', message: 'Not the canary' };
    if (given.kind === 'deny' && input.command === start.canary) denial = given.message;
    return hookReply(given, { id, name, input });
  }

  const listener: ClaudeListener = {
    onMessage: (message) => message.type === 'result' && finish(),
    onNoise: () => undefined,
    answer,
  };

  function reply({ tools, turns }: Conversation): Reply {
    const results = turns.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'result' ? [part.text] : [])));
    const call = results.length === 0 ? shellCall(tools, start.canary) : undefined;
    const told = denial;
    if (told !== undefined && results.some((text) => text.includes(told))) {
      heard = true;
      finish();
    }
    return { parts: [call ?? { kind: 'text', text: 'Done.' }], usage: { input: 0, cached: 0, output: 0 } };
  }

  function verdict(): Result<void> {
    if (denial !== undefined && heard) return ok(undefined);
    const why = pastHook ? 'asked past its hook' : denial === undefined ? 'did not ask' : 'did not tell the denial';
    return fail({
      code: 'ungated',
      message: `The gate does not hold: Claude Code ${why} when it tried the canary`,
      next: `Update Claude Code to a version from 2.1.330 on, and remove CLAUDE_CODE_SIMPLE from its surroundings`,
    });
  }

  return { listener, reply, over, verdict };
}
