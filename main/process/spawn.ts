import { existsSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { contain } from './containment/contain.ts';
import type { Containment } from './containment/containment.ts';
import type { Environment } from './environment.ts';
import { forkDirectly, type Child, type Fork, type ForkLine, type ProcessExit } from './fork.ts';
import type { ProcessIdentity } from './identity.ts';
import { killTree, type KillReport } from './kill-tree.ts';
import { processRow } from './process-table.ts';

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

let fork: Fork = forkDirectly;

/** Says who starts programs from now on; without one this process does. */
export function forkThrough(other: Fork = forkDirectly): void {
  fork = other;
}

/**
 * Starts a program as the leader of a process group of its own. `onData` gets the output as it comes.
 * Failures: program-missing, program-not-executable, folder-missing, environment (the system or the spawner was
 * exhausted: nothing is wrong with the program, so it may be tried again later), spawn-failed.
 */
export async function spawnGroup(
  command: SpawnCommand,
  options: { readonly stdin: 'pipe' | 'ignore'; onData(chunk: Buffer, stream: OutputStream): void },
): Promise<Result<Spawned>> {
  const { cwd, marker, secret } = command;
  const env = marker === undefined ? command.env : { ...command.env, TEATREE_RUN: marker };
  const { file, args } = command.containment ? contain(command, command.containment) : command;
  const line: ForkLine = { file, args, cwd, env, secret, stdin: options.stdin };
  const forked = await fork(line);
  if (!forked.ok) return spawnFailure(line, forked.error);
  const { pid, startedAt, stdin, exited } = forked.value;
  const identity = async () => ({ pid, startedAt: startedAt ?? (await processRow(pid))?.startedAt ?? 'ended-at-once' });
  let exitedAt: number | undefined;
  const drained = outputOf(forked.value, options.onData);
  const exit = exited.then(async (end) => {
    exitedAt = performance.now();
    await drained(exitedAt);
    // A pipe that we did not start ourselves stays open until we have closed our side as well.
    stdin?.destroy();
    return end;
  });
  return ok({
    pid,
    stdin,
    exit,
    identity,
    kill: async () => {
      const ownsGroup = exitedAt === undefined || performance.now() - exitedAt < PID_REUSE_MS;
      return killTree({ process: await identity(), marker, ownsGroup });
    },
  });
}

/** Passes the output on. The answer waits, once the program has ended, until all of it was passed on. */
function outputOf({ stdout, stderr }: Child, onData: (chunk: Buffer, stream: OutputStream) => void) {
  let lastData = 0;
  const streams = { stdout, stderr };
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].on('data', (chunk: Buffer) => {
      lastData = performance.now();
      onData(chunk, name);
    });
  }
  let isOver = false;
  const ended = Promise.allSettled([finished(stdout, { writable: false }), finished(stderr, { writable: false })]);
  void ended.then(() => (isOver = true));
  return async (exitedAt: number): Promise<void> => {
    await Promise.race([ended, outputIsQuiet(exitedAt, () => (isOver ? undefined : lastData))]);
    stdout.destroy();
    stderr.destroy();
  };
}

/** Output may be held open by a stray child of a program that has ended; we stop listening then. Undefined: it is over. */
async function outputIsQuiet(exitedAt: number, lastData: () => number | undefined): Promise<void> {
  for (;;) {
    await sleep(50);
    // After this turn of the loop, whatever had arrived has been read, even if the loop was blocked.
    await turn();
    const now = performance.now();
    const last = lastData();
    if (last === undefined || now - Math.max(exitedAt, last) > QUIET_MS || now - exitedAt > DRAIN_MS) return;
  }
}

/** Of processes, descriptors or memory there are too few just now; or the spawner ended before it could answer. */
const EXHAUSTED = ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM', 'spawner-gone'];

function spawnFailure({ file, cwd }: ForkLine, { code, message: reason }: Failure): Result<never> {
  const message = `${file} could not be started: ${reason}`;
  if (EXHAUSTED.includes(code))
    return fail({
      code: 'environment',
      message,
      next: 'Nothing is wrong with it: close what you do not need, or raise `ulimit -n` and `ulimit -u`; it is tried again.',
    });
  if (!existsSync(cwd)) return fail({ code: 'folder-missing', message: `The folder ${cwd} does not exist.` });
  if (code === 'ENOENT') {
    const next = `Install ${file}, or correct PATH.`;
    return fail({ code: 'program-missing', message: `The program ${file} was not found.`, next });
  }
  if (code === 'EACCES')
    return fail({
      code: 'program-not-executable',
      message: `${file} may not be executed in ${cwd}.`,
      next: 'Check its permissions.',
    });
  return fail({ code: 'spawn-failed', message });
}
