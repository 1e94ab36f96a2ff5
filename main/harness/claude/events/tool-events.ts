import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { Gate } from '../gate.ts';
import type { Block, Said } from '../protocol/wire.ts';
import { toolCall } from './tool-call.ts';

/** What one call may put into a transcript; the rest is with the agent. */
const longestOutput = 200_000;
const longestSummary = 300;

export type GateView = Pick<Gate, 'hasSeen' | 'cwd'>;

/** Tool calls and what came of them. */
export function createToolEvents(gate: GateView, now: () => number) {
  const startedAt = new Map<string, number>();

  function begin(call: ToolCall, agent: string | undefined): readonly HarnessEvent[] {
    if (startedAt.has(call.id)) return [];
    startedAt.set(call.id, now());
    return [agent === undefined ? { type: 'tool-call', call } : { type: 'tool-call', call, agent }];
  }

  function resultOf(block: Block, said: Said<'user'>): readonly HarnessEvent[] {
    const call = block.tool_use_id ?? '';
    const text = textIn(block.content);
    const ok = block.is_error !== true;
    const result: HarnessEvent = {
      type: 'tool-result',
      call,
      ok,
      summary: text.trim().split('\n')[0]?.slice(0, longestSummary) ?? '',
      durationMs: Math.max(0, now() - (startedAt.get(call) ?? now())),
      ...(!ok && !gate.hasSeen(call) && wasTurnedDown(text, call, said) && { ran: false }),
    };
    return text === '' ? [result] : [{ type: 'tool-output', call, text: text.slice(0, longestOutput) }, result];
  }

  return {
    /** A call is told of once: with a sub-agent the gate may hear of it before the stream does. */
    begin,
    callIn: ({ id = '', name = '', input = {} }: Block, agent: string | undefined) =>
      begin(toolCall({ id, name, input, cwd: gate.cwd() }), agent),
    resultsIn(said: Said<'user'>): readonly HarnessEvent[] {
      const { content } = said.message;
      if (typeof content === 'string') return [];
      return content.flatMap((block) => (block.type === 'tool_result' ? resultOf(block, said) : []));
    },
  };
}

/** Claude Code's own words for a call that it gave to no tool, such as one with an input that does not fit. */
function wasTurnedDown(text: string, call: string, said: Said<'user'>): boolean {
  const kind = said.tool_result_meta?.find(({ id }) => id === call)?.non_execution_kind;
  return kind !== undefined || text.startsWith('<tool_use_error>');
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => textOfPart(part))
    .join('\n')
    .trimEnd();
}

function textOfPart(part: unknown): string {
  if (typeof part !== 'object' || part === null) return '';
  if ('text' in part && typeof part.text === 'string') return part.text;
  return 'type' in part && typeof part.type === 'string' ? `[${part.type}]` : '';
}
