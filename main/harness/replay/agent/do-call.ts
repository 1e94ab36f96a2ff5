import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { toolKind } from '../../../../core/gates/tools/tool-names.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import { runShell } from '../../recipe/agent/command.ts';

type Deed = { readonly ok: boolean; readonly output: string };
type World = { readonly env: Readonly<Record<string, string>>; readonly signal: AbortSignal };

/** Names that agents give to the same things. */
const path = z
  .object({ file_path: z.string() })
  .or(z.object({ path: z.string() }))
  .or(z.object({ filePath: z.string() }));
const Content = z.object({ content: z.string() });
const Change = z.object({ old_string: z.string(), new_string: z.string(), replace_all: z.boolean().default(false) });
const Changes = z.object({ edits: z.array(Change) });
const Command = z.object({ command: z.string() });

/**
 * Does for real what an agent's own tool would have done. What only looks does nothing. A tool whose deed is not known here
 * throws: a replay that leaves something out would say nothing.
 */
export async function doCall({ tool, input, cwd }: ToolCall, { env, signal }: World): Promise<Deed> {
  const given = { ...input, ...(z.record(z.string(), z.json()).safeParse(input['rawInput']).data ?? {}) };
  switch (toolKind(tool)) {
    case 'shell':
      return runCommand(Command.parse(given).command, { cwd, env, signal });
    case 'write':
      return change(resolve(cwd, pathIn(given)), given);
    case 'delete':
      await rm(resolve(cwd, pathIn(given)));
      return { ok: true, output: '' };
    case 'read':
    case 'search':
    case 'harmless':
      return { ok: true, output: '' };
    default:
      throw new Error(`what the tool ${tool} did is not known`);
  }
}

async function runCommand(command: string, world: World & { readonly cwd: string }): Promise<Deed> {
  const ran = await runShell({ command, ...world, timeoutMs: 120_000 });
  if (!ran.ok) return { ok: false, output: ran.error.message };
  return { ok: ran.value.exitCode === 0, output: `${ran.value.stdout}${ran.value.stderr}` };
}

async function change(file: string, given: ToolCall['input']): Promise<Deed> {
  const whole = Content.safeParse(given).data;
  if (whole) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, whole.content);
    return { ok: true, output: '' };
  }
  const changes = Changes.safeParse(given).data?.edits ?? [Change.parse(given)];
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === undefined) return { ok: false, output: 'File does not exist' };
  let text = before;
  for (const { old_string: from, new_string: to, replace_all: all } of changes) {
    if (!text.includes(from)) return { ok: false, output: 'String to replace not found in file' };
    text = all ? text.replaceAll(from, () => to) : text.replace(from, () => to);
  }
  await writeFile(file, text);
  return { ok: true, output: '' };
}

function pathIn(given: ToolCall['input']): string {
  const named = path.parse(given);
  return 'file_path' in named ? named.file_path : 'path' in named ? named.path : named.filePath;
}
