import { toolKind } from '../../../core/gates/tools/tool-names.ts';
import type { ToolCall } from '../../../core/model/action.ts';

/**
 * What a call does, whatever its harness calls the tool: equal for the stream's and the hook's words about one call.
 * Undefined when the words do not say what it does.
 */
export function keyOf({ tool, input }: ToolCall): string | undefined {
  const raw = isRecord(input.rawInput) ? input.rawInput : input;
  const command = raw.command ?? raw.cmd;
  const shell = Array.isArray(command) ? command.at(-1) : command;
  const kind = toolKind(tool) ?? tool;
  if (kind === 'shell') return typeof shell === 'string' && shell !== '' ? `shell ${shell.trim()}` : undefined;
  const path = ['file_path', 'filePath', 'absolute_path', 'path', 'notebook_path']
    .map((name) => raw[name])
    .find((value) => typeof value === 'string');
  if (path !== undefined) return `${kind} ${JSON.stringify(path)}`;
  return Object.keys(raw).length === 0 ? undefined : `${tool} ${JSON.stringify(raw)}`;
}

function isRecord(value: unknown): value is ToolCall['input'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
