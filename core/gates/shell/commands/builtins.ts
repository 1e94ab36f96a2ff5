import type { Word } from '../../../model/action.ts';
import { joinPath } from '../../paths.ts';
import { move, settle } from '../whereabouts.ts';
import { readName } from '../expand/parameter.ts';
import { joinAll, map, nothing, unknown } from '../expand/words.ts';
import { contentOf } from '../redirects.ts';
import { note, opaque, type Frame, type Invocation } from '../session.ts';
import { printFormatted } from './printf.ts';
import { readLine, readLines } from './read.ts';

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
  mapfile: readLines,
  readarray: readLines,
  printf: printFormatted,
  getopts: forget,
  let: forget,
  eval: evaluateWords,
  source: sourceFile,
  '.': sourceFile,
  alias: defineAlias,
  unalias: () => nothing,
  trap: setTrap,
  exit: end,
  return: end,
  break: end,
  continue: end,
};

function changeDirectory({ argv, env }: Invocation, frame: Frame): Word {
  move(
    argv.slice(1).find((word) => !/^-[LPe@-]/.test(word.text)),
    frame,
    env['CDPATH'],
  );
  return nothing;
}

function pushDirectory(invocation: Invocation, frame: Frame): Word {
  const { scope } = frame;
  scope.directories = [...scope.directories, scope.cwd];
  return changeDirectory(invocation, frame);
}

function popDirectory(_invocation: Invocation, frame: Frame): Word {
  const { scope } = frame;
  settle(frame, [{ cwd: scope.directories.at(-1), elsewhere: scope.elsewhere }]);
  scope.directories = scope.directories.slice(0, -1);
  return nothing;
}

/** What follows in a branch is not reached from there on. */
function end(_invocation: Invocation, { scope }: Frame): Word {
  scope.ended = true;
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
  if (exports) scope.exported.set(name, true);
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
  for (const [at, { text }] of argv.entries()) {
    const named = text === 'errexit' && /^[-+]\w*o$/.test(argv[at - 1]?.text ?? '');
    if (named || /^[-+][a-zA-Z]*e/.test(text))
      frame.scope.errexit = !(argv[named ? at - 1 : at]?.text ?? '').startsWith('+');
  }
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
  const content = contentOf(joinPath(frame.scope.cwd, file.text), frame);
  if (content.known || content.origin) return frame.session.runText(content, frame, segment);
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
