import type { ToolCall } from '../../model/action.ts';
import { joinPath } from '../paths.ts';
import { patchUses, type FileUse } from './patch.ts';
import { toolKind } from './tool-names.ts';

/** A tool call in the one form the gate understands. */
export type ToolUse =
  | { readonly kind: 'shell'; readonly command: string; readonly cwd: string }
  | { readonly kind: 'files'; readonly uses: readonly FileUse[] }
  | { readonly kind: 'fetch'; readonly urls: readonly string[] }
  | { readonly kind: 'harmless' }
  | { readonly kind: 'unknown'; readonly reason: string };

type Input = Readonly<Record<string, unknown>>;

/** Reads a call of any harness; titles and descriptions are for people and never trusted. */
export function readToolUse({ tool, input, cwd }: ToolCall): ToolUse {
  const kind = toolKind(tool);
  const given: Input = isRecord(input['rawInput']) ? { ...input, ...input['rawInput'] } : input;
  switch (kind) {
    case undefined:
      return { kind: 'unknown', reason: `the tool ${tool} is not known` };
    case 'harmless':
      return { kind: 'harmless' };
    case 'shell':
      return readShell(input, cwd);
    case 'move':
      return readMove(tool, given);
    case 'search':
      return { kind: 'files', uses: searched(given) };
    case 'fetch':
      return readFetch(given);
    case 'web-search':
      return { kind: 'fetch', urls: [''] };
    case 'patch':
      return readPatch(given);
    default:
      return files(looksOnly(kind, given) ? 'read' : kind, pathsIn(input));
  }
}

function files(kind: FileUse['kind'], paths: readonly string[]): ToolUse {
  if (paths.length === 0) return { kind: 'unknown', reason: 'it names no file' };
  return { kind: 'files', uses: paths.map((path) => ({ kind, path })) };
}

/** An editor tool that is told to show a file. */
function looksOnly(kind: FileUse['kind'], input: Input): boolean {
  return kind === 'write' && input['command'] === 'view';
}

function readShell(input: Input, cwd: string): ToolUse {
  const raw = isRecord(input['rawInput']) ? input['rawInput'] : undefined;
  const values = [...(raw ? commandsIn(raw) : []), ...commandsIn(input)];
  const present = values.filter((value) => value !== undefined && value !== null && value !== '');
  const commands = new Set(present.map((value) => (Array.isArray(value) ? fromArgv(value) : text(value))));
  const [command] = commands;
  // Typing nothing only waits for more output.
  if (commands.size === 0 && (input['chars'] === '' || input['input'] === '')) return { kind: 'harmless' };
  if (command === undefined) return { kind: 'unknown', reason: 'it has no command' };
  if (commands.size > 1) return { kind: 'unknown', reason: 'it names more than one command' };
  if (input['dangerouslyDisableSandbox'] === true) return { kind: 'unknown', reason: 'it asks to leave the sandbox' };
  const place = text(
    first(raw ? { ...input, ...raw } : input, 'workdir', 'working_directory', 'cwd', 'directory', 'dir_path'),
  );
  return { kind: 'shell', command, cwd: place === undefined ? cwd : (joinPath(cwd, place) ?? cwd) };
}

function commandsIn({ command, cmd, script, code }: Input): readonly unknown[] {
  return [command, cmd, script, code];
}

/** An argument list as the shell text that would run it. */
function fromArgv(words: readonly unknown[]): string | undefined {
  const texts = words.flatMap((word) => (typeof word === 'string' ? [word] : []));
  if (texts.length === 0 || texts.length !== words.length) return undefined;
  return texts.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

function readMove(tool: string, input: Input): ToolUse {
  const from = text(first(input, 'from', 'source', 'old_path', 'oldPath', 'source_path', 'path'));
  const to = text(first(input, 'to', 'destination', 'new_path', 'newPath', 'destination_path', 'target'));
  if (from === undefined || to === undefined) return { kind: 'unknown', reason: 'it does not name both files' };
  const leaves = /copy/i.test(tool) ? [] : [{ kind: 'delete', path: from } as const];
  return { kind: 'files', uses: [{ kind: 'read', path: from }, ...leaves, { kind: 'write', path: to }] };
}

/** The folder, and the files in it that a filter picks out. */
function searched(input: Input): readonly FileUse[] {
  const paths = pathsOf(input);
  const roots = paths.length === 0 ? ['.'] : paths;
  const filter = text(first(input, 'glob', 'include', 'include_pattern', 'file_pattern'));
  const picked = filter === undefined ? [] : roots.map((root) => `${root}/${filter}`);
  return [...roots, ...picked].map((path) => ({ kind: 'read', path }));
}

function readFetch(input: Input): ToolUse {
  const named = ['url', 'uri', 'urls'].flatMap((key) => textsIn(input[key]));
  const urls = named.length > 0 ? named : (text(input['prompt'])?.match(/(?:https?|file):\/\/\S+/g) ?? []);
  if (urls.length === 0) return { kind: 'unknown', reason: 'it names no address' };
  const local = urls.filter((url) => /^file:/i.test(url)).map((url) => url.replace(/^file:(\/\/)?/i, ''));
  if (local.length > 0 && local.length === urls.length) return files('read', local);
  return local.length > 0 ? { kind: 'unknown', reason: 'it mixes files and addresses' } : { kind: 'fetch', urls };
}

function readPatch(input: Input): ToolUse {
  const patch = text(first(input, 'input', 'patch', 'patchText', 'patch_text', 'diff'));
  const uses = patch === undefined ? [] : patchUses(patch);
  if (uses.length > 0) return { kind: 'files', uses };
  return files('write', pathsOf(input));
}

const pathKeys =
  'file_path notebook_path path filePath filepath absolute_path abs_path target_file file filename file_name dir_path directory target_directory uri paths files include'.split(
    ' ',
  );

/** What the harness says and what the agent gave may differ: both count. */
function pathsIn(input: Input): readonly string[] {
  const raw = isRecord(input['rawInput']) ? pathsOf(input['rawInput']) : [];
  return [...new Set([...pathsOf(input), ...raw])];
}

/** Every file that the input names, the places of an ACP request included. */
function pathsOf(input: Input): readonly string[] {
  const own = pathKeys.flatMap((key) =>
    key === 'include' && typeof input[key] === 'string' ? [] : textsIn(input[key]),
  );
  const nested = ['locations', 'content', 'edits', 'changes'].flatMap((key) => {
    const list = input[key];
    return Array.isArray(list) ? list.flatMap((item) => (isRecord(item) ? textsIn(item['path']) : [])) : [];
  });
  const keyed = isRecord(input['changes']) ? Object.keys(input['changes']) : [];
  return [...new Set([...own, ...nested, ...keyed])].map((path) => path.replace(/^file:\/\//, ''));
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (isRecord(value)) return textsIn(value['path']);
  return text(value) === undefined ? [] : [String(value)];
}

function first(input: Input, ...keys: readonly string[]): unknown {
  return keys.map((key) => input[key]).find((value) => value !== undefined && value !== null);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
