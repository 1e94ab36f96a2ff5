import type { Word } from '../../../model/action.ts';
import { lookup } from '../../lookup.ts';
import { readOptions, valuesOf, type OptionSpec } from '../../options.ts';
import { known, map } from '../expand/words.ts';
import { followStream } from '../code/stream/follow.ts';
import { joinPath } from '../../paths.ts';
import { contentOf } from '../redirects.ts';
import { fork, opaque, type Frame, type Invocation } from '../session.ts';

/** Options whose value is a command line of its own. */
type Embedded = OptionSpec & {
  /** Everyday use: the command is judged as if typed. */
  readonly runs?: readonly string[];
  /** Odd use: it is also shown to a person, unless it is one of the usual programs. */
  readonly starts?: readonly string[];
};

const usual = /^\s*((un)?(zstd|pigz|gzip|xz|bzip2|pbzip2|lz4|lzop)|cat|less|more|bat|none|ssh)(\s+-\S+(\s+\d+)?)*\s*$/;
const sshOptions: Embedded = { valued: 'bcDEeFIiJLlmOopQRSWw', starts: [] };

const programs: Readonly<Record<string, Embedded | undefined>> = {
  npx: { valued: 'pc', long: ['package=', 'call='], runs: ['c', 'call'], stopEarly: true },
  'nix-shell': { valued: 'pIA', long: ['run=', 'command='], runs: ['run', 'command'] },
  nodemon: { valued: 'xewi', long: ['exec=', 'ext=', 'watch=', 'ignore='], runs: ['x', 'exec'] },
  tar: {
    valued: 'fCTXbHgKIF',
    long: 'checkpoint-action= to-command= use-compress-program= info-script= new-volume-script= rsh-command= file= directory= checkpoint='.split(
      ' ',
    ),
    starts: 'checkpoint-action to-command use-compress-program I info-script F new-volume-script rsh-command'.split(
      ' ',
    ),
  },
  rg: { valued: 'egtTfABCmM', long: ['pre=', 'hostname-bin=', 'glob=', 'type='], starts: ['pre', 'hostname-bin'] },
  sort: { valued: 'okStT', long: ['compress-program=', 'output='], starts: ['compress-program'] },
  split: { valued: 'abCln', long: ['filter='], starts: ['filter'] },
  zip: { singleDash: true, long: ['TT=', 'unzip-command='], starts: ['TT', 'unzip-command'] },
  rsync: { valued: 'efTBM', long: ['rsh=', 'rsync-path='], starts: ['e', 'rsh', 'rsync-path'] },
  man: { valued: 'PHLmMsS', long: ['pager=', 'html='], starts: ['P', 'pager', 'H', 'html'] },
  xterm: { singleDash: true, long: ['e='], starts: ['e'] },
  make: { valued: 'CfIjlo', long: ['eval=', 'file=', 'directory='], starts: ['eval', 'E'] },
  ssh: sshOptions,
  scp: sshOptions,
  sftp: sshOptions,
};

/** Runs what the options and texts of a command would start, before the command itself is noted. */
export function runEmbedded(name: string, invocation: Invocation, frame: Frame): void {
  const spec = lookup(programs, name);
  const nested = lookup(texts, name);
  if (!spec && !nested) return followStream(name, invocation, frame);
  const words = invocation.argv.slice(1);
  const inner = { ...fork(frame), stdin: undefined };
  if (spec) {
    const options = readOptions(words, spec);
    for (const text of valuesOf(options, ...(spec.runs ?? []))) frame.session.runText(text, inner, invocation.segment);
    for (const text of valuesOf(options, ...(spec.starts ?? []))) start(text, invocation, inner);
    if (spec === sshOptions) for (const text of valuesOf(options, 'o')) startsByKey(text, invocation, inner);
  }
  followStream(name, invocation, frame);
  for (const text of nested?.(words, frame) ?? []) frame.session.runText(text, inner, invocation.segment);
}

