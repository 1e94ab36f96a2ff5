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
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const { stdout, stderr, env, stdin } = process;
  process.exitCode = await runCli(argv, {
    ...{ version, programs, stdout, stderr, env, interrupted },
    readInput: () => text(stdin),
  });
}
