import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Message, Said } from '../protocol/wire.ts';
import { limitOf, refusalOf, retryOf } from './limits.ts';
import { createToolEvents } from './tool-events.ts';
import type { GateView } from './tool-events.ts';

/** What a message says, in the words of every harness. */
export type Translator = (message: Message) => readonly HarnessEvent[];

/** `now` in milliseconds since the epoch. */
export function createTranslator(gate: GateView, now: () => number = Date.now): Translator {
  const tools = createToolEvents(gate, now);
  const agentEvents = createAgentEvents();
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
      if (block.type === 'tool_use') return [tools.callOf(block, agent ?? undefined)];
      if (agent) return [];
      if (block.type === 'thinking' && block.thinking) return [{ type: 'thought', text: block.thinking }];
      return block.type === 'text' && block.text && isNew ? [{ type: 'text', text: block.text, delta: false }] : [];
    });
  }

  return (message) => {
    switch (message.type) {
      case 'stream_event':
        return fromStream(message);
      case 'assistant':
        return fromAssistant(message);
      case 'user':
        return tools.resultsIn(message);
      case 'system':
        return message.subtype === 'api_retry' ? [retryOf(message, now())] : agentEvents(message);
      case 'rate_limit_event':
        return limitOf(message);
      case 'result':
        return [];
    }
  };
}

/** A sub-agent is known by the call that started it, as its own calls name it. */
function createAgentEvents() {
  const titles = new Map<string, string>();
  return ({ subtype, tool_use_id: id, ...task }: Said<'system'>): readonly HarnessEvent[] => {
    if (!id) return [];
    if (subtype === 'task_started' && task.task_type === 'local_agent') {
      const title = [task.subagent_type, task.description].filter(Boolean).join(': ');
      titles.set(id, title);
      return [{ type: 'sub-agent', id, title, state: 'started' }];
    }
    const title = titles.get(id);
    if (subtype !== 'task_notification' || title === undefined) return [];
    return [{ type: 'sub-agent', id, title, state: 'ended' }];
  };
}