function start(text: Word, invocation: Invocation, frame: Frame): void {
  const command = map(text, (value) => value.replace(/^exec=/, ''));
  if (command.known && (usual.test(command.text) || /^(dot|echo|ttyout|sleep|bell|totals|wait)\b/.test(command.text)))
    return;
  opaque(frame, `starts a program through an option: ${command.text}`, invocation.segment);
  frame.session.runText(command, frame, invocation.segment);
}

function startsByKey(text: Word, invocation: Invocation, frame: Frame): void {
  const command = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[= ]\s*([^]*)$/i.exec(text.text)?.[1];
  if (command !== undefined && command !== 'none') start({ ...text, text: command }, invocation, frame);
}

type Texts = (words: readonly Word[], frame: Frame) => readonly Word[];

/** Programs whose script language can start commands: the commands it starts with literal text. */
const texts: Readonly<Record<string, Texts | undefined>> = {
  git: gitTexts,
  npm: (words) =>
    /^(exec|x)$/.test(words[0]?.text ?? '')
      ? valuesOf(readOptions(words.slice(1), { valued: 'c', long: ['call='] }), 'c', 'call')
      : [],
  vim: editorTexts,
  vi: editorTexts,
  nvim: editorTexts,
  ex: editorTexts,
  less: editorTexts,
  gdb: editorTexts,
  sqlite3: editorTexts,
  psql: editorTexts,
  mysql: editorTexts,
  mariadb: editorTexts,
  make: makeTexts,
  gmake: makeTexts,
};

/** `rebase -x`, `submodule foreach`, `bisect run`. */
function gitTexts(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex((word) => /^(rebase|submodule|bisect)$/.test(word.text));
  const verb = words[at]?.text;
  const rest = at < 0 ? [] : words.slice(at + 1);
  if (verb === 'rebase') return valuesOf(readOptions(rest, { valued: 'xsXC', long: ['exec=', 'onto='] }), 'x', 'exec');
  const start = rest.findIndex((word) => word.text === (verb === 'bisect' ? 'run' : 'foreach'));
  const command =
    start < 0 ? [] : rest.slice(start + 1).filter((word, index) => index > 0 || !word.text.startsWith('-'));
  if (command.length === 0) return [];
  return [
    {
      text: command
        .map((word) => (command.length > 1 && /[\s'"]/.test(word.text) ? quote(word.text) : word.text))
        .join(' '),
      known: command.every((word) => word.known),
    },
  ];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `:!cmd`, `+!cmd`, `shell cmd`, `.shell cmd`, `\! cmd`. */
function editorTexts(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word) => {
    const command =
      /^(?:\+?:?\s*!|\.(?:shell|system)\s|\\!|shell\s)\s*([^]+)$/.exec(word.text)?.[1] ??
      /(?:^|[|:+])(?:silent\s+)?!([^]+)$/.exec(word.text)?.[1];
    return command === undefined ? [] : [{ ...word, text: command }];
  });
}

/** What a makefile holds that the same text has written. */
function makeTexts(words: readonly Word[], frame: Frame): readonly Word[] {
  const read = readOptions(words, { valued: 'CfIjlo', long: ['eval=', 'file=', 'makefile=', 'directory='] });
  const given = valuesOf(read, 'f', 'file', 'makefile');
  const files = given.length > 0 ? given : frame.session.files.size > 0 ? defaultMakefiles : [];
  return files.flatMap((file) => {
    const read = file.text === '-' ? frame.stdin?.rest : contentOf(joinPath(frame.scope.cwd, file.text), frame);
    return read && (read.known || read.origin) ? recipes(read) : [];
  });
}

const defaultMakefiles = ['GNUmakefile', 'makefile', 'Makefile'].map(known);

function recipes(makefile: Word): readonly Word[] {
  const lines = makefile.text.split('\n').filter((line) => line.startsWith('\t'));
  return makefile.known ? lines.map((line) => known(line.trim().replace(/^[@+-]+/, ''))) : [makefile];
}
