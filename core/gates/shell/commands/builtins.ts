import type { Word } from '../../../model/action.ts';
import { joinPath } from '../../paths.ts';
import { readName } from '../expand/parameter.ts';
import { joinAll, known, map, nothing, unknown } from '../expand/words.ts';
import { contentOf } from '../redirects.ts';
import { note, opaque, type Frame, type Invocation } from '../session.ts';
import { printFormatted } from './printf.ts';

export type Handler = (invocation: Invocation, frame: Frame) => Word;

/** Builtins that change the shell itself, or run text in it. The others are ordinary commands here. */
export const builtins: Readonly<Record<string, Handler | undefined>> = {
  cd: changeDirectory,
  chdir: changeDirectory,
  pushd: pushDirectory,
  popd: popDirectory,
  export: declare,
  declare,
  typeset: declare,
  local: declare,
  readonly: declare,
  unset: unsetNames,
  set: setPositional,
  shift: shiftPositional,
  read: readLine,
  mapfile: readLine,
  readarray: readLine,
  printf: printFormatted,
  getopts: forget,
  let: forget,
  eval: evaluateWords,
  source: sourceFile,
  '.': sourceFile,
  alias: defineAlias,
  unalias: () => nothing,
  trap: setTrap,
};

function changeDirectory({ argv }: Invocation, { scope, session }: Frame): Word {
  const target = argv.slice(1).find((word) => !/^-[LPe@-]/.test(word.text));
  const before = scope.cwd;
  scope.cwd = destination(target, scope.cwd, { home: session.context.home, old: scope.variables.get('OLDPWD') });
  scope.variables.set('OLDPWD', before === undefined ? unknown('$OLDPWD') : known(before));
  return nothing;
}

type Known = { readonly home: string; readonly old: Word | undefined };

function destination(target: Word | undefined, cwd: string | undefined, at: Known): string | undefined {
  if (!target) return at.home;
  if (target.text === '-') return at.old?.known ? at.old.text : undefined;
  return target.known && !target.glob ? joinPath(cwd, target.text) : undefined;
}

function pushDirectory(invocation: Invocation, frame: Frame): Word {
  const { scope } = frame;
  scope.directories = [...scope.directories, scope.cwd];
  return changeDirectory(invocation, frame);
}

function popDirectory(_invocation: Invocation, { scope }: Frame): Word {
  scope.cwd = scope.directories.at(-1);
  scope.directories = scope.directories.slice(0, -1);
  return nothing;
}

function declare({ argv, segment }: Invocation, frame: Frame): Word {
  const name = argv[0]?.text;
  const options = argv.filter((word) => /^-\w/.test(word.text)).map((word) => word.text);
  const exports = name === 'export' || options.some((option) => option.includes('x'));
  if (name !== 'export' && options.some((option) => option.includes('n'))) {
    opaque(frame, 'one variable stands for another one', segment);
  }
  for (const word of argv.slice(1)) assignWord(word, { exports, segment }, frame);
  if (argv.length === 1 + options.length || options.includes('-p')) note(frame, command(argv, frame, segment));
  return nothing;
}

type Declared = { readonly exports: boolean; readonly segment: string };

/** `NAME`, `NAME=value` or `NAME+=value`. */
function assignWord(word: Word, { exports, segment }: Declared, { scope, session }: Frame): void {
  const [head, name, append] = /^([A-Za-z_]\w*)(\+?)(?:=|$)/.exec(word.text) ?? [];
  if (head === undefined || name === undefined) return;
  if (exports) scope.exported.add(name);
  if (!head.endsWith('=')) return;
  const given = map(word, (text) => text.slice(head.length));
  const before = append === '+' ? scope.variables.get(name) : undefined;
  const value = before ? joinAll([before, given]) : given;
  scope.variables.set(name, value);
  session.steps.push({ kind: 'variable', name, value, segment });
}

function command(argv: readonly Word[], frame: Frame, segment: string) {
  return { kind: 'command', command: { argv, cwd: frame.scope.cwd, env: {}, segment }, segment } as const;
}

