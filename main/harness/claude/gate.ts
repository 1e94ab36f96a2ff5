import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import type { HarnessCallbacks } from '../harness.ts';
import { askPerson, reviewPlan } from './questions.ts';
import { hookReply, inputAfter, promptReply } from './replies.ts';
import type { Reply } from './replies.ts';
import { toolCall } from './events/tool-call.ts';
import type { Made } from './events/tool-call.ts';
import type { Asked, CanUseTool, HookCallback } from './protocol/wire.ts';

export type Gate = {
  /** The reply to a request of the program; undefined: none, it waits on. */
  answer(asked: Asked): Promise<Reply | undefined>;
  /** Whether the hook asked about this call. */
  hasSeen(call: string): boolean;
  /** Where the shell of the program stands, as it last said. */
  cwd(): string;
};

export type GateOptions = {
  readonly callbacks: HarnessCallbacks;
  /** Told of each call before it is decided; `task` is that of the sub-agent which makes it. */
  readonly onCall: (call: ToolCall, task: string | undefined) => void;
  readonly workspace: string;
  /** Where the program keeps its plans: the one place it may write while it plans. */
  readonly plans: string;
  /** Why nothing may run any more, if so. Asked before each answer. */
  readonly breach: () => string | undefined;
  /** Told when the program shows that it goes past the gate. */
  readonly onUngated: (reason: string) => void;
};

/**
 * Both ways in which the program asks lead to one decision. The hook comes first and hears of every call; the prompt comes
 * only for some, and then reuses what was decided for exactly that call with exactly that input. A prompt that no hook
 * came before shows that the program's hooks are off: it is denied, and the run is ungated.
 */
export function createGate(options: GateOptions): Gate {
  const { callbacks } = options;
  const decided = new Map<string, Promise<PermissionAnswer>>();
  const seen = new Set<string>();
  let cwd = options.workspace;

  async function decide(call: ToolCall): Promise<PermissionAnswer> {
    const broken = options.breach();
    if (broken !== undefined) return refuse(broken);
    try {
      return await callbacks.permission(call, { edit: true });
    } catch (error) {
      return { kind: 'deny', message: `The gate failed: ${String(error)}` };
    }
  }

  function refuse(reason: string): PermissionAnswer {
    options.onUngated(reason);
    return { kind: 'deny', message: `Denied: the gate of this run is broken. ${reason}` };
  }

  function decideOnce(made: Made): Promise<PermissionAnswer> {
    const decision = decided.get(keyOf(made)) ?? decide(toolCall({ ...made, cwd }));
    decided.set(keyOf(made), decision);
    // A prompt that follows asks about what the person put in its place: that is decided as well.
    void decision.then((answer) => decided.set(keyOf({ ...made, input: inputAfter(answer, made) }), decision));
    return decision;
  }

  async function answerHook({ input }: HookCallback): Promise<Reply> {
    cwd = input.cwd;
    seen.add(input.tool_use_id);
    const made = { id: input.tool_use_id, name: input.tool_name, input: input.tool_input };
    options.onCall(toolCall({ ...made, cwd }), input.agent_id ?? undefined);
    return hookReply(await decideOnce(made), made);
  }

  async function answerPrompt(prompt: CanUseTool): Promise<Reply | undefined> {
    const { tool_use_id: id, tool_name: name, input } = prompt;
    const made = { id, name, input };
    if (!seen.has(id)) return promptReply(refuse(`Claude Code asked about ${name} past its hook`), made);
    const answer = await decideOnce(made);
    if (answer.kind === 'deny') return promptReply(answer, made);
    if (prompt.tool_name === 'AskUserQuestion') return askPerson(prompt, callbacks);
    if (prompt.tool_name === 'ExitPlanMode') return reviewPlan(prompt, callbacks);
    if (prompt.decision_reason_type === 'mode' && !writesPlan(prompt, options.plans)) {
      const message = 'Plan mode is on: nothing is changed before the person has approved the plan (ExitPlanMode)';
      return promptReply({ kind: 'deny', message }, made);
    }
    return promptReply(answer, made);
  }

  return {
    answer: (asked) => (asked.subtype === 'hook_callback' ? answerHook(asked) : answerPrompt(asked)),
    hasSeen: (call) => seen.has(call),
    cwd: () => cwd,
  };
}

function keyOf({ id, name, input }: Made): string {
  return JSON.stringify([id, name, input]);
}

function writesPlan({ input }: CanUseTool, plans: string): boolean {
  const path = input.file_path;
  return typeof path === 'string' && path.startsWith(`${plans}/`) && !path.includes('/../');
}
