import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '../../core/result.ts';
import { alone } from './containment/alone.ts';
import type { ProcessExit } from './fork.ts';
import { spawnGroup, type OutputStream, type SpawnCommand, type Spawned } from './spawn.ts';

export type RunCommand = SpawnCommand & {
  /** Written to stdin, which is closed then; without it stdin is empty. */
  readonly input?: string | Buffer;
  readonly timeoutMs?: number | undefined;
  /** Ends the program and its whole tree. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes kept of each stream; what comes later is dropped. */
  readonly maxOutput?: number;
  /** Gets all output as it comes, also what is dropped from the result. Characters are never split. */
  readonly onOutput?: (text: string, stream: OutputStream) => void;
  /** Also ends what the program left running in its process group (background jobs) when it exits. */
  readonly killLeftovers?: boolean;
  /** In a PID namespace of its own, where that is possible: see `alone`. A program that is missing is not told then. */
  readonly inNamespace?: boolean;
};

export type ProcessResult = ProcessExit & {
  readonly stdout: string;
  readonly stderr: string;
  /** A stream was longer than `maxOutput`. */
  readonly truncated: boolean;
  readonly timedOut: boolean;
  /** We ended it, because of `timeoutMs` or `signal`. */
  readonly killed: boolean;
  readonly durationMs: number;
};

const MAX_OUTPUT = 16 * 1024 * 1024;
const LAST_WORDS_MS = 1000;

/**
 * Runs a program to its end. A non-zero exit code is a result, not a failure.
 * Failures: cancelled (before it began), program-missing, program-not-executable, folder-missing, spawn-failed.
 */
export async function run(command: RunCommand): Promise<Result<ProcessResult>> {
  if (command.signal?.aborted)
    return fail({ code: 'cancelled', message: `${command.file} was cancelled before it began.` });
  const started = performance.now();
  const output = { stdout: capture('stdout', command), stderr: capture('stderr', command) };
  const spawned = await spawnGroup(command.inNamespace ? await alone(command) : command, {
    stdin: command.input === undefined ? 'ignore' : 'pipe',
    onData: (chunk, stream) => output[stream].write(chunk),
  });
  if (!spawned.ok) return spawned;
  // A program may end without reading its input; its exit code tells the story.
  spawned.value.stdin?.on('error', () => undefined);
  if (command.input !== undefined) spawned.value.stdin?.end(command.input);
  const end = await waitForEnd(spawned.value, command);
  if (command.killLeftovers && !end.killed) await spawned.value.kill();
  const [stdout, stderr] = [output.stdout.end(), output.stderr.end()];
  return ok({
    ...end,
    stdout: stdout.text,
    stderr: stderr.text,
    truncated: stdout.truncated || stderr.truncated,
    durationMs: performance.now() - started,
  });
}

type End = ProcessExit & { readonly timedOut: boolean; readonly killed: boolean };

async function waitForEnd(child: Spawned, command: RunCommand): Promise<End> {
  let timedOut = false;
  let killing: Promise<unknown> | undefined;
  let giveUp: (exit: ProcessExit) => void;
  const given = new Promise<ProcessExit>((resolve) => (giveUp = resolve));
  const stop = () => {
    killing ??= child.kill().then(async () => {
      await sleep(LAST_WORDS_MS);
      giveUp({ exitCode: undefined, signal: 'SIGKILL' });
    });
  };
  const onTimeout = () => {
    timedOut = killing === undefined;
    stop();
  };
  const timer = command.timeoutMs === undefined ? undefined : setTimeout(onTimeout, command.timeoutMs);
  command.signal?.addEventListener('abort', stop);
  if (command.signal?.aborted) stop();
  const exit = await Promise.race([child.exit, given]);
  clearTimeout(timer);
  command.signal?.removeEventListener('abort', stop);
  return { ...exit, timedOut, killed: killing !== undefined };
}

/** Decodes one stream, passes it on, and keeps its beginning. */
function capture(stream: OutputStream, { maxOutput = MAX_OUTPUT, onOutput }: RunCommand) {
  const decoder = new StringDecoder('utf8');
  const parts: Buffer[] = [];
  let kept = 0;
  let truncated = false;
  return {
    write(chunk: Buffer): void {
      const text = onOutput ? decoder.write(chunk) : '';
      if (text) onOutput?.(text, stream);
      const part = chunk.subarray(0, maxOutput - kept);
      if (part.length < chunk.length) truncated = true;
      if (part.length === 0) return;
      parts.push(part);
      kept += part.length;
    },
    end() {
      const rest = decoder.end();
      if (rest) onOutput?.(rest, stream);
      const bytes = Buffer.concat(parts, kept);
      return { text: truncated ? new StringDecoder('utf8').write(bytes) : bytes.toString('utf8'), truncated };
    },
  };
}
