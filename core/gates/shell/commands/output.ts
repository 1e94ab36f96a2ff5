import type { Origin, Word } from '../../../model/action.ts';
import { readFind } from '../../find-expression.ts';
import { lookup } from '../../lookup.ts';
import { has, readOptions, valueOf } from '../../options.ts';
import { isWithin, joinPath } from '../../paths.ts';
import { join, joinAll, known, map, nothing, unknown } from '../expand/words.ts';
import { contentOf } from '../redirects.ts';
import type { Frame, Invocation } from '../session.ts';
import { remember } from '../whereabouts.ts';
import { currentDirectory } from './builtins.ts';
import { keepFiles } from './kept-files.ts';
import { unescape } from './printf.ts';

type Printer = (words: readonly Word[], frame: Frame) => Word;

/** What a command prints, as far as the gate can know; the origin of what it was given stays with it. */
export function outputOf({ argv }: Invocation, frame: Frame): Word {
  const path = argv[0]?.text ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const words = argv.slice(1);
  keepFiles(name, words, frame);
  const printer = lookup(printers, name);
  if (printer) return printer(words, frame);
  return unknown('', originOf(name, words, frame));
}

const printers: Readonly<Record<string, Printer | undefined>> = {
  echo: printEcho,
  cat: printFiles,
  tee: (_words, frame) => frame.stdin?.rest ?? nothing,
  pwd: (_words, frame) => currentDirectory(frame),
  true: () => nothing,
  ':': () => nothing,
  mktemp: printTemporary,
  dirname: (words) => pathOf(words, (text) => text.replace(/\/?[^/]*\/*$/, '') || (text.startsWith('/') ? '/' : '.')),
  basename: (words) => pathOf(words, (text) => text.replace(/\/+$/, '').replace(/^.*\//, '')),
  realpath: printAbsolute,
  readlink: printAbsolute,
  git: printGit,
  find: (words) => joinAll(readFind(words).found, '\n'),
  ls: printListed,
  fd: (words) => (words.some((word) => !word.text.startsWith('-')) ? someFiles : listing),
  rg: (words, frame) => printMatches(words, frame),
  grep: (words, frame) => printMatches(words, frame),
  sort: (_words, frame) => frame.stdin?.rest ?? unknown(''),
  uniq: (_words, frame) => frame.stdin?.rest ?? unknown(''),
  head: (_words, frame) => filtered(frame),
  tail: (_words, frame) => filtered(frame),
};

/** Some files of the current directory. */
const listing: Word = { text: './*', known: true, glob: true };
const someFiles: Word = { text: './listed*', known: true, glob: true };

/** Names that are given come out again; of a directory, what is in it. */
function printListed(words: readonly Word[]): Word {
  const given = words.filter((word) => word.glob);
  return given.length > 0 ? joinAll(given, '\n') : listing;
}

function printEcho(words: readonly Word[], _frame: Frame): Word {
  const first = words[0]?.text ?? '';
  const options = /^-[neE]+$/.test(first) ? first : '';
  const text = joinAll(options === '' ? words : words.slice(1), ' ');
  const read = options.includes('e') ? map(text, unescape) : text;
  return options.includes('n') ? read : join(read, known('\n'));
}

function printFiles(words: readonly Word[], frame: Frame): Word {
  const files = words.filter((word) => word.text === '-' || !word.text.startsWith('-'));
  if (files.length === 0) return frame.stdin?.rest ?? unknown('');
  return joinAll(
    files.map((file) => {
      if (file.text === '-') return frame.stdin?.rest ?? unknown('');
      return file.known ? contentOf(joinPath(frame.scope.cwd, file.text), frame) : unknown('');
    }),
  );
}

/** A new name below the scratch directory, or below the directory that is named. */
function printTemporary(words: readonly Word[], frame: Frame): Word {
  const read = readOptions(words, { valued: 'p', long: 'tmpdir= suffix= directory dry-run quiet'.split(' ') });
  const template = read.operands[0] ?? known('tmp.made');
  const directory = valueOf(read, 'p', 'tmpdir') ?? known(frame.session.context.scratch);
  const bare = read.operands.length > 0 && !has(read, 'p', 'tmpdir', 't');
  const made = bare ? template : joinAll([directory, template], '/');
  if (made.known && has(read, 'd', 'directory')) remember(joinPath(frame.scope.cwd, made.text), frame, true);
  return made;
}

function pathOf(words: readonly Word[], change: (text: string) => string): Word {
  const word = words.find(({ text }) => !text.startsWith('-'));
  return word ? map(word, change) : unknown('');
}

function printAbsolute(words: readonly Word[], frame: Frame): Word {
  const word = words.find(({ text }) => !text.startsWith('-'));
  const path = word?.known ? joinPath(frame.scope.cwd, word.text) : undefined;
  return path === undefined ? unknown('') : known(path);
}

function printGit(words: readonly Word[], frame: Frame): Word {
  const text = words.map((word) => word.text).join(' ');
  const worktree = frame.session.context.worktrees.find((own) => isWithin(frame.scope.cwd ?? '', own.path));
  if (worktree && /^rev-parse (--path-format=absolute )?--show-toplevel$/.test(text)) return known(worktree.path);
  if (worktree && /^(branch --show-current|rev-parse --abbrev-ref HEAD|symbolic-ref --short HEAD)$/.test(text))
    return known(worktree.branch);
  if (worktree && /^rev-parse .*--(git-dir|git-common-dir|absolute-git-dir)$/.test(text))
    return known(`${worktree.path}/.git`);
  const inGit = /^rev-parse --git-path (\S+)$/.exec(text)?.[1];
  if (worktree && inGit !== undefined) return known(`${worktree.path}/.git/${inGit}`);
  if (/^ls-files\b/.test(text)) return words.slice(1).some((word) => !/^(-|\.$)/.test(word.text)) ? someFiles : listing;
  if (/^(diff .*--name-only|ls-tree|status)\b/.test(text)) return someFiles;
  return unknown(
    '',
    text.startsWith('show ') || text.startsWith('cat-file') ? undefined : originOf('git', words, frame),
  );
}

function printMatches(words: readonly Word[], frame: Frame): Word {
  const lists = words.some((word) => /^-\w*[lL]|^--files/.test(word.text));
  return lists ? someFiles : filtered(frame);
}

/** Some lines of the input: of a list of files, some files. */
function filtered(frame: Frame): Word {
  const input = frame.stdin?.rest;
  if (!input) return unknown('');
  return input.glob ? someFiles : unknown('', input.origin);
}

const fetchers = /^(curl|wget|wget2|aria2c|http|https|xh|ssh|scp|sftp|ftp|nc|ncat|netcat|socat|lynx|w3m|links|telnet)$/;
const decoders: Readonly<Record<string, RegExp | undefined>> = {
  base64: /^(-\w*[dD]|--decode)/,
  base32: /^(-\w*d|--decode)/,
  basenc: /^(-\w*d|--decode)/,
  xxd: /^-\w*r/,
  openssl: /^(-d|enc|base64)$/,
  uudecode: /(?:)/,
  gunzip: /(?:)/,
  zcat: /(?:)/,
  gzip: /^-\w*d/,
  bunzip2: /(?:)/,
  bzcat: /(?:)/,
  xz: /^-\w*d/,
  xzcat: /(?:)/,
  unxz: /(?:)/,
  zstd: /^-\w*d/,
  zstdcat: /(?:)/,
  gpg: /^(-\w*d|--decrypt)/,
  rev: /(?:)/,
  tr: /(?:)/,
};

function originOf(name: string, words: readonly Word[], frame: Frame): Origin | undefined {
  if (fetchers.test(name)) return 'network';
  const given = frame.stdin?.rest.origin ?? words.find((word) => word.origin)?.origin ?? fileOrigin(words, frame);
  const decoder = lookup(decoders, name);
  const decodes = decoder !== undefined && (decoder.source === '(?:)' || words.some((word) => decoder.test(word.text)));
  return given ?? (decodes ? 'decoder' : undefined);
}

function fileOrigin(words: readonly Word[], frame: Frame): Origin | undefined {
  if (frame.session.files.size === 0) return undefined;
  return words
    .map((word) => frame.session.files.get(joinPath(frame.scope.cwd, word.text) ?? '')?.origin)
    .find((origin) => origin !== undefined);
}
