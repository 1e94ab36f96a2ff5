import type { Conversation } from '../../main/harness/model-server/conversation.ts';
import { fieldsOf, type Fields } from '../../main/harness/model-server/json.ts';
import type { ModelRequest } from '../../main/harness/model-server/model-server.ts';
import { harmless } from '../../main/harness/model-server/tool-input.ts';

/** Agents of a harness that look at the same conversation for purposes of its own, with tools of their own. */
const BUSYBODIES = /managed memory extraction subagent/;

/** Whether this is a request beside the conversation: for a title, a topic, a summary, a memory. */
export function isAside({ tools, turns }: Conversation): boolean {
  if (tools.length === 0) return true;
  return turns.some(
    ({ role, parts }) =>
      role === 'system' && parts.some((part) => part.kind === 'text' && BUSYBODIES.test(part.text.slice(0, 300))),
  );
}

/** A harmless answer, in the shape that is asked for. */
export function sideReply({ body }: ModelRequest): string {
  const schema = wantedSchema(fieldsOf(body));
  return schema === undefined ? 'Scripted session' : JSON.stringify(harmless(schema));
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
