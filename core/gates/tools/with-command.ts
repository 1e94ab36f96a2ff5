import type { ToolCall } from '../../model/action.ts';
import { toolKind } from './tool-names.ts';
import { readToolUse } from './tool-use.ts';

type Input = ToolCall['input'];

/** The longest command that a person is shown whole, and can put another one in the place of. */
const longestShown = 10_000;

/** Whether a person may put another command in the place of what the call runs: only where they see all of it. */
export function takesCommand({ tool, raw }: { readonly tool: string; readonly raw: string }): boolean {
  return toolKind(tool) === 'shell' && raw.length < longestShown;
}

/** The same call with another command, under whatever name its harness gives that. Undefined: it has none. */
export function withCommand(call: ToolCall, command: string): ToolCall | undefined {
  const raw = call.input['rawInput'];
  const input = replaced(call.input, command);
  const edited = { ...call, input: isInput(raw) ? { ...input, rawInput: replaced(raw, command) } : input };
  const use = readToolUse(edited);
  return use.kind === 'shell' ? edited : undefined;
}

const names = ['command', 'cmd', 'script', 'code'];

function replaced(input: Input, command: string): Input {
  const changed = names.flatMap((name) => {
    const value = input[name];
    if (typeof value === 'string') return [[name, command]];
    return Array.isArray(value) ? [[name, argvOf(value, command)]] : [];
  });
  return { ...input, ...(Object.fromEntries(changed) as Input) };
}

/** `bash -lc TEXT` stays what it is but for the text. */
function argvOf(words: readonly unknown[], command: string): string[] {
  const [shell, flag] = words;
  const keeps = words.length === 3 && typeof shell === 'string' && typeof flag === 'string' && /^-l?c$/.test(flag);
  return keeps ? [shell, flag, command] : ['bash', '-c', command];
}

function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
