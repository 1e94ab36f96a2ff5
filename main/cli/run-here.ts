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
  const { stdout, stderr, env, stdin } = process;
  process.exitCode = await runCli(argv, {
    ...{ version, programs, stdout, stderr, env, interrupted: interruption() },
    readInput: () => text(stdin),
  });
}

/** The first signal asks for an orderly end; a second one is taken at its word. */
async function interruption(): Promise<void> {
  let count = 0;
  return new Promise((resolve) => {
    const onSignal = () => {
      count += 1;
      if (count > 1) process.exit(130);
      resolve();
    };
    // Not `once`: a library that sees no other listener left would end the process by the signal itself.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  });
}
