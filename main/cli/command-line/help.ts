import type { Command } from './command.ts';
import { globalOptions } from './parse.ts';
import { table } from '../screen.ts';

/** The whole table, or the commands whose name begins with the words, each with its options. */
export function helpText(commands: readonly Command[], words: readonly string[]): string {
  const wanted = words.join(' ');
  const found = commands.filter(({ name }) => name === wanted || name.startsWith(`${wanted} `));
  if (wanted === '' || found.length === 0) return overview(commands);
  return found.map(commandHelp).join('\n\n');
}

function overview(commands: readonly Command[]): string {
  return [
    'Usage: teatree COMMAND [--json]',
    '',
    table(commands.map((command) => [`  ${synopsis(command)}`, command.about])),
    '',
    'Threads are named by number or id, repos by name or id. teatree help COMMAND shows the options.',
    'Exit codes: 0 done, 1 the answer is no, 2 bad input, 3 nothing was executed.',
  ].join('\n');
}

function commandHelp(command: Command): string {
  const options = { ...command.options, ...globalOptions };
  const rows = Object.entries(options).map(([name, option]) => [
    `  --${name}${option.value === undefined ? '' : ` ${option.value}`}${option.list ? ' …' : ''}`,
    `${option.about}${option.required ? ' (required)' : ''}${option.many ? ' (repeatable)' : ''}`,
  ]);
  const positionals = (command.positionals ?? []).map(({ name, about }) => [`  ${name}`, about]);
  return [`Usage: teatree ${synopsis(command)} [options]`, command.about, '', table([...positionals, ...rows])].join(
    '\n',
  );
}

function synopsis({ name, positionals = [] }: Command): string {
  return [
    name,
    ...positionals.map((each) => (each.optional ? `[${each.name}]` : `${each.name}${each.many ? ' …' : ''}`)),
  ].join(' ');
}
