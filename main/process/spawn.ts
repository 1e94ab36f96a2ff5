import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { fail, ok, type Result } from '../../core/result.ts';
import { contain } from './containment/contain.ts';
import type { Containment } from './containment/containment.ts';
import type { Environment } from './environment.ts';
import type { ProcessIdentity } from './identity.ts';
import { killTree, type KillReport } from './kill-tree.ts';
import { processRow, processRowNow } from './process-table.ts';

export type SpawnCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The child's whole environment; nothing is inherited. */
  readonly env: Environment;
  /** Set as TEATREE_RUN in the environment, so that strays can be found. */
  readonly marker?: string | undefined;
  /** What the operating system lets the program do; without it, all that the person may do. */
  readonly containment?: Containment | undefined;
  /** Text the program reads from its file descriptor 3: neither its environment nor its arguments show it to others. */
  readonly secret?: string | undefined;
};

export type OutputStream = 'stdout' | 'stderr';

/** `signal` is the name of the signal that ended the process, such as SIGKILL. */
export type ProcessExit = { readonly exitCode: number | undefined; readonly signal: string | undefined };

export type Spawned = {
  readonly pid: number;
  readonly stdin: NodeJS.WritableStream | undefined;
  /** Resolves when the process has ended and its output has been delivered. */
  readonly exit: Promise<ProcessExit>;
  readonly identity: () => Promise<ProcessIdentity>;
  readonly kill: () => Promise<KillReport>;
};

const QUIET_MS = 250;
const DRAIN_MS = 2000;
/** The system does not hand out the same pid again so soon. */
const PID_REUSE_MS = 5000;

/**
 * Starts a program as the leader of a process group of its own. `onData` gets the output as it comes.
 * Failures: program-missing, program-not-executable, folder-missing, spawn-failed.
 */
export async function spawnGroup(
  command: SpawnCommand,
  options: { readonly stdin: 'pipe' | 'ignore'; onData(chunk: Buffer, stream: OutputStream): void },
): Promise<Result<Spawned>> {
  const env = command.marker === undefined ? command.env : { ...command.env, TEATREE_RUN: command.marker };
  const line = command.containment ? contain(command, command.containment) : command;
  const child = execa(line.file, line.args, {
    cwd: command.cwd,
    env,
    extendEnv: false,
    stdio: [options.stdin, 'pipe', 'pipe', ...(command.secret === undefined ? [] : ['pipe' as const])],
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
  });
  const { pid } = child;
  if (pid === undefined) return spawnFailure({ ...command, file: line.file }, await child);
  if (command.secret !== undefined) handOver(child.stdio[3], command.secret);
  const early = processRowNow(pid);
  const identity = async () => {
    const startedAt = (early ?? (await processRow(pid)))?.startedAt ?? 'ended-at-once';
    return { pid, startedAt };
  };
  let lastData = 0;
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => {
      lastData = Date.now();
      options.onData(chunk, stream);
    });
  }
  let exitedAt: number | undefined;
  const exit = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      exitedAt = Date.now();
      void Promise.race([once(child, 'close'), outputIsQuiet(exitedAt, () => lastData)]).then(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
      });
    });
  });
  return ok({
    pid,
    stdin: child.stdin ?? undefined,
    exit,
    identity,
    kill: async () => {
      const ownsGroup = exitedAt === undefined || Date.now() - exitedAt < PID_REUSE_MS;
      return killTree({ process: await identity(), marker: command.marker, ownsGroup });
    },
  });
}

/** A program that ends without reading its secret is nobody's fault. */
function handOver(pipe: unknown, secret: string): void {
  if (!(pipe instanceof Writable)) return;
  pipe.on('error', () => undefined);
  pipe.end(secret);
}

/** Output may be held open by a stray child of a program that has ended; we stop listening then. */
async function outputIsQuiet(exitedAt: number, lastData: () => number): Promise<void> {
  for (;;) {
    await sleep(50);
    // After this turn of the loop, whatever had arrived has been read, even if the loop was blocked.
    await turn();
    const now = Date.now();
    if (now - Math.max(exitedAt, lastData()) > QUIET_MS || now - exitedAt > DRAIN_MS) return;
  }
}

function spawnFailure(command: SpawnCommand, error: { readonly code?: string | undefined; readonly message?: string }) {
  if (!existsSync(command.cwd)) {
    return fail({ code: 'folder-missing', message: `The folder ${command.cwd} does not exist.` });
  }
  if (error.code === 'ENOENT') {
    const next = `Install ${command.file}, or correct PATH.`;
    return fail({ code: 'program-missing', message: `The program ${command.file} was not found.`, next });
  }
  if (error.code === 'EACCES') {
    const message = `${command.file} may not be executed in ${command.cwd}.`;
    return fail({ code: 'program-not-executable', message, next: 'Check its permissions.' });
  }
  return fail({
    code: 'spawn-failed',
    message: `${command.file} could not be started: ${error.message ?? 'no reason given'}`,
  });
}
