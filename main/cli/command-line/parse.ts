import { closest } from '../../../core/placed-problem.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Args, Command, Option } from './command.ts';

/** Every command has these. */
export const globalOptions: Readonly<Record<string, Option>> = {
  json: { about: 'JSON on stdout and nothing else there' },
  help: { about: 'Show how the command is used' },
};

export type Parsed = { readonly command: Command; readonly args: Args; readonly json: boolean; readonly help: boolean };

/** Reads a command line against the table. A failure says what is wrong and what was probably meant. */
export function parseCommandLine(argv: readonly string[], commands: readonly Command[]): Result<Parsed> {
  const words = argv.map((word) => (word === '-h' ? '--help' : word));
  const start = words.findIndex((word) => !word.startsWith('--'));
  const ahead = start === -1 ? words : words.slice(0, start);
  const command = findCommand(words.slice(ahead.length), commands);
  if (!command.ok) return command;
  const rest = words.slice(ahead.length + command.value.name.split(' ').length);
  const read = readWords([...ahead, ...rest], command.value);
  if (!read.ok) return read;
  const { given, positionals } = read.value;
  const help = given.has('help');
  const missing = help ? undefined : firstMissing(command.value, read.value);
  if (missing !== undefined) return fail(usage(command.value, missing));
  return ok({ command: command.value, args: argsOf(command.value, given, positionals), json: given.has('json'), help });
}

function findCommand(words: readonly string[], commands: readonly Command[]): Result<Command> {
  const typed = words.filter((word) => !word.startsWith('--')).slice(0, 2);
  const two = typed.join(' ');
  const found = commands.find(({ name }) => name === two) ?? commands.find(({ name }) => name === typed[0]);
  if (found) return ok(found);
  const group = commands.filter(({ name }) => name.startsWith(`${typed[0] ?? ''} `)).map(({ name }) => name);
  const meant = closest(
    two,
    commands.map(({ name }) => name),
  );
  const next =
    meant !== undefined
      ? `Did you mean: teatree ${meant}`
      : group.length > 0
        ? `There is: ${group.join(', ')}`
        : 'See: teatree help';
  const message =
    typed.length === 0
      ? 'Say what to do'
      : `There is no command "${group.length > 0 || meant ? two : (typed[0] ?? '')}"`;
  return fail({ code: 'unknown-command', message, next });
}

type Given = ReadonlyMap<string, readonly string[]>;
type Read = { readonly given: Given; readonly positionals: readonly string[] };

function readWords(words: readonly string[], command: Command): Result<Read> {
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    if (word === '--') {
      positionals.push(...waiting.splice(0));
    } else if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
    } else {
      const option = readOption(command, word, waiting);
      if (!option.ok) return option;
      const { name, values, many } = option.value;
      if (given.has(name) && !many) return fail(usage(command, `--${name} is given twice`));
      given.set(name, [...(given.get(name) ?? []), ...values]);
    }
  }
  const isOpen = command.positionals?.at(-1)?.many === true;
  const extra = isOpen ? undefined : positionals[command.positionals?.length ?? 0];
  return extra === undefined ? ok({ given, positionals }) : fail(usage(command, `"${extra}" is one argument too many`));
}

type GivenOption = { readonly name: string; readonly values: readonly string[]; readonly many: boolean };

/** Takes the value from the word itself or from the words that wait. */
function readOption(command: Command, word: string, waiting: string[]): Result<GivenOption> {
  const options = { ...globalOptions, ...command.options };
  const [name, inline] = splitOption(word);
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) return fail(unknownOption(command, word, Object.keys(options)));
  const many = option.many === true;
  if (option.value === undefined)
    return inline === undefined ? ok({ name, values: [''], many }) : fail(usage(command, `--${name} takes no value`));
  const value = inline ?? (waiting[0]?.startsWith('--') ? undefined : waiting.shift());
  return value === undefined
    ? fail(usage(command, `--${name} needs a value: --${name} ${option.value}`))
    : ok({ name, values: [value, ...(option.list ? takeList(waiting) : [])], many });
}

function takeList(waiting: string[]): readonly string[] {
  const end = waiting.findIndex((word) => word.startsWith('-'));
  return waiting.splice(0, end === -1 ? waiting.length : end);
}

/** `--name=value` in two; a single dash is no option here and so becomes an unknown one. */
function splitOption(word: string): [string, string | undefined] {
  const text = word.replace(/^--/, '');
  const at = text.indexOf('=');
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function unknownOption(command: Command, word: string, known: readonly string[]) {
  const name = splitOption(word)[0].replace(/^-+/, '');
  const meant = closest(name, known);
  const next =
    meant === undefined ? `It has: ${known.map((each) => `--${each}`).join(' ')}` : `Did you mean --${meant}?`;
  return {
    code: 'unknown-option',
    message: `"teatree ${command.name}" has no option ${word.split('=')[0] ?? word}`,
    next,
  };
}

function firstMissing(command: Command, { given, positionals }: Read): string | undefined {
  const needed = command.positionals?.filter((each) => !each.optional) ?? [];
  const absent = needed[positionals.length];
  if (absent) return `${absent.name} is missing: ${absent.about}`;
  const required = Object.entries(command.options ?? {}).find(([name, option]) => option.required && !given.has(name));
  return required && `--${required[0]} ${required[1].value ?? ''} is missing: ${required[1].about}`;
}

function usage(command: Command, message: string) {
  return { code: 'bad-usage', message, next: `See: teatree help ${command.name}` };
}

function argsOf(command: Command, given: Given, positionals: readonly string[]): Args {
  const placeOf = (name: string) => command.positionals?.findIndex((each) => each.name === name) ?? -1;
  const optional = (name: string) => positionals[placeOf(name)];
  return {
    optional,
    rest: (name) => (placeOf(name) < 0 ? [] : positionals.slice(placeOf(name))),
    positional(name) {
      const value = optional(name);
      if (value === undefined) throw new Error(`${command.name} declares no ${name}`);
      return value;
    },
    value: (option) => given.get(option)?.[0],
    values: (option) => given.get(option) ?? [],
    has: (option) => given.has(option),
  };
}
