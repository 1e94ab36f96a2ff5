import { z } from 'zod';
import { parseJson } from '../../../../core/parse-json.ts';

/** A tool as it is offered to a model. `run` never rejects; what is wrong is said in its text. */
export type SeatTool = {
  readonly name: string;
  readonly about: string;
  /** JSON Schema of an object. */
  readonly input: object;
  readonly reads: boolean;
  run(input: unknown): Promise<ToolAnswer>;
};

export type ToolAnswer = { readonly text: string; readonly refused?: boolean };

const Message = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string(),
  params: z.unknown().optional(),
});
const Greeting = z.object({ protocolVersion: z.string() });
const ToolUse = z.object({ name: z.string(), arguments: z.unknown().optional() });

const known = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];

/**
 * The part of the Model Context Protocol that a server of tools needs: one JSON-RPC message a line. Undefined: nothing is
 * to be said to that. https://modelcontextprotocol.io/specification
 */
export async function answerLine(tools: readonly SeatTool[], line: string): Promise<string | undefined> {
  const message = Message.safeParse(parseJson(line));
  if (!message.success) return failure(null, -32700, 'This is no message of the protocol');
  const { id, method, params } = message.data;
  if (id === undefined) return undefined;
  switch (method) {
    case 'initialize': {
      const asked = Greeting.safeParse(params).data?.protocolVersion ?? '';
      const protocolVersion = known.includes(asked) ? asked : known[0];
      return result(id, {
        protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'teatree', version: '1' },
      });
    }
    case 'ping':
      return result(id, {});
    case 'tools/list':
      return result(id, { tools: tools.map(shown) });
    case 'tools/call': {
      const use = ToolUse.safeParse(params).data;
      const tool = tools.find(({ name }) => name === use?.name);
      if (!use || !tool) return failure(id, -32602, `There is no such tool; there is ${names(tools)}`);
      const { text, refused = false } = await tool.run(use.arguments ?? {});
      return result(id, { content: [{ type: 'text', text }], isError: refused });
    }
    default:
      return failure(id, -32601, 'There are only tools here');
  }
}

function shown({ name, about, input, reads }: SeatTool): object {
  return { name, description: about, inputSchema: input, annotations: { readOnlyHint: reads, openWorldHint: false } };
}

function names(tools: readonly SeatTool[]): string {
  return tools.map(({ name }) => name).join(', ');
}

type Id = string | number | null;

function result(id: Id, value: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result: value });
}

function failure(id: Id, code: number, message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } });
}
