import type { Word } from '../../../model/action.ts';
import { readOptions, has, type OptionSpec } from '../../options.ts';
import { lookup } from '../../lookup.ts';
import { joinPath } from '../../paths.ts';
import { followCode, interpreterOf } from '../code/interpreter.ts';
import { contentOf } from '../redirects.ts';
import { child, fork, note, opaque, type Frame, type Invocation } from '../session.ts';
import { runPlain } from './plain.ts';
import type { Handler } from './builtins.ts';
import { unknown } from '../expand/words.ts';

const shellOptions: OptionSpec = { valued: 'oO', long: ['rcfile=', 'init-file='], stopEarly: true };

/** Programs that run shell text: an argument, a file or their standard input. */
const shells: Readonly<Record<string, Handler | undefined>> = {
  sh: runShell,
  bash: runShell,
  dash: runShell,
  zsh: runShell,
  ksh: runShell,
  mksh: runShell,
  ash: runShell,
  rbash: runShell,
  fish: runShell,
  su: runSwitchUser,
  script: runWithOption('c', 'command'),
  at: runLater,
  batch: runLater,
  flock: runLocked,
};

/** The handler of a program that runs text of some language; undefined for any other one. */
export function shellNamed(name: string): Handler | undefined {
  return lookup(shells, name) ?? (interpreterOf(name) === undefined ? undefined : runInterpreter);
}

/** Text that nobody has read is not run in other languages either; what they are told to do is followed. */
function runInterpreter(invocation: Invocation, frame: Frame): Word {
  const words = invocation.argv.slice(1);
  const inline = words.some((word) => /^-\w*[cepmr]$|^--?(eval|print|command)\b|^-[ne]*e|^run$|^test$/.test(word.text));
  const file = words.find((word) => !word.text.startsWith('-'));
  const read = file ? contentOf(joinPath(frame.scope.cwd, file.text), frame) : frame.stdin?.rest;
  const { segment } = invocation;
  const program = invocation.argv[0]?.text ?? '';
  const origin = inline ? words.find((word) => word.origin)?.origin : read?.origin;
  if (origin) note(frame, { kind: 'code', origin, program, segment });
  const output = runPlain(invocation, frame);
  followCode(invocation, fork(frame));
  return output;
}

function runShell(invocation: Invocation, frame: Frame): Word {
  const read = readOptions(joinClusters(invocation.argv.slice(1)), shellOptions);
  const [first, ...rest] = read.operands;
  const inner = child(frame);
  noteShell(invocation, frame);
  if (has(read, 'c')) {
    inner.scope.positional = rest.slice(1);
    if (rest[0]) inner.scope.variables.set('0', rest[0]);
    return first ? runText(first, { ...inner, stdin: frame.stdin }, invocation) : unknown('');
  }
  inner.scope.positional = has(read, 's') ? read.operands : rest;
  if (first && !has(read, 's')) return runFile(first, inner, invocation);
  if (frame.stdin) return runText(frame.stdin.rest, { ...inner, stdin: undefined }, invocation);
  return unknown('');
}

/** `-lc` is `-l -c`, and what `-c` runs is the first operand: read letter by letter, so keep `c` without a value. */
function joinClusters(words: readonly Word[]): readonly Word[] {
  return words.map((word) => (word.text.startsWith('+') ? { ...word, text: `-${word.text.slice(1)}` } : word));
}

function noteShell({ argv, env, segment }: Invocation, frame: Frame): void {
  const command = { argv: argv.slice(0, 1), env, cwd: frame.scope.cwd, segment };
  note(frame, { kind: 'command', command, segment });
}

function runText(text: Word, frame: Frame, { segment, env }: Invocation): Word {
  for (const [name, value] of Object.entries(env)) {
    frame.scope.variables.set(name, value);
    frame.scope.exported.set(name, true);
  }
  return frame.session.runText(text, frame, segment);
}

/** A script written or fetched by the same text is followed; another one is the project's own or lies outside. */
function runFile(file: Word, frame: Frame, invocation: Invocation): Word {
  const { segment, argv } = invocation;
  if (!file.known) {
    opaque(frame, `which script runs is not known: ${file.text}`, segment);
    return unknown('');
  }
  const path = joinPath(frame.scope.cwd, file.text);
  const content = contentOf(path, frame);
  if (content.known || content.origin) return runText(content, frame, invocation);
  note(frame, { kind: 'command', command: { argv, env: {}, cwd: frame.scope.cwd, segment }, segment });
  return unknown('');
}

function runSwitchUser(invocation: Invocation, frame: Frame): Word {
  note(frame, { kind: 'command', command: { ...invocation, cwd: frame.scope.cwd }, segment: invocation.segment });
  return runWithOption('c', 'command')(invocation, frame);
}

function runWithOption(...names: readonly string[]): Handler {
  return (invocation, frame) => {
    const read = readOptions(invocation.argv.slice(1), { valued: names[0] ?? '', long: [`${names[1] ?? ''}=`] });
    for (const option of read.options)
      if (names.includes(option.name) && option.value) runText(option.value, child(frame), invocation);
    return unknown('');
  };
}

function runLater(invocation: Invocation, frame: Frame): Word {
  note(frame, { kind: 'command', command: { ...invocation, cwd: frame.scope.cwd }, segment: invocation.segment });
  if (frame.stdin) runText(frame.stdin.rest, { ...child(frame), stdin: undefined }, invocation);
  return unknown('');
}

/** `flock FILE command…` or `flock FILE -c text`. */
function runLocked(invocation: Invocation, frame: Frame): Word {
  const spec = { valued: 'wE', long: ['timeout=', 'conflict-exit-code='], stopEarly: true };
  const [, ...command] = readOptions(invocation.argv.slice(1), spec).operands;
  const [first, second] = command;
  if (first && /^(-c|--command)$/.test(first.text) && second) return runText(second, child(frame), invocation);
  return frame.session.run({ ...invocation, argv: command }, frame);
}
