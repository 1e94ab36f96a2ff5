import { lookup, type Table } from '../../../lookup.ts';
import { fork, note, type Frame, type Invocation } from '../../session.ts';
import { awkDeeds } from './awk.ts';
import type { DeedReader } from './deed.ts';
import { editorDeeds } from './editor.ts';
import { sedDeeds } from './sed.ts';

const readers: Table<DeedReader> = {
  awk: awkDeeds,
  gawk: awkDeeds,
  mawk: awkDeeds,
  nawk: awkDeeds,
  sed: sedDeeds,
  gsed: sedDeeds,
  vim: editorDeeds,
  vi: editorDeeds,
  nvim: editorDeeds,
  view: editorDeeds,
  ex: editorDeeds,
  ed: editorDeeds,
};

/** Follows the scripts of awk, sed and the editors: commands they start, files they read and write. */
export function followStream(name: string, invocation: Invocation, frame: Frame): void {
  const { segment } = invocation;
  for (const { kind, word } of lookup(readers, name)?.(invocation.argv.slice(1), frame) ?? [])
    if (kind === 'run') frame.session.runText(word, { ...fork(frame), stdin: undefined }, segment);
    else if (kind === 'show') {
      const argv = ['printenv', ...(word.text === '' ? [] : [word.text])].map((text) => ({ text, known: true }));
      frame.session.run({ ...invocation, argv }, { ...fork(frame), stdin: undefined });
    } else if (word.known || kind === 'write')
      note(frame, { kind: 'redirect', mode: kind, file: word, cwd: frame.scope.cwd, segment });
}
