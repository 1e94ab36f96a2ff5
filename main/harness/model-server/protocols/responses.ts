import { joinTurns, said, type ReplyPart, type ToolSpec, type Turn, type Usage } from '../conversation.ts';
import { fieldsOf, listOf, parsed, textOf, wordOf, type Fields } from '../json.ts';
import { namedEvent, newId, pieces, type Protocol } from '../protocol.ts';

/** OpenAI's Responses API. */
export const responses: Protocol = {
  api: 'responses',
  takes: (path) => path === '/v1/responses',
  read: (body) => {
    const { model, stream, instructions, input, tools } = fieldsOf(body);
    const items = typeof input === 'string' ? [{ role: 'user', content: input }] : listOf(input);
    return {
      api: 'responses',
      model: wordOf(model),
      stream: stream === true,
      turns: joinTurns([
        { role: 'system', parts: said(textOf(instructions)) },
        ...items.map(fieldsOf).flatMap(readItem),
      ]),
      tools: [...listOf(tools), ...items.map(fieldsOf).flatMap(toolsOf)]
        .map(fieldsOf)
        .flatMap((tool) => readTool(tool)),
    };
  },
  events: (reply, model) => {
    const response = envelope(model);
    const items = reply.parts.map((part) => ({ part, item: itemOf(part) }));
    const done = {
      ...response,
      status: 'completed',
      output: items.map(({ item }) => item),
      usage: usageOf(reply.usage),
    };
    const events = [
      { type: 'response.created', response },
      { type: 'response.in_progress', response },
      ...items.flatMap(({ part, item }, index) =>
        itemEvents(part, item).map((event) => ({ ...event, output_index: index })),
      ),
      { type: 'response.completed', response: done },
    ];
    return events.map((event, sequence_number) => namedEvent({ ...event, sequence_number }));
  },
  whole: (reply, model) => ({
    ...envelope(model),
    status: 'completed',
    output: reply.parts.map(itemOf),
    usage: usageOf(reply.usage),
  }),
  refusal: (status, message) => ({
    error: { message, type: status === 429 ? 'rate_limit_exceeded' : 'api_error', param: null, code: null },
  }),
};

type Event = Fields & { readonly type: string };

function readItem(item: Fields): readonly Turn[] {
  switch (item.type ?? 'message') {
    case 'message':
      return [{ role: roleOf(item.role), parts: said(textOf(item.content)) }];
    case 'function_call':
    case 'custom_tool_call': {
      const input = item.type === 'function_call' ? parsed(wordOf(item.arguments)) : item.input;
      return [
        { role: 'assistant', parts: [{ kind: 'call', id: wordOf(item.call_id), name: wordOf(item.name), input }] },
      ];
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ role: 'user', parts: [{ kind: 'result', call: wordOf(item.call_id), text: textOf(item.output) }] }];
    default:
      return [];
  }
}

function roleOf(role: unknown): Turn['role'] {
  return role === 'assistant' || role === 'user' ? role : 'system';
}

/** Tools that come as an item of the input. */
function toolsOf({ type, tools }: Fields): readonly unknown[] {
  return type === 'additional_tools' ? listOf(tools) : [];
}

function readTool(tool: Fields, namespace?: string): readonly ToolSpec[] {
  const name = wordOf(tool.name);
  if (tool.type === 'namespace')
    return listOf(tool.tools)
      .map(fieldsOf)
      .flatMap((inner) => readTool(inner, name));
  if (tool.type === 'custom') return [{ name, namespace, schema: undefined }];
  return tool.type === 'function' ? [{ name, namespace, schema: tool.parameters }] : [];
}

function envelope(model: string): Fields {
  const created_at = Math.floor(Date.now() / 1000);
  return { id: newId('resp_'), object: 'response', created_at, model, status: 'in_progress', output: [], error: null };
}

/** An output item in its final form. */
function itemOf(part: ReplyPart): Fields {
  switch (part.kind) {
    case 'text':
      return {
        ...{ type: 'message', id: newId('msg_'), role: 'assistant', status: 'completed' },
        content: [{ type: 'output_text', text: part.text, annotations: [] }],
      };
    case 'thought':
      return { type: 'reasoning', id: newId('rs_'), summary: [{ type: 'summary_text', text: part.text }] };
    case 'call':
      return callItem(part.tool, part.input);
  }
}

function callItem({ name, namespace, schema }: ToolSpec, input: unknown): Fields {
  const call = {
    id: newId('fc_'),
    call_id: newId('call_'),
    name,
    status: 'completed',
    ...(namespace && { namespace }),
  };
  if (schema === undefined) return { type: 'custom_tool_call', ...call, input: wordOf(input) };
  return { type: 'function_call', ...call, arguments: JSON.stringify(input) };
}

function itemEvents(part: ReplyPart, item: Fields): readonly Event[] {
  const item_id = item.id;
  return [
    { type: 'response.output_item.added', item: { ...item, ...startOf(item), status: 'in_progress' } },
    ...deltasOf(part, item).map((event) => ({ ...event, item_id })),
    { type: 'response.output_item.done', item },
  ];
}

/** What is still empty when an item begins. */
function startOf({ type }: Fields): Fields {
  if (type === 'message') return { content: [] };
  if (type === 'reasoning') return { summary: [] };
  return type === 'function_call' ? { arguments: '' } : { input: '' };
}

function deltasOf(part: ReplyPart, item: Fields): readonly Event[] {
  if (part.kind === 'call') {
    const [name, text] =
      item.type === 'function_call'
        ? ['response.function_call_arguments', wordOf(item.arguments)]
        : ['response.custom_tool_call_input', wordOf(item.input)];
    const whole = item.type === 'function_call' ? { arguments: text } : { input: text };
    return [...pieces(text).map((delta) => ({ type: `${name}.delta`, delta })), { type: `${name}.done`, ...whole }];
  }
  const thought = part.kind === 'thought';
  const place = thought ? { summary_index: 0 } : { content_index: 0 };
  const empty = thought ? { type: 'summary_text', text: '' } : { type: 'output_text', text: '', annotations: [] };
  const [around, inside] = thought
    ? ['response.reasoning_summary_part', 'response.reasoning_summary_text']
    : ['response.content_part', 'response.output_text'];
  return [
    { type: `${around}.added`, ...place, part: empty },
    ...pieces(part.text).map((delta) => ({ type: `${inside}.delta`, ...place, delta })),
    { type: `${inside}.done`, ...place, text: part.text },
    { type: `${around}.done`, ...place, part: { ...empty, text: part.text } },
  ];
}

function usageOf({ input, cached, output }: Usage): Fields {
  const input_tokens = input + cached;
  return {
    input_tokens,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input_tokens + output,
  };
}
