import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Command, ExitCode } from './command-line/command.ts';
import { commands } from './commands.ts';
import { connect } from './factory/connect.ts';
import type { Connection } from './factory/connect.ts';
import { exitCodeOf } from './command-line/exit-code.ts';
import type { CliFacts } from './factory/facts.ts';
import { helpText } from './command-line/help.ts';
import { parseCommandLine } from './command-line/parse.ts';
import { createScreen } from './screen.ts';
import type { Screen } from './screen.ts';
import { serve } from './factory/serve.ts';

export type Surroundings = Omit<CliFacts, 'warn'> & {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly readInput: () => Promise<string>;
  readonly readLines: () => AsyncIterable<string>;
  /** Resolves when the process is asked to end. */
  readonly interrupted: Promise<unknown>;
};

const own: readonly Command[] = [
  ...commands,
  { name: 'version', about: 'Show the version', run: async () => ok(0) },
  { name: 'help', about: 'Show this, or the options of a command', run: async () => ok(0) },
];

/** Runs one command line to its exit code. Everything expected is printed; a bug is thrown. */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const screen = createScreen(surroundings, argv.includes('--json'));
  const [first, ...words] = argv.filter((word) => word !== '--json');
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const text = helpText(own, words);
    screen.print({ help: text }, text);
    return 0;
  }
  if (first === 'version' || first === '--version') {
    const { version } = surroundings;
    screen.print({ version, node: process.versions.node }, `teatree ${version} (node ${process.versions.node})`);
    return 0;
  }
  const parsed = parseCommandLine(argv, own);
  const ended = parsed.ok ? await execute(parsed.value, surroundings, screen) : parsed;
  if (ended.ok) return ended.value;
  const { code, message, next } = ended.error;
  const exitCode = exitCodeOf(code);
  const usage = parsed.ok && exitCode === 2 ? `See: teatree help ${parsed.value.command.name}` : undefined;
  const remedy = next ?? usage;
  screen.fail(remedy === undefined ? { code, message } : { code, message, next: remedy });
  return exitCode;
}

type Invocation = {
  readonly command: Command;
  readonly args: Parameters<Command['run']>[0]['args'];
  readonly help: boolean;
};

async function execute(
  { command, args, help }: Invocation,
  surroundings: Surroundings,
  screen: Screen,
): Promise<Result<ExitCode>> {
  if (help) {
    const text = helpText([command], [command.name]);
    screen.print({ help: text }, text);
    return ok(0);
  }
  const facts: CliFacts = { ...surroundings, warn: (text) => screen.note(`warning: ${text}`) };
  let open: Connection | undefined;
  const run = command.run({
    ...{ args, screen, readInput: surroundings.readInput, readLines: surroundings.readLines },
    ...{ programs: surroundings.programs, interrupted: surroundings.interrupted },
    serve: (left = never) => serve(facts, screen, Promise.race([surroundings.interrupted, left])),
    connect: async (errand) => {
      const connection = await connect(errand, facts);
      if (connection.ok) open = connection.value;
      return connection;
    },
  });
  try {
    if (command.endsItself) return await run;
    return await Promise.race([run, surroundings.interrupted.then(() => interrupted)]);
  } finally {
    await open?.close();
  }
}

const never = new Promise<never>(() => undefined);

const interrupted: Result<ExitCode> = fail({
  code: 'interrupted',
  message: 'Interrupted; what was recorded stays',
  next: 'Look: teatree board',
});
