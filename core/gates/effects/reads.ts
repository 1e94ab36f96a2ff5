import type { ActionEffect, Word } from '../../model/action.ts';
import { has, readOptions } from '../options.ts';
import { isSecretTarget } from '../secrets/secret-file.ts';
import { notOption, targetOf, type EffectReader, type ReaderContext } from './reader.ts';

/** They look at names and attributes, print their own words, or only change what they name. */
const metadata = setOf(
  'ls ll dir vdir stat test [ [[ file du df find fd fdfind tree exa eza lsattr getfacl echo printf rm rmdir unlink shred trash ' +
    'rimraf mkdir touch chmod chown chgrp realpath readlink basename dirname truncate tee mkfifo mktemp wc which type ' +
    'command true false : cd export declare typeset local readonly unset alias read kill sleep source . locate sponge ' +
    'ssh ssh-keygen ssh-copy-id direnv printenv set history man whatis id whoami mkcert chattr setfacl trash-put ' +
    'npm pnpm yarn bun vercel netlify make yes seq',
);

/** Their first operand is a pattern or a program, not a file. */
const scripted: Readonly<Record<string, { readonly valued: string; readonly given: readonly string[] }>> = {
  grep: { valued: 'eABCmdDf', given: ['e', 'f', 'regexp', 'file'] },
  egrep: { valued: 'eABCmdDf', given: ['e', 'f', 'regexp', 'file'] },
  fgrep: { valued: 'eABCmdDf', given: ['e', 'f', 'regexp', 'file'] },
  rg: { valued: 'eABCmgtTMjrf', given: ['e', 'f', 'regexp', 'files'] },
  ag: { valued: 'ABCGm', given: [] },
  ack: { valued: 'ABCm', given: [] },
  sed: { valued: 'efl', given: ['e', 'f', 'expression', 'file'] },
  awk: { valued: 'vfF', given: ['f', 'file'] },
  gawk: { valued: 'vfFe', given: ['f', 'e', 'file'] },
  mawk: { valued: 'vfF', given: ['f'] },
  jq: { valued: 'Lf', given: ['f', 'from-file'] },
  yq: { valued: '', given: [] },
};

/** The value of such an option is used, not shown: a key to sign with, a file to load variables from, one to write. */
const usedOnly =
  /^--?(env-?file|dotenv|key|inkey|key-?file|tls-?key|ssl-?key\w*|ssl-keyfile|certkey|identity(-file)?|kubeconfig|var-file|vault-password-file|password-file|keyout|out|o|O|output\w*|exclude\S*|ignore\S*|cert|certificate|not-path|name|glob)$/;

/** What a command reads of secret files, whatever the program: only those known to read nothing are left out. */
export function readsOf(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { program } = at;
  if (metadata.has(program) || words.length === 0) return [];
  const special = Object.hasOwn(specials, program) ? specials[program] : undefined;
  const wanted = special ? special(words, at) : undefined;
  if (wanted) return wanted;
  return readWords(fileWords(words, program), at);
}

const specials: Readonly<Record<string, EffectReader | undefined>> = {
  cp: allButLast,
  mv: unlessSecretGoal,
  ln: unlessSecretGoal,
  install: allButLast,
  rsync: allButLast,
  git: gitReads,
  sed: (words, at) =>
    has(readOptions(words, { valued: 'efl' }), 'i', 'in-place') && !words.some((word) => /\b[wep]\b/.test(word.text))
      ? []
      : readWords(fileWords(words, 'sed'), at),
  docker: containerReads,
  podman: containerReads,
};

const interpreters = /^(python[\d.]*|node|nodejs|deno|bun|perl|ruby|php|lua)$/;

function fileWords(words: readonly Word[], program: string): readonly Word[] {
  if (interpreters.test(program))
    return words.filter((_word, at) => !/^(-\w*[ceEpr]|--eval|--print|eval|run)$/.test(words[at - 1]?.text ?? ''));
  const spec = Object.hasOwn(scripted, program) ? scripted[program] : undefined;
  const kept = words.filter((_word, index) => !isUsed(words, index, program));
  if (!spec) return kept;
  const options = readOptions(words, { valued: spec.valued });
  if (has(options, ...spec.given)) return kept;
  const [first] = options.operands;
  return kept.filter((word) => word !== first);
}

