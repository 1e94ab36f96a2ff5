import type { Result } from '../../../core/result.ts';
import type { Connection, Errand } from '../factory/connect.ts';
import type { Screen } from '../screen.ts';

/** One command of the table. Its name is one or two words, as the person types them. */
export type Command = {
  readonly name: string;
  readonly about: string;
  readonly positionals?: readonly Positional[];
  readonly options?: Readonly<Record<string, Option>>;
  /** It hears by itself that it is to end, and ends in order. */
  readonly endsItself?: true;
  /** Resolves to the exit code; a failure is printed and chooses its own. */
  readonly run: (context: CommandContext) => Promise<Result<ExitCode>>;
};

export type Positional = {
  readonly name: string;
  readonly about: string;
  readonly optional?: true;
  /** Takes all words that are left. Only as the last one. */
  readonly many?: true;
};

export type Option = {
  readonly about: string;
  /** What the value stands for in the help, such as `FILE`; without it the option is a switch. */
  readonly value?: string;
  /** May be given more than once. */
  readonly many?: true;
  /** Takes every word up to the next option. Only with `many`. */
  readonly list?: true;
  readonly required?: true;
};

/** 0 done · 1 done, but the answer is no · 2 bad input · 3 nothing was executed. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

export type CommandContext = {
  readonly args: Args;
  readonly screen: Screen;
  /** Reaches the running factory, or opens one here. Closed by the caller of the command. */
  readonly connect: (errand: Errand) => Promise<Result<Connection>>;
  /** Until a signal, or `left`, ends it. */
  readonly serve: (left?: Promise<unknown>) => Promise<Result<ExitCode>>;
  /** The folder of the built programs. */
  readonly programs: string;
  /** Resolves when the person wants it to end. */
  readonly interrupted: Promise<unknown>;
  readonly readInput: () => Promise<string>;
  /** Standard input line by line, as it comes. */
  readonly readLines: () => AsyncIterable<string>;
};

/** What was typed after the command's name, already checked against its declaration. */
export type Args = {
  positional(name: string): string;
  optional(name: string): string | undefined;
  /** All words from this positional on. */
  rest(name: string): readonly string[];
  value(option: string): string | undefined;
  values(option: string): readonly string[];
  has(option: string): boolean;
};
