import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { shellLine } from '../../core/views/text/shell-line.ts';
import { findProgram } from './editor/find-program.ts';

type TerminalCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Gives the person's terminal to a program until it ends; answers its exit code. `env` comes on top of ours. */
export async function runInTerminal(command: TerminalCommand): Promise<Result<number>> {
  const { file, args, cwd, env } = command;
  const ended = await execa(file, args, { cwd, env, stdio: 'inherit', reject: false });
  if (ended.exitCode !== undefined) return ok(ended.exitCode);
  return fail({
    code: 'program-missing',
    message: `${file} could not be started: ${ended.shortMessage ?? 'no reason'}`,
  });
}

/** In the order of preference; what the person set as TERMINAL comes before all. */
const terminals = ['x-terminal-emulator', 'gnome-terminal', 'konsole', 'xfce4-terminal', 'alacritty', 'kitty', 'xterm'];

/** Opens a window of the person's own terminal that runs the command. It outlives the app. */
export async function openTerminal(command: TerminalCommand, from = process.env): Promise<Result<true>> {
  const script = await writeScript(command);
  const opened =
    process.platform === 'darwin' ? ['open', '-a', from['TERMINAL'] ?? 'Terminal', script] : found(from, script);
  const [program, ...args] = opened ?? [];
  if (program === undefined)
    return fail({
      code: 'no-terminal',
      message: 'No terminal was found to open',
      next: 'Copy the command into a terminal of yours, or name one in the variable TERMINAL',
    });
  const started = execa(program, args, { detached: true, stdio: 'ignore', cleanup: false, reject: false, env: from });
  started.unref();
  const failed = await Promise.race([started.then((ended) => ended.failed), after(500)]);
  return failed
    ? fail({ code: 'terminal-failed', message: `${program} did not open`, next: 'Copy the command into a terminal' })
    : ok(true);
}

/** Terminals differ in how they take a command with arguments, and agree on a script. It removes itself when it is read. */
async function writeScript(command: TerminalCommand): Promise<string> {
  const script = join(await mkdtemp(join(tmpdir(), 'teatree-terminal-')), 'take-over.command');
  const lines = ['#!/bin/sh', 'rm -rf -- "$(dirname -- "$0")"', shellLine(command), ''];
  await writeFile(script, lines.join('\n'), { mode: 0o700 });
  return script;
}

function found(from: NodeJS.ProcessEnv, script: string): readonly string[] | undefined {
  const wanted = [...(from['TERMINAL'] ? [from['TERMINAL']] : []), ...terminals];
  const name = wanted.find((each) => findProgram(from, each) !== undefined);
  if (name === undefined) return undefined;
  return name.endsWith('gnome-terminal') ? [name, '--', script] : [name, '-e', script];
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}
