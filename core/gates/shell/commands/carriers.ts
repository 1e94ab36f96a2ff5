import type { Word } from '../../../model/action.ts';
import { readFind } from '../../find-expression.ts';
import { has, readOptions, valueOf, valuesOf, type OptionSpec } from '../../options.ts';
import { joinPath } from '../../paths.ts';
import { joinAll, known, map, nothing, unknown } from '../expand/words.ts';
import { child, fork, note, opaque, type Frame, type Invocation } from '../session.ts';
import type { Handler } from './builtins.ts';
import { contentOf } from '../redirects.ts';
import { runEmbedded } from './embedded.ts';
import { outputOf } from './output.ts';
import { runPlain } from './plain.ts';

const mostRuns = 32;

/** Programs whose arguments are, or contain, further commands. */
export const carriers: Readonly<Record<string, Handler | undefined>> = {
  xargs: runXargs,
  find: runFind,
  parallel: runParallel,
  watch: runJoined({ valued: 'nq', long: ['interval='], stopEarly: true }),
  watchexec: runJoined({ valued: 'ewif', long: ['exts=', 'watch=', 'ignore='], stopEarly: true }),
  entr: runJoined({ stopEarly: true }),
  sem: runJoined({ valued: 'j', long: ['jobs='], stopEarly: true }),
  fd: runFd,
  fdfind: runFd,
  expect: runExpect,
  ssh: runSsh,
  concurrently: runEach,
  tmux: runEach,
  screen: runEach,
};

const xargsOptions: OptionSpec = {
  valued: 'adEILnPs',
  long: 'arg-file= delimiter= max-args= max-procs= max-chars= null no-run-if-empty verbose'.split(' '),
  stopEarly: true,
};

/** Every run that `xargs` would start, with the words its input gives. */
function runXargs(invocation: Invocation, frame: Frame): Word {
  const read = readOptions(invocation.argv.slice(1), xargsOptions);
  const command = read.operands.length > 0 ? read.operands : [known('echo')];
  const hole = valueOf(read, 'I', 'replace')?.text ?? (has(read, 'i', 'replace') ? '{}' : undefined);
  const inner = { ...fork(frame), stdin: undefined };
  const file = valueOf(read, 'a', 'arg-file');
  const given = file ? contentOf(joinPath(frame.scope.cwd, file.text), frame) : (frame.stdin?.rest ?? unknown('{}'));
  const delimiter = valueOf(read, 'd', 'delimiter')?.text;
  const words = wordsOf(given, hole !== undefined || has(read, 'd', 'delimiter', '0', 'null'), delimiter);
  if (hole === undefined)
    return runBatches(words, Number(valueOf(read, 'n', 'max-args')?.text ?? words.length), {
      command,
      invocation,
      frame: inner,
    });
  if (words.length > mostRuns) opaque(frame, 'starts too many commands to follow', invocation.segment);
  const outputs = words.slice(0, mostRuns).map((word) => {
    const argv = command.map((part) => fill(part, hole, word));
    return inner.session.run({ ...invocation, external: true, argv }, fork(inner));
  });
  return joinAll(outputs);
}

type Batches = { readonly command: readonly Word[]; readonly invocation: Invocation; readonly frame: Frame };

/** As many words at a time as `-n` allows. */
function runBatches(words: readonly Word[], size: number, { command, invocation, frame }: Batches): Word {
  const step = size > 0 ? size : words.length;
  const starts =
    words.length <= step ? [0] : Array.from({ length: Math.ceil(words.length / step) }, (_, at) => at * step);
  if (starts.length > mostRuns) opaque(frame, 'starts too many commands to follow', invocation.segment);
  return joinAll(
    starts
      .slice(0, mostRuns)
      .map((at) =>
        frame.session.run(
          { ...invocation, external: true, argv: [...command, ...words.slice(at, at + step)] },
          fork(frame),
        ),
      ),
  );
}

