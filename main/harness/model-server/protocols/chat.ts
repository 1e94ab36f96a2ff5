import { joinTurns, said, type Part, type Reply, type ReplyPart, type Turn, type Usage } from '../conversation.ts';
import { fieldsOf, listOf, parsed, textOf, wordOf, type Fields } from '../json.ts';
import { dataEvent, newId, pieces, type Protocol } from '../protocol.ts';

/** OpenAI's Chat Completions API, with the `reasoning_content` of its kin. */
export const chat: Protocol = {
  api: 'chat',
  takes: (path) => path === '/v1/chat/completions',
  read: (body) => {
    const { model, stream, messages, tools } = fieldsOf(body);
    return {
      api: 'chat',
      model: wordOf(model),
      stream: stream === true,
      turns: joinTurns(listOf(messages).map(fieldsOf).map(readTurn)),
      tools: listOf(tools)
        .map((tool) => fieldsOf(fieldsOf(tool).function))
        .map(({ name, parameters }) => ({ name: wordOf(name), namespace: undefined, schema: parameters })),
    };
  },
  events: (reply, model) => {
    const base = { ...envelope(model), object: 'chat.completion.chunk' };
    const chunk = (delta: Fields, finish_reason: string | null = null) =>
      dataEvent({ ...base, choices: [{ index: 0, delta, finish_reason }] });
    return [
      chunk({ role: 'assistant', content: '' }),
      ...deltas(reply).map((delta) => chunk(delta)),
      chunk({}, finishReason(reply)),
      dataEvent({ ...base, choices: [], usage: usageOf(reply.usage) }),
      'data: [DONE]\n\n',
    ];
  },
  whole: (reply, model) => {
    const calls = reply.parts.filter(isCall).map(toolCall);
    const message = {
      role: 'assistant',
      content: textIn(reply, 'text') || null,
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    return {
      ...envelope(model),
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: finishReason(reply) }],
      usage: usageOf(reply.usage),
    };
  },
  refusal: (status, message) => ({
    error: { message, type: status === 429 ? 'rate_limit_error' : 'api_error', param: null, code: null },
  }),
};

type Call = Extract<ReplyPart, { kind: 'call' }>;

function readTurn({ role, content, tool_calls, tool_call_id }: Fields): Turn {
  if (role === 'tool') {
    return { role: 'user', parts: [{ kind: 'result', call: wordOf(tool_call_id), text: textOf(content) }] };
  }
  const parts = [...said(textOf(content)), ...listOf(tool_calls).map(fieldsOf).map(readCall)];
  return { role: role === 'assistant' || role === 'user' ? role : 'system', parts };
}

function readCall({ id, function: called }: Fields): Part {
  const { name, arguments: input } = fieldsOf(called);
  return { kind: 'call', id: wordOf(id), name: wordOf(name), input: parsed(wordOf(input)) };
}

function isCall(part: ReplyPart): part is Call {
  return part.kind === 'call';
}

function envelope(model: string): Fields {
  return { id: newId('chatcmpl-'), created: Math.floor(Date.now() / 1000), model };
}

function toolCall({ tool, input }: Call): Fields {
  return { id: newId('call_'), type: 'function', function: { name: tool.name, arguments: JSON.stringify(input) } };
}

function finishReason(reply: Reply): string {
  return reply.parts.some(isCall) ? 'tool_calls' : 'stop';
}

function textIn(reply: Reply, kind: 'text' | 'thought'): string {
  return reply.parts.flatMap((part) => (part.kind === kind ? [part.text] : [])).join('');
}

function deltas(reply: Reply): readonly Fields[] {
  const calls = reply.parts.filter(isCall);
  return reply.parts.flatMap((part): readonly Fields[] => {
    if (part.kind === 'text') return pieces(part.text).map((content) => ({ content }));
    if (part.kind === 'thought') return pieces(part.text).map((reasoning_content) => ({ reasoning_content }));
    const index = calls.indexOf(part);
    const { id, type } = toolCall(part);
    return [
      { tool_calls: [{ index, id, type, function: { name: part.tool.name, arguments: '' } }] },
      ...pieces(JSON.stringify(part.input)).map((json) => ({ tool_calls: [{ index, function: { arguments: json } }] })),
    ];
  });
}

function usageOf({ input, cached, output }: Usage): Fields {
  const prompt_tokens = input + cached;
  return {
    prompt_tokens,
    completion_tokens: output,
    total_tokens: prompt_tokens + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
}
