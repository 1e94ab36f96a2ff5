import type { ActionEffect, Word } from '../../model/action.ts';
import { readFind } from '../find-expression.ts';
import { has, readOptions, valueOf, type OptionSpec } from '../options.ts';
import { isSpecialMode } from './permissions.ts';
import { deletes, notOption, targetOf, writes, type ReaderContext, type ReaderTable } from './reader.ts';

/** Programs that delete, move, copy or change files. */
export const files: ReaderTable = {
  rm: (words, at) => {
    const options = readOptions(words, {
      long: 'recursive force interactive dir verbose no-preserve-root one-file-system'.split(' '),
    });
    return deletes(options.operands, at, has(options, 'r', 'R', 'recursive'));
  },
  rmdir: (words, at) => deletes(readOptions(words).operands, at, false),
  unlink: (words, at) => deletes(words, at, false),
  shred: (words, at) => deletes(readOptions(words, { valued: 'ns' }).operands, at, false),
  trash: (words, at) => deletes(words.filter(notOption), at, true),
  'trash-put': (words, at) => deletes(words.filter(notOption), at, true),
  rimraf: (words, at) => deletes(words.filter(notOption), at, true),
  truncate: (words, at) => truncate(words, at),
  mv: move,
  cp: copy,
  install: copy,
  ln: link,
  touch: (words, at) => writes(readOptions(words, { valued: 'dtr' }).operands, at),
  mkdir: (words, at) => writes(readOptions(words, { valued: 'm' }).operands, at),
  tee: (words, at) => writes(readOptions(words).operands, at),
  sponge: (words, at) => writes(readOptions(words).operands, at),
  dd: (words, at) => {
    const output = words.find((word) => word.text.startsWith('of='));
    return output ? writes([{ ...output, text: output.text.slice(3) }], at) : [];
  },
  sed: editInPlace,
  perl: editInPlace,
  yq: editInPlace,
  find: (words, at) => {
    const { found, deletes: removes, writes: written } = readFind(words);
    return [...(removes ? deletes(found, at, true) : []), ...writes(written, at)];
  },
  rsync: synchronise,
  patch: (words, at) => writes(readOptions(words, { valued: 'dpiBorDFVYz' }).operands.slice(0, 1), at),
};

const copyOptions: OptionSpec = {
  valued: 'tSgmo',
  long: 'target-directory= suffix= recursive force archive no-clobber update verbose parents mode= owner= group='.split(
    ' ',
  ),
};

type Transfer = { readonly sources: readonly Word[]; readonly destination: Word | undefined };

function readTransfer(words: readonly Word[], spec: OptionSpec = copyOptions): Transfer {
  const options = readOptions(words, spec);
  const directory = valueOf(options, 't', 'target-directory');
  if (directory) return { sources: options.operands, destination: directory };
  return { sources: options.operands.slice(0, -1), destination: options.operands.at(-1) };
}

function move(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { sources, destination } = readTransfer(words, { ...copyOptions, valued: 'tS' });
  return [...deletes(sources, at, true), ...arrivals({ sources, destination }, at)];
}

/** Copying an empty device over a file empties it. */
function copy(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const transfer = readTransfer(words, at.program === 'install' ? copyOptions : { ...copyOptions, valued: 'tS' });
  const mode = at.program === 'install' ? valueOf(readOptions(words, copyOptions), 'm', 'mode') : undefined;
  if (mode && isSpecialMode(mode.text)) return [{ kind: 'privilege', program: 'install', segment: at.command.segment }];
  const empties = transfer.sources.some((word) => word.text === '/dev/null');
  if (empties && transfer.destination) return deletes([transfer.destination], at, false);
  return arrivals(transfer, at);
}

/** The destination itself, and the name each source would have below it when it is a directory. */
function arrivals({ sources, destination }: Transfer, at: ReaderContext): readonly ActionEffect[] {
  if (!destination) return [];
  const names = sources.map((word) => word.text.replace(/\/+$/, '').replace(/^.*\//, ''));
  const below = names
    .filter((name) => name !== '' && !/^\.+$/.test(name))
    .map((name) => inDirectory(destination, name));
  const contents = sources.some((word) => /(^|\/)(\.|\*)\/?$/.test(word.text))
    ? [inDirectory({ ...destination, glob: true }, '*')]
    : [];
  return writes([destination, ...below, ...contents], at);
}

function inDirectory(directory: Word, name: string): Word {
  const { ifUnset } = directory;
  const text = `${directory.text}/${name}`;
  return directory.known ? { ...directory, text } : { ...directory, text, ifUnset: `${ifUnset ?? ''}/${name}` };
}

/** Remembers a new link, so that what later goes through it is judged where it ends. */
function link(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const transfer = readTransfer(words, { ...copyOptions, valued: 'tS' });
  const [source] = transfer.sources;
  const place = transfer.destination ?? undefined;
  const only = transfer.sources.length === 0;
  const effects = only ? [] : linkWrites(transfer, at);
  if (source && place && !only) {
    const name = targetOf(place, at, true);
    const end = targetOf(source, at);
    if (name.known && end.known) at.state.links.set(name.path, end.path);
  }
  return effects;
}

function linkWrites(transfer: Transfer, at: ReaderContext): readonly ActionEffect[] {
  const { destination } = transfer;
  if (!destination) return [];
  return [{ kind: 'write', target: targetOf(destination, at, true), segment: at.command.segment }];
}

function truncate(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  return deletes(readOptions(words, { valued: 'sr', long: 'size= reference='.split(' ') }).operands, at, false);
}

function editInPlace(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const options = readOptions(words, {
    valued: at.program === 'sed' ? 'efl' : at.program === 'perl' ? 'eEMmIF' : '',
    long: 'expression= file= in-place'.split(' '),
  });
  if (!has(options, 'i', 'in-place', 'inplace')) return [];
  const scripted = has(options, 'e', 'E', 'f', 'expression', 'file') || at.program === 'yq';
  const named = scripted && at.program !== 'yq' ? options.operands : options.operands.slice(1);
  return writes(named.length === 0 ? options.operands.slice(-1) : named, at);
}

function synchronise(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const spec = {
    valued: 'efTBM',
    long: 'delete remove-source-files rsh= exclude= include= filter= files-from='.split(' '),
  };
  const options = readOptions(words, spec);
  const local = options.operands.filter((word) => !isRemote(word.text));
  const destination = options.operands.at(-1);
  if (!destination || !local.includes(destination)) return [];
  const removes = options.options.some((option) => /^del(ete)?(-\w+)*$/.test(option.name));
  const sources = has(options, 'remove-source-files') ? deletes(local.slice(0, -1), at, true) : [];
  return [
    ...sources,
    ...(removes ? deletes([destination], at, true) : []),
    ...writes([destination, inDirectory({ ...destination, glob: true }, '*')], at),
  ];
}

export function isRemote(text: string): boolean {
  return /^([\w.-]+@)?(\[[\da-f:]+\]|[\w.-]{2,}):(?!\/\/)|^(rsync|s(cp|ftp)):\/\//i.test(text);
}
