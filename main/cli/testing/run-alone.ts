import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../run-cli.ts';

type Given = {
  readonly input?: string;
  readonly lines?: AsyncIterable<string> | readonly string[];
  readonly programs?: string;
};

/** A data folder that cannot exist. */
export const noFolder = '/dev/null/none';

/** The command line with nothing but its input: no factory, and no data folder that could be read or made. */
export async function runAlone(argv: readonly string[], { input = '', lines, programs = '/none' }: Given = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const streams = { stdout, stderr } as unknown as { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream };
  const code = await runCli(argv, {
    ...{ ...streams, version: '0', programs, interrupted: new Promise(() => undefined) },
    env: { TEATREE_HOME: noFolder },
    readInput: async () => input,
    readLines: () => asStream(lines ?? input.split('\n')),
  });
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), err: await text(stderr) };
}

/** JSON Lines → their values. */
export function rowsOf(out: string): readonly unknown[] {
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as unknown);
}

async function* asStream(lines: AsyncIterable<string> | readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
