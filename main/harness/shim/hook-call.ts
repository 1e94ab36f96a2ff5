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
};

export type CallForm = HookForm | 'plugin';

const Input = z.record(z.string(), z.json());
const text = z.string().min(1).optional().catch(undefined);

const Claude = z.object({
  hook_event_name: z.literal('PreToolUse'),
  tool_name: z.string().min(1),
  tool_input: Input,
  tool_use_id: text,
  cwd: text,
});

const Copilot = z.object({
  toolName: z.string().min(1),
  /** An object, or the JSON text of one. */
  toolArgs: z.preprocess((value) => (typeof value === 'string' ? parseJson(value) : value), Input),
  toolCallId: text,
  cwd: text,
});

const Plugin = z.object({ tool: z.string().min(1), input: Input, id: text, cwd: text });

/** Undefined when the text is no report of a call: nothing may run on account of it. */
export function readHookCall(form: CallForm, body: string): HookCall | undefined {
  const value = parseJson(body);
  if (form === 'copilot') {
    const call = Copilot.safeParse(value).data;
    return call && { id: call.toolCallId, tool: call.toolName, input: call.toolArgs, cwd: call.cwd };
  }
  if (form === 'plugin') {
    const call = Plugin.safeParse(value).data;
    return call && { id: call.id, tool: call.tool, input: call.input, cwd: call.cwd };
  }
  const call = Claude.safeParse(value).data;
  return call && { id: call.tool_use_id, tool: call.tool_name, input: call.tool_input, cwd: call.cwd };
}
