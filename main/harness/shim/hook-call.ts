import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';
import type { HookForm } from './shim-script.ts';

/** What a hook said about the call that is about to be made. */
export type HookCall = {
  /** The harness's own id of the call; some do not say. */
  readonly id: string | undefined;
  readonly tool: string;
  readonly input: Readonly<Record<string, z.core.util.JSONType>>;
  readonly cwd: string | undefined;
  /** The sub-agent that makes it. */
  readonly agent?: SubAgent | undefined;
};

export type SubAgent = { readonly id: string; readonly title: string };

export type CallForm = HookForm | 'plugin';

const Input = z.record(z.string(), z.json());
const text = z.string().min(1).optional().catch(undefined);

const Claude = z.object({
  hook_event_name: z.literal('PreToolUse'),
  tool_name: z.string().min(1),
  tool_input: Input,
  tool_use_id: text,
  /** Qwen names the call twice; this is the name that its stream knows. */
  tool_call_id: text,
  cwd: text,
  agent_id: text,
  agent_type: text,
});

const Copilot = z.object({
  toolName: z.string().min(1),
  /** An object, or the JSON text of one. */
  toolArgs: z.preprocess((value) => (typeof value === 'string' ? parseJson(value) : value), Input),
  toolCallId: text,
  cwd: text,
  agentId: text,
  agentType: text,
});

const Agent = z
  .object({ id: z.string().min(1), title: z.string() })
  .optional()
  .catch(undefined);
const Plugin = z.object({ tool: z.string().min(1), input: Input, id: text, cwd: text, agent: Agent });

/** Undefined when the text is no report of a call: nothing may run on account of it. */
export function readHookCall(form: CallForm, body: string): HookCall | undefined {
  const value = parseJson(body);
  if (form === 'copilot') {
    const call = Copilot.safeParse(value).data;
    if (call === undefined) return undefined;
    const { toolCallId: id, toolName: tool, toolArgs: input, cwd, agentId, agentType } = call;
    return { id, tool, input, cwd, agent: agentOf(agentId, agentType) };
  }
  if (form === 'plugin') {
    const call = Plugin.safeParse(value).data;
    return call && { id: call.id, tool: call.tool, input: call.input, cwd: call.cwd, agent: call.agent };
  }
  const call = Claude.safeParse(value).data;
  if (call === undefined) return undefined;
  const { tool_use_id, tool_call_id: id = tool_use_id, tool_name: tool, tool_input: input, cwd } = call;
  const { agent_id, agent_type } = call;
  return { id, tool, input, cwd, agent: agentOf(agent_id, agent_type) };
}

function agentOf(id: string | undefined, title = ''): SubAgent | undefined {
  return id === undefined ? undefined : { id, title };
}
