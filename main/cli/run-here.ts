import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { version } from '../../package.json';
import { runCli } from './run-cli.ts';

/** Runs a command line in this process. `programs` is the folder of the built programs. */
export async function runHere(argv: readonly string[], programs: string): Promise<void> {
  // A reader such as `head` may go away before everything is written; that is its right.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  // Nobody hears what is told; what is being done goes on.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { stdout, stderr, env, stdin } = process;
  process.exitCode = await runCli(argv, {
    ...{ version, programs, stdout, stderr, env, interrupted: interruption() },
    readInput: () => text(stdin),
    readLines: () => createInterface({ input: stdin, crlfDelay: Infinity }),
  });
  // What may still be said to it must not keep it alive. A file cannot.
  if ('unref' in stdin) stdin.unref();
}

/** A person who means it twice takes longer than this. */
const ECHO_MS = 500;

/** The first signal asks for an orderly end; a second one is taken at its word. */
async function interruption(): Promise<void> {
  let first: number | undefined;
  return new Promise((resolve) => {
    const onSignal = () => {
      // `when-exit`, which electron-store brings, sends each signal once more to its own process.
      if (first !== undefined && Date.now() - first > ECHO_MS) process.exit(130);
      first ??= Date.now();
      resolve();
    };
    // Not `once`: with no listener left that second signal would end the process.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  });
}