/** The value of an option that only uses it; `zip -x` leaves out what it names. */
function isUsed(words: readonly Word[], index: number, program: string): boolean {
  const before = words[index - 1];
  if (before?.text === '-x') return /^(zip|7za?)$/.test(program);
  return usedOnly.test(before?.text ?? '') && !isAssign(before);
}

function isAssign(word: Word | undefined): boolean {
  return word?.text.includes('=') === true;
}

function readWords(words: readonly Word[], at: ReaderContext, separators = /[=@]|^file:\/\//): readonly ActionEffect[] {
  return words.flatMap((word) => {
    const { text } = word;
    if (text.length > 400 || text.includes('\n')) return [];
    if (text.startsWith('-') && text.includes('=') && usedOnly.test(text.slice(0, text.indexOf('=')))) return [];
    const found = piecesOf(word, separators)
      .map((piece) => targetOf(piece, at))
      .find((target) => isSecretTarget(target, at.state.context.home));
    return found ? [{ kind: 'read', target: found, segment: at.command.segment } as const] : [];
  });
}

/** `.env`, `@.env`, `file=@.env`, `if=.env`, `--x=.env`, `-d@.env`, `-T.env`: every part that may be a path. */
function piecesOf(word: Word, separators: RegExp): readonly Word[] {
  const { text } = word;
  if (isOneName(text) && !separators.test(text)) return [word];
  const parts = separators.test(text) ? text.split(separators) : [];
  const attached = /^-[A-Za-z][./~]/.test(text) ? [text.slice(2)] : [];
  const whole = text.startsWith('-') ? [] : [text.replace(/^file:\/\//, '')];
  return [...whole, ...parts, ...attached]
    .filter((part) => part !== '' && !/^\w+:\/\//.test(part))
    .map((part) => ({ ...word, text: part.replace(/^file:\/\//, '').replace(/[;,].*$/, '') }));
}

/** Nothing in it that sets off an option, an address or a list. */
function isOneName(text: string): boolean {
  return text !== '' && !text.startsWith('-') && !/[:;,]/.test(text);
}

function allButLast(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const operands = words.filter((word, index) => notOption(word) && !isUsed(words, index, at.program));
  const directory = words.some((word) => /^(-t|--target-directory)/.test(word.text));
  return readWords(directory ? operands : operands.slice(0, -1), at);
}

/** A secret that only changes its name among secret names stays one. */
function unlessSecretGoal(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const goal = words.filter(notOption).at(-1);
  if (goal && isSecretTarget(targetOf(goal, at, true), at.state.context.home)) return [];
  return allButLast(words, at);
}

const gitReaders =
  /^(show|diff|cat-file|blame|annotate|log|add|stage|archive|hash-object|grep|difftool|update-index|commit|stash|bundle|whatchanged|apply)$/;

/** `git show HEAD:.env`, `git diff --no-index a .env`, `git add -f .env`. */
function gitReads(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const verb = words.findIndex((word) => gitReaders.test(word.text));
  if (verb < 0) return [];
  const after = words.slice(verb + 1);
  const shows = words[verb]?.text !== 'log' || words.some((word) => /^(-p|-u|--patch|-G|-S|-L)/.test(word.text));
  const operands = after.filter((word, index) => !/^(-m|--message|-F|--author|-C)$/.test(after[index - 1]?.text ?? ''));
  const useful = words[verb]?.text === 'grep' ? operands.filter(notOption).slice(1) : operands;
  const excluded = (word: Word) => /^:(!|\^|\(exclude\))/.test(word.text);
  return shows
    ? readWords(
        useful.filter((word) => !excluded(word)),
        at,
        /[=@:]/,
      )
    : [];
}

function containerReads(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  return readWords(fileWords(words, 'docker'), at, /[=@:,]/);
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
