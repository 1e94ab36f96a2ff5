import { joinTurns, said, type Part, type Reply, type ReplyPart, type Turn } from '../conversation.ts';
import { fieldsOf, listOf, textOf, wordOf, type Fields } from '../json.ts';
import { namedEvent, newId, pieces, type Protocol } from '../protocol.ts';

/** Anthropic's Messages API. */
export const messages: Protocol = {
  api: 'messages',
  takes: (path) => path === '/v1/messages',
  read: (body) => {
    const { model, stream, system, messages: list, tools } = fieldsOf(body);
    return {
      api: 'messages',
      model: wordOf(model),
      stream: stream === true,
      turns: joinTurns([{ role: 'system', parts: said(textOf(system)) }, ...listOf(list).map(readTurn)]),
      tools: listOf(tools)
        .map(fieldsOf)
        .map(({ name, input_schema }) => ({ name: wordOf(name), namespace: undefined, schema: input_schema })),
    };
  },
  events: (reply, model) => [
    namedEvent({ type: 'message_start', message: { ...envelope(reply, model), content: [] } }),
    namedEvent({ type: 'ping' }),
    ...reply.parts.flatMap(blockEvents),
    namedEvent({
      type: 'message_delta',
      delta: { stop_reason: stopReason(reply), stop_sequence: null },
      usage: { output_tokens: reply.usage.output },
    }),
    namedEvent({ type: 'message_stop' }),
  ],
  whole: (reply, model) => ({
    ...envelope(reply, model),
    stop_reason: stopReason(reply),
    content: reply.parts.map((part) => {
      const { block, fill } = blockOf(part);
      return { ...block, ...fill };
    }),
  }),
  refusal: (status, message) => ({ type: 'error', error: { type: ERRORS[status] ?? 'api_error', message } }),
};

const ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

function readTurn(message: unknown): Turn {
  const { role, content } = fieldsOf(message);
  const parts = typeof content === 'string' ? said(content) : listOf(content).map(fieldsOf).flatMap(readBlock);
  return { role: role === 'assistant' ? 'assistant' : role === 'system' ? 'system' : 'user', parts };
}

function readBlock(block: Fields): readonly Part[] {
  if (block.type === 'text') return said(wordOf(block.text));
  if (block.type === 'tool_use') {
    return [{ kind: 'call', id: wordOf(block.id), name: wordOf(block.name), input: block.input }];
  }
  if (block.type === 'tool_result') {
    return [{ kind: 'result', call: wordOf(block.tool_use_id), text: textOf(block.content) }];
  }
  return [];
}

function envelope({ usage }: Reply, model: string): Fields {
  return {
    id: newId('msg_'),
    type: 'message',
    role: 'assistant',
    model,
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: usage.input,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: usage.cached,
      output_tokens: usage.output,
    },
  };
}

function stopReason(reply: Reply): string {
  return reply.parts.some(({ kind }) => kind === 'call') ? 'tool_use' : 'end_turn';
}

/** A content block as it starts, what fills it, and the deltas that do so in a stream. */
function blockOf(part: ReplyPart): {
  readonly block: Fields;
  readonly fill: Fields;
  readonly deltas: readonly Fields[];
} {
  switch (part.kind) {
    case 'text':
      return {
        block: { type: 'text', text: '' },
        fill: { text: part.text },
        deltas: pieces(part.text).map((text) => ({ type: 'text_delta', text })),
      };
    case 'thought': {
      const signature = newId('sig_');
      return {
        block: { type: 'thinking', thinking: '', signature: '' },
        fill: { thinking: part.text, signature },
        deltas: [
          ...pieces(part.text).map((thinking) => ({ type: 'thinking_delta', thinking })),
          { type: 'signature_delta', signature },
        ],
      };
    }
    case 'call':
      return {
        block: { type: 'tool_use', id: newId('toolu_'), name: part.tool.name, input: {} },
        fill: { input: part.input },
        deltas: pieces(JSON.stringify(part.input)).map((json) => ({ type: 'input_json_delta', partial_json: json })),
      };
  }
}

function blockEvents(part: ReplyPart, index: number): readonly string[] {
  const { block, deltas } = blockOf(part);
  return [
    namedEvent({ type: 'content_block_start', index, content_block: block }),
    ...deltas.map((delta) => namedEvent({ type: 'content_block_delta', index, delta })),
    namedEvent({ type: 'content_block_stop', index }),
  ];
}