function unsetNames({ argv }: Invocation, { scope }: Frame): Word {
  for (const { text } of argv.slice(1)) {
    scope.variables.set(text, nothing);
    scope.functions.delete(text);
  }
  return nothing;
}

function setPositional({ argv, segment }: Invocation, frame: Frame): Word {
  const dashes = argv.findIndex((word) => word.text === '--');
  if (dashes > 0) frame.scope.positional = argv.slice(dashes + 1);
  else if (argv[1] && !/^[-+]/.test(argv[1].text)) frame.scope.positional = argv.slice(1);
  if (argv.length === 1) note(frame, command(argv, frame, segment));
  return nothing;
}

function shiftPositional({ argv }: Invocation, { scope }: Frame): Word {
  const count = Number(argv[1]?.text ?? 1);
  scope.positional = Number.isInteger(count) ? scope.positional?.slice(count) : undefined;
  return nothing;
}

/** Takes one line of the input that is piped in; a list of files stays the pattern that it is. */
function readLine({ argv }: Invocation, { scope, stdin }: Frame): Word {
  const names = argv.slice(1).filter((word) => /^[A-Za-z_]\w*$/.test(word.text));
  const input = stdin?.rest ?? unknown('');
  const end = input.text.indexOf('\n');
  const line = end < 0 ? input : map(input, (text) => text.slice(0, text.indexOf('\n')));
  if (stdin && input.known && !input.glob) stdin.rest = end < 0 ? nothing : map(input, (text) => text.slice(end + 1));
  const name = names.at(-1)?.text ?? 'REPLY';
  for (const other of names.slice(0, -1)) scope.variables.set(other.text, unknown(`$${other.text}`, line.origin));
  const certain = line.known && names.length < 2;
  scope.variables.set(name, certain ? line : unknown(`$${name}`, line.origin));
  scope.arrays.delete(name);
  return nothing;
}

function forget({ argv }: Invocation, { scope }: Frame): Word {
  for (const word of argv.slice(1)) {
    const name = /^[A-Za-z_]\w*/.exec(word.text)?.[0];
    if (name) scope.variables.set(name, unknown(`$${name}`));
  }
  return nothing;
}

function evaluateWords({ argv, segment }: Invocation, frame: Frame): Word {
  const words = argv.slice(1).filter((word, at) => at > 0 || word.text !== '--');
  return frame.session.runText(joinAll(words, ' '), frame, segment);
}

function sourceFile({ argv, segment }: Invocation, frame: Frame): Word {
  const file = argv.slice(1).find((word) => word.text !== '--');
  if (!file) return nothing;
  const content =
    file.text === '/dev/stdin' ? frame.stdin?.rest : contentOf(joinPath(frame.scope.cwd, file.text), frame);
  if (content && (content.known || content.origin)) return frame.session.runText(content, frame, segment);
  if (!file.known) opaque(frame, `sources a file whose name is not known: ${file.text}`, segment);
  note(frame, command(argv, frame, segment));
  return unknown('');
}

function defineAlias({ argv, segment }: Invocation, frame: Frame): Word {
  for (const word of argv.slice(1)) {
    const equals = word.text.indexOf('=');
    if (equals > 0) frame.scope.aliases.set(word.text.slice(0, equals), word.text.slice(equals + 1));
  }
  note(frame, command(argv, frame, segment));
  return nothing;
}

function setTrap({ argv, segment }: Invocation, frame: Frame): Word {
  const action = argv.slice(1).find((word) => !/^-[lp-]/.test(word.text));
  if (!action || argv.length < 3 || action.text === '-') return nothing;
  return frame.session.runText(action, { ...frame, scope: { ...frame.scope } }, segment);
}

/** For the programs whose answer the shell itself knows. */
export function currentDirectory(frame: Frame): Word {
  return readName('PWD', frame)?.[0] ?? unknown('$PWD');
}
