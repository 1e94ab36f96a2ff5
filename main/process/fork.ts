import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { Writable, type Readable } from 'node:stream';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Environment } from './environment.ts';
import { processRowNow } from './process-table.ts';

/** A program as the system is to start it: nothing is inherited, nothing is added. */
export type ForkLine = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  readonly stdin: 'pipe' | 'ignore';
  /** Text the program reads from its file descriptor 3. */
  readonly secret?: string | undefined;
};

/** `signal` is the name of the signal that ended the process, such as SIGKILL. Neither is known of an adopted one. */
export type ProcessExit = { readonly exitCode: number | undefined; readonly signal: string | undefined };

/** A started program with its pipes. The pipes belong to this process, whoever started the program. */
export type Child = {
  readonly pid: number;
  /** Undefined where the system cannot tell without waiting, or when the program has ended already. */
  readonly startedAt: string | undefined;
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<ProcessExit>;
};

/** Starts a program as the leader of a process group of its own. Fails with the system's code, such as ENOENT. */
export type Fork = (line: ForkLine) => Promise<Result<Child>>;

/** Starts it as a child of this process, which stands still meanwhile: the longer, the more memory it has. */
export async function forkDirectly(line: ForkLine): Promise<Result<Child>> {
  const started = await startLeader(line, [line.stdin, 'pipe', 'pipe']);
  if (!started.ok) return started;
  const { process: child, pid, startedAt, exited } = started.value;
  const { stdin, stdout, stderr } = child;
  if (!stdout || !stderr) return fail({ code: 'EMFILE', message: 'there were no pipes for its output' });
  return ok({ pid, startedAt, stdin: stdin ?? undefined, stdout, stderr, exited });
}

export type Leader = {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly startedAt: string | undefined;
  readonly exited: Promise<ProcessExit>;
};

/** `stdio`: descriptors 0 to 2. */
export async function startLeader(line: ForkLine, stdio: readonly unknown[]): Promise<Result<Leader>> {
  const { file, args, cwd, env, secret } = line;
  const pipes = [...stdio, ...(secret === undefined ? [] : ['pipe'])] as StdioOptions;
  let child: ChildProcess;
  try {
    child = spawn(file, args, { cwd, env, stdio: pipes, detached: true });
  } catch (error) {
    return failureOf(error);
  }
  const { pid } = child;
  if (pid === undefined) return new Promise((resolve) => child.once('error', (error) => resolve(failureOf(error))));
  const startedAt = processRowNow(pid)?.startedAt;
  // Later errors are about signals, which `kill-tree` sends and not this object.
  child.on('error', () => undefined);
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ exitCode: code ?? undefined, signal: signal ?? undefined }));
  });
  if (secret !== undefined) handOver(child.stdio[3], secret);
  return ok({ process: child, pid, startedAt, exited });
}

/** A program that ends without reading its secret is nobody's fault. */
function handOver(pipe: unknown, secret: string): void {
  if (!(pipe instanceof Writable)) return;
  pipe.on('error', () => undefined);
  pipe.end(secret);
}

function failureOf(error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return fail({ code, message: error instanceof Error ? error.message : String(error) });
}
