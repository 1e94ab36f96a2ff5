import type { Conversation } from '../../main/harness/model-server/conversation.ts';
import { fieldsOf, type Fields } from '../../main/harness/model-server/json.ts';
import type { ModelRequest } from '../../main/harness/model-server/model-server.ts';
import { harmless } from '../../main/harness/model-server/tool-input.ts';

/** How harnesses ask, with all their tools at hand, for a title, a memory, or what the person may say next. */
const ASIDES = [
  /managed memory extraction subagent/,
  /^\[SUGGESTION MODE:/,
  /^Your task is to generate a very short title for a conversation/,
];
const OPENING = 300;

/** Whether this is a request beside the conversation: for a title, a topic, a summary, a memory. */
export function isAside({ tools, turns }: Conversation): boolean {
  if (tools.length === 0) return true;
  const last = turns.findLast(({ role }) => role === 'user');
  const asking = turns.filter((turn) => turn.role === 'system' || turn === last).flatMap(({ parts }) => parts);
  return asking.some((part) => part.kind === 'text' && ASIDES.some((aside) => aside.test(part.text.slice(0, OPENING))));
}

/** A harmless answer, in the shape that is asked for. */
export function sideReply({ body }: ModelRequest): string {
  const schema = wantedSchema(fieldsOf(body));
  if (schema !== undefined) return JSON.stringify(harmless(schema));
  return JSON.stringify(body).includes('{\\"title\\": ') ? '{"title": "Scripted session"}' : 'Scripted session';
}

function wantedSchema(body: Fields): unknown {
  const at = (...path: readonly string[]) => path.reduce<unknown>((value, name) => fieldsOf(value)[name], body);
  return (
    at('output_config', 'format', 'schema') ??
    at('output_format', 'schema') ??
    at('text', 'format', 'schema') ??
    at('response_format', 'json_schema', 'schema') ??
    at('generationConfig', 'responseJsonSchema') ??
    at('generationConfig', 'responseSchema')
  );
}
