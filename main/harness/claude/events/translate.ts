import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { Message, Said } from '../protocol/wire.ts';
import { limitOf, refusalOf, retryOf } from './limits.ts';
import { createPlan } from './plan.ts';
import { createToolEvents } from './tool-events.ts';
import type { GateView } from './tool-events.ts';

/** What the program says, in the words of every harness. */
export type Translator = {
  eventsOf(message: Message): readonly HarnessEvent[];
  /** The gate was asked about a call; `task` is that of the sub-agent which makes it. */
  called(call: ToolCall, task: string | undefined): readonly HarnessEvent[];
};

/** `now` in milliseconds since the epoch. */
export function createTranslator(gate: GateView, now: () => number = Date.now): Translator {
  const tools = createToolEvents(gate, now);
  const agents = createAgents();
  const plan = createPlan();
  /** The message whose text came in pieces, so that the whole is not said again. */
  let streamed: string | undefined;
  let streaming: string | undefined;

  function fromStream({ event, parent_tool_use_id: parent }: Said<'stream_event'>): readonly HarnessEvent[] {
    if (parent) return [];
    if (event.type === 'message_start') streaming = event.message?.id;
    const { type, text } = event.delta ?? {};
    if (event.type !== 'content_block_delta' || type !== 'text_delta' || !text) return [];
    streamed = streaming;
    return [{ type: 'text', text, delta: true }];
  }

  function fromAssistant({ message, error, parent_tool_use_id: agent }: Said<'assistant'>): readonly HarnessEvent[] {
    if (error) {
      return [...refusalOf(error), { type: 'error', message: message.content.map((block) => block.text).join('\n') }];
    }
    const isNew = streamed === undefined || message.id !== streamed;
    return message.content.flatMap((block): readonly HarnessEvent[] => {
      if (block.type === 'tool_use') plan.called(block.id ?? '', block.name ?? '');
      if (block.type === 'tool_use') return tools.callIn(block, agent ?? undefined);
      if (agent) return [];
      if (block.type === 'thinking' && block.thinking) return [{ type: 'thought', text: block.thinking }];
      return block.type === 'text' && block.text && isNew ? [{ type: 'text', text: block.text, delta: false }] : [];
    });
  }

  function eventsOf(message: Message): readonly HarnessEvent[] {
    switch (message.type) {
      case 'stream_event':
        return fromStream(message);
      case 'assistant':
        return fromAssistant(message);
      case 'user':
        return [...tools.resultsIn(message), ...plan.eventsOf(message)];
      case 'system':
        return message.subtype === 'api_retry' ? [retryOf(message, now())] : agents.eventsOf(message);
      case 'rate_limit_event':
        return limitOf(message);
      case 'result':
        return [];
    }
  }

  return { eventsOf, called: (call, task) => tools.begin(call, task === undefined ? undefined : agents.callOf(task)) };
}

/** A sub-agent is known by the call that started it, as the calls in the stream name it; the gate knows its task. */
function createAgents() {
  const titles = new Map<string, string>();
  const calls = new Map<string, string>();

  function eventsOf({ subtype, tool_use_id: id, ...task }: Said<'system'>): readonly HarnessEvent[] {
    if (!id) return [];
    if (subtype === 'task_started' && task.task_type === 'local_agent') {
      const title = [task.subagent_type, task.description].filter(Boolean).join(': ');
      titles.set(id, title);
      if (task.task_id) calls.set(task.task_id, id);
      return [{ type: 'sub-agent', id, title, state: 'started' }];
    }
    const title = titles.get(id);
    if (subtype !== 'task_notification' || title === undefined) return [];
    return [{ type: 'sub-agent', id, title, state: 'ended' }];
  }

  return { eventsOf, callOf: (task: string) => calls.get(task) ?? task };
}
