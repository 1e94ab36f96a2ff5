import { z } from 'zod';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { ToolUpdate } from './tool-update.ts';

const Chunk = z.object({ content: z.object({ type: z.string(), text: z.string().optional() }) });
const Plan = z.object({
  entries: z.array(z.object({ content: z.string(), status: z.enum(['pending', 'in_progress', 'completed']) })),
});
const Usage = z.object({ cost: z.object({ amount: z.number().nonnegative(), currency: z.string() }).nullish() });
const Notification = z.object({ sessionId: z.string(), update: z.looseObject({ sessionUpdate: z.string() }) });

export type UpdateListener = {
  readonly onEvent: (event: HarnessEvent) => void;
  readonly onTool: (update: ToolUpdate) => void;
  /** What the session has cost so far, in US dollars. */
  readonly onCost: (total: number) => void;
  readonly onMode: (mode: string) => void;
};

/** Updates that say nothing a person or the factory needs. */
const SILENT = new Set([
  'available_commands_update',
  'session_info_update',
  'user_message_chunk',
  'config_option_update',
]);
/** Of trouble that is told; the agent may make up names. */
const MOST_KINDS = 20;
const planStates = { pending: 'pending', in_progress: 'active', completed: 'done' } as const;

/** Reads one `session/update`. What cannot be read is told once as an error, by its kind, and otherwise ignored. */
export function readUpdates(listener: UpdateListener): (params: unknown) => void {
  const complained = new Set<string>();

  function complain(what: string): void {
    if (complained.has(what) || complained.size === MOST_KINDS) return;
    complained.add(what);
    listener.onEvent({ type: 'error', message: `Ignored ${what} of the agent` });
  }

  return (params) => {
    const notification = Notification.safeParse(params).data;
    if (notification === undefined) return complain('an update without a kind');
    const { update } = notification;
    const kind = update.sessionUpdate.slice(0, 80);
    if (SILENT.has(kind)) return;
    const reader = readers[kind];
    if (reader === undefined) return complain(`updates of the kind ${kind}`);
    if (!reader(update, listener)) complain(`a malformed ${kind}`);
  };
}

/** Each answers whether it could read the update. */
const readers: Readonly<Record<string, (update: unknown, listener: UpdateListener) => boolean>> = {
  agent_message_chunk: (update, { onEvent }) => {
    const chunk = Chunk.safeParse(update).data;
    if (chunk?.content.text) onEvent({ type: 'text', text: chunk.content.text, delta: true });
    return chunk !== undefined;
  },
  agent_thought_chunk: (update, { onEvent }) => {
    const chunk = Chunk.safeParse(update).data;
    if (chunk?.content.text) onEvent({ type: 'thought', text: chunk.content.text, delta: true });
    return chunk !== undefined;
  },
  tool_call: readTool,
  tool_call_update: readTool,
  plan: (update, { onEvent }) => {
    const plan = Plan.safeParse(update).data;
    if (plan) {
      const steps = plan.entries.map(({ content, status }) => ({ title: content, state: planStates[status] }));
      onEvent({ type: 'plan', steps });
    }
    return plan !== undefined;
  },
  usage_update: (update, { onCost }) => {
    const usage = Usage.safeParse(update).data;
    if (usage?.cost?.currency === 'USD') onCost(usage.cost.amount);
    return usage !== undefined;
  },
  current_mode_update: (update, { onMode }) => {
    const mode = z.object({ currentModeId: z.string() }).safeParse(update).data;
    if (mode) onMode(mode.currentModeId);
    return mode !== undefined;
  },
};

function readTool(update: unknown, { onTool }: UpdateListener): boolean {
  const tool = ToolUpdate.safeParse(update).data;
  if (tool) onTool(tool);
  return tool !== undefined;
}
