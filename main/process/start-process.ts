import { ok, type Result } from '../../core/result.ts';
import type { ProcessExit } from './fork.ts';
import type { ProcessIdentity } from './identity.ts';
import type { KillReport } from './kill-tree.ts';
import { lineSplitter, type Line } from './lines.ts';
import { spawnGroup, type OutputStream, type SpawnCommand } from './spawn.ts';

export type StartCommand = SpawnCommand & {
  readonly onLine: (line: Line, stream: OutputStream) => void;
  /** Bytes kept of one line; the rest of a longer line is dropped and the line says so. */
  readonly maxLine?: number;
};

export type RunningProcess = {
  readonly identity: ProcessIdentity;
  /** Resolves after the last line was delivered. Never rejects. */
  readonly exit: Promise<ProcessExit>;
  /** Writes one line to stdin and waits until the program can take more. False: the program no longer listens. */
  readonly write: (line: string) => Promise<boolean>;
  /** Closes stdin: most programs end then. */
  readonly closeInput: () => void;
  /** Ends the program and everything it started; resolves within 2 s. */
  readonly kill: () => Promise<KillReport>;
};

const MAX_LINE = 8 * 1024 * 1024;

/**
 * Starts a program that lives on and speaks in lines, such as a harness with a JSON Lines protocol.
 * Failures: program-missing, program-not-executable, folder-missing, spawn-failed.
 */
export async function startProcess(command: StartCommand): Promise<Result<RunningProcess>> {
  const { onLine, maxLine = MAX_LINE } = command;
  const lines = {
    stdout: lineSplitter(maxLine, (line) => onLine(line, 'stdout')),
    stderr: lineSplitter(maxLine, (line) => onLine(line, 'stderr')),
  };
  const spawned = await spawnGroup(command, { stdin: 'pipe', onData: (chunk, stream) => lines[stream].write(chunk) });
  if (!spawned.ok) return spawned;
  const { stdin, exit, ...child } = spawned.value;
  // The program may close its input at any time; `write` answers false then.
  stdin?.on('error', () => undefined);
  return ok({
    identity: await child.identity(),
    exit: exit.then((end) => {
      lines.stdout.end();
      lines.stderr.end();
      return end;
    }),
    write: async (line) => (stdin ? writeLine(stdin, line) : false),
    closeInput: () => void stdin?.end(),
    kill: child.kill,
  });
}

async function writeLine(stdin: NodeJS.WritableStream, line: string): Promise<boolean> {
  if (!stdin.writable) return false;
  if (stdin.write(`${line}\n`)) return true;
  await new Promise<void>((resolve) => {
    const settle = () => {
      for (const event of ['drain', 'close', 'error']) stdin.off(event, settle);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stdin.on(event, settle);
  });
  return stdin.writable;
}
