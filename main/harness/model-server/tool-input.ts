import type { ReplyPart, ToolSpec } from './conversation.ts';
import { fieldsOf, listOf, wordOf, type Fields } from './json.ts';

/** The names under which harnesses offer a shell to their model. */
const SHELLS = ['Bash', 'bash', 'exec_command', 'shell', 'shell_command', 'run_shell_command'];

export function findTool(tools: readonly ToolSpec[], names: readonly string[]): ToolSpec | undefined {
  return names.map((name) => tools.find((tool) => tool.name === name)).find((tool) => tool !== undefined);
}

/** A call that runs `command` with the shell tool on offer; undefined when there is none. */
export function shellCall(tools: readonly ToolSpec[], command: string): ReplyPart | undefined {
  const tool = findTool(tools, SHELLS);
  if (!tool) return codeCall(tools, 'exec_command', { cmd: command });
  const wantsWords = fieldsOf(propertiesOf(tool).command).type === 'array';
  const values = { command: wantsWords ? ['bash', '-lc', command] : command, cmd: command };
  return { kind: 'call', tool, input: fitInput(tool, { ...values, description: 'Scripted command' }) };
}

/** A call through the tool that runs the model's JavaScript and offers the other tools there (Codex with newer models). */
export function codeCall(tools: readonly ToolSpec[], name: string, input: unknown): ReplyPart | undefined {
  const tool = tools.find((one) => one.name === 'exec' && one.schema === undefined);
  return tool && { kind: 'call', tool, input: `text(await tools.${name}(${JSON.stringify(input)}));\n` };
}

/** Of the values given those that the tool takes, and something harmless for each other one that it requires. */
export function fitInput(tool: ToolSpec, values: Fields): Fields {
  const properties = propertiesOf(tool);
  const known = Object.entries(values).filter(([name, value]) => name in properties && takes(properties[name], value));
  const required = listOf(fieldsOf(tool.schema).required).map(wordOf);
  const missing = required.filter((name) => !known.some(([given]) => given === name));
  return Object.fromEntries([...known, ...missing.map((name) => [name, harmless(properties[name])] as const)]);
}

/** The smallest value that a schema describes, as near as tools and titles need it. */
export function harmless(schema: unknown): unknown {
  const { type, enum: choices, properties } = fieldsOf(schema);
  if (Array.isArray(choices)) return listOf(choices)[0];
  switch (wordOf(Array.isArray(type) ? listOf(type)[0] : type).toLowerCase()) {
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return Object.fromEntries(Object.entries(fieldsOf(properties)).map(([name, inner]) => [name, harmless(inner)]));
    default:
      return 'scripted';
  }
}

function takes(schema: unknown, value: unknown): boolean {
  const choices = fieldsOf(schema).enum;
  return !Array.isArray(choices) || choices.includes(value);
}

function propertiesOf(tool: ToolSpec): Fields {
  return fieldsOf(fieldsOf(tool.schema).properties);
}