function wordsOf(input: Word, byLine: boolean, delimiter?: string): readonly Word[] {
  if (!input.known || input.glob) return [input.text === '' ? { ...input, text: '{}' } : input];
  const own = delimiter === undefined || delimiter.startsWith('\\') ? undefined : delimiter;
  const texts = own === undefined ? input.text.split(byLine ? /[\n\0]/ : /[\s\0]+/) : input.text.trimEnd().split(own);
  return texts
    .filter((text) => text !== '')
    .map((text) => ({ ...input, text: byLine ? text : text.replace(/["'\\]/g, '') }));
}

function fill(part: Word, hole: string, word: Word): Word {
  if (!part.text.includes(hole)) return part;
  if (part.text === hole) return word;
  const pieces = part.text.split(hole).flatMap((text, at) => (at === 0 ? [known(text)] : [word, known(text)]));
  return part.known ? joinAll(pieces) : unknown(part.text);
}

/** `-exec` runs with what is found; the search itself (`-delete`, `-fprint`) is noted as a command. */
function runFind(invocation: Invocation, frame: Frame): Word {
  const { commands, found } = readFind(invocation.argv.slice(1));
  note(frame, { kind: 'command', command: { ...invocation, cwd: frame.scope.cwd }, segment: invocation.segment });
  for (const command of commands)
    for (const file of found) {
      const argv = command.map((part) => fill(part, '{}', file));
      frame.session.run({ ...invocation, external: true, argv }, fork(frame));
    }
  return outputOf(invocation, frame);
}

function runParallel(invocation: Invocation, frame: Frame): Word {
  const read = readOptions(invocation.argv.slice(1), {
    valued: 'jNnLIa',
    long: ['jobs=', 'arg-file='],
    stopEarly: true,
  });
  const marker = read.operands.findIndex((word) => /^::::?\+?$/.test(word.text));
  const command = marker < 0 ? read.operands : read.operands.slice(0, marker);
  const listed = marker < 0 ? wordsOf(frame.stdin?.rest ?? unknown('{}'), true) : read.operands.slice(marker + 1);
  for (const word of listed.slice(0, mostRuns)) {
    const line = joinAll(command.some((part) => part.text.includes('{}')) ? command : [...command, known('{}')], ' ');
    frame.session.runText(command.length === 0 ? word : fill(line, '{}', word), child(frame), invocation.segment);
  }
  return unknown('');
}

function runJoined(spec: OptionSpec): Handler {
  return (invocation, frame) => {
    const { operands } = readOptions(invocation.argv.slice(1), spec);
    if (operands.length > 0) frame.session.runText(joinAll(operands, ' '), child(frame), invocation.segment);
    return unknown('');
  };
}

/** `fd PATTERN DIRECTORY -x command`: runs it with what is found. */
function runFd(invocation: Invocation, frame: Frame): Word {
  const { argv, segment } = invocation;
  note(frame, { kind: 'command', command: { ...invocation, cwd: frame.scope.cwd }, segment });
  const at = argv.findIndex((word) => /^(-x|-X|--exec|--exec-batch)$/.test(word.text));
  if (at < 0) return outputOf(invocation, frame);
  const { operands } = readOptions(argv.slice(1, at), { valued: 'deEtSojc' });
  const roots = operands.length > 1 ? operands.slice(1) : [known('.')];
  const command = argv.slice(at + 1).filter((word) => word.text !== ';');
  const filled = command.some((word) => word.text.includes('{}')) ? command : [...command, known('{}')];
  for (const root of roots) {
    const found = { ...map(root, (text) => `${text}/found*`), glob: true };
    frame.session.run(
      { ...invocation, external: true, argv: filled.map((word) => fill(word, '{}', found)) },
      fork(frame),
    );
  }
  return nothing;
}

function runExpect(invocation: Invocation, frame: Frame): Word {
  note(frame, { kind: 'command', command: { ...invocation, cwd: frame.scope.cwd }, segment: invocation.segment });
  const script = valuesOf(readOptions(invocation.argv.slice(1), { valued: 'c' }), 'c');
  for (const text of script) {
    const started = map(text, (value) => value.replace(/(^|;|\n)\s*(spawn|exec|system)\s+/g, '$1'));
    frame.session.runText(started, child(frame), invocation.segment);
  }
  return unknown('');
}

const sshOptions: OptionSpec = { valued: 'bBcDEeFIiJLlmOopQRSWw', stopEarly: true };

/** A shell on this machine is a shell like any other, in the home directory. */
function runSsh(invocation: Invocation, frame: Frame): Word {
  const [host, ...command] = readOptions(invocation.argv.slice(1), sshOptions).operands;
  const name = (host?.text ?? '').replace(/^(ssh:\/\/)?([^@]*@)?/, '');
  if (/^(localhost|127(\.\d+){3}|\[?::1\]?|0|0\.0\.0\.0|ip6-localhost)(:\d+)?\/?$/.test(name)) {
    const inner = child(frame);
    inner.scope.cwd = frame.session.context.home;
    const { operands } = readOptions(command, sshOptions);
    if (operands.length > 0) frame.session.runText(joinAll(operands, ' '), inner, invocation.segment);
  }
  runEmbedded('ssh', invocation, frame);
  return runPlain(invocation, frame);
}

/** Each argument that reads like a command line is one. */
function runEach(invocation: Invocation, frame: Frame): Word {
  note(frame, { kind: 'command', command: { ...invocation, cwd: frame.scope.cwd }, segment: invocation.segment });
  for (const word of invocation.argv.slice(1))
    if (/\s/.test(word.text))
      frame.session.runText(
        map(word, (text) => text),
        child(frame),
        invocation.segment,
      );
  return nothing;
}
