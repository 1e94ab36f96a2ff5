import type { ReplyPart, ToolSpec } from './conversation.ts';
import { fieldsOf, listOf, wordOf, type Fields } from './json.ts';

/** The names under which harnesses offer a shell to their model. */
const SHELLS = ['Bash', 'bash', 'exec_command', 'shell', 'shell_command', 'run_shell_command', 'run_in_terminal'];

export function findTool(tools: readonly ToolSpec[], names: readonly string[]): ToolSpec | undefined {
  return names.map((name) => tools.find((tool) => tool.name === name)).find((tool) => tool !== undefined);
}

/** A call that runs `command` with the shell tool on offer; undefined when there is none. */
export function shellCall(tools: readonly ToolSpec[], command: string): ReplyPart | undefined {
  const tool = findTool(tools, SHELLS);
  if (!tool) return undefined;
  const words = ['bash', '-lc', command];
  const wantsWords = fieldsOf(propertiesOf(tool).command).type === 'array';
  return {
    kind: 'call',
    tool,
    input: fitInput(tool, { command: wantsWords ? words : command, cmd: command, description: 'Scripted command' }),
  };
}

/** Of the values given the properties that the tool knows, and something harmless for each other one that it requires. */
export function fitInput(tool: ToolSpec, values: Fields): Fields {
  const properties = propertiesOf(tool);
  const known = Object.entries(values).filter(([name]) => name in properties);
  const required = listOf(fieldsOf(tool.schema).required).map(wordOf);
  const missing = required.filter((name) => !(name in values));
  return Object.fromEntries([...known, ...missing.map((name) => [name, harmless(properties[name])] as const)]);
}

function propertiesOf(tool: ToolSpec): Fields {
  return fieldsOf(fieldsOf(tool.schema).properties);
}

function harmless(schema: unknown): unknown {
  const { type, enum: choices } = fieldsOf(schema);
  if (Array.isArray(choices)) return listOf(choices)[0];
  const kind = Array.isArray(type) ? listOf(type)[0] : type;
  switch (wordOf(kind).toLowerCase()) {
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return 'scripted';
  }
}
