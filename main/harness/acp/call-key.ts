import { toolKind } from '../../../core/gates/tools/tool-names.ts';
import type { ToolCall } from '../../../core/model/action.ts';

/** Kinds that stand in the key. Of any other a stream may say anything: Copilot's calls searching reading, and its lists execution. */
const CHANGES = new Set<string | undefined>(['write', 'delete', 'move', 'patch']);

/**
 * What a call does, whatever its harness calls the tool: equal for the stream's and the hook's words about one call.
 * Undefined when the words do not say what it does.
 */
export function keyOf({ tool, input }: ToolCall): string | undefined {
  const raw = rawOf(input);
  const command = raw.command ?? raw.cmd;
  const shell = Array.isArray(command) ? command.at(-1) : command;
  const kind = toolKind(tool);
  if (kind === 'shell' && typeof shell === 'string' && shell !== '') return `shell ${shell.trim()}`;
  // A stream announces a command before it knows which.
  if (Object.keys(raw).length === 0 || (kind === 'shell' && raw === input)) return undefined;
  const path = ['file_path', 'filePath', 'absolute_path', 'path', 'notebook_path']
    .map((name) => raw[name])
    .find((value) => typeof value === 'string');
  return `${CHANGES.has(kind) && kind !== undefined ? kind : 'other'} ${JSON.stringify(path ?? raw)}`;
}

/** The stream says that the call has no input, not only nothing of it. */
export function isEmpty({ input }: ToolCall): boolean {
  return isRecord(input.rawInput) && Object.keys(input.rawInput).length === 0;
}

function rawOf(input: ToolCall['input']): ToolCall['input'] {
  return isRecord(input.rawInput) ? input.rawInput : input;
}

function isRecord(value: unknown): value is ToolCall['input'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
