import type { Word } from '../../model/action.ts';
import { lookup, type Table } from '../lookup.ts';
import { readOptions, valuesOf, type OptionSpec } from '../options.ts';
import type { GitInvocation } from './invocation.ts';

/** Options that name a file or folder to write, and operands that do. */
type Output = OptionSpec & {
  readonly names: readonly string[];
  readonly operands?: (words: readonly Word[]) => readonly Word[];
};

const toFile: Output = { long: ['output='], names: ['output'] };
const report: Output = {
  valued: 'os',
  long: ['output-directory=', 'suffix='],
  names: ['o', 'output-directory'],
};

const outputs: Table<Output> = {
  diff: toFile,
  log: toFile,
  show: toFile,
  shortlog: toFile,
  'diff-tree': toFile,
  archive: { valued: 'o', long: ['output='], names: ['o', 'output'] },
  'format-patch': { valued: 'ov', long: ['output=', 'output-directory='], names: ['o', 'output', 'output-directory'] },
  bugreport: report,
  diagnose: report,
  config: { valued: 'f', long: ['file='], names: ['f', 'file'] },
  'checkout-index': { long: ['prefix='], names: ['prefix'] },
  'fast-export': { long: ['export-marks='], names: ['export-marks'] },
  'fast-import': { long: ['export-marks=', 'export-pack-edges='], names: ['export-marks', 'export-pack-edges'] },
  apply: { long: ['directory=', 'build-fake-ancestor='], valued: 'pC', names: ['directory', 'build-fake-ancestor'] },
  am: { long: ['directory='], valued: 'pC', names: ['directory'] },
  bundle: { names: [], operands: ([verb, file]) => (verb?.text === 'create' && file ? [file] : []) },
  clone: {
    valued: 'obcuj',
    long: 'separate-git-dir= branch= origin= depth= config= template= reference= upload-pack= jobs= filter='.split(' '),
    names: ['separate-git-dir'],
    operands: (words) => words.slice(1, 2),
  },
  init: {
    valued: 'b',
    long: 'separate-git-dir= initial-branch= template= object-format='.split(' '),
    names: ['separate-git-dir'],
    operands: (words) => words.slice(0, 1),
  },
};

/** Files and folders that git writes where it is told to, trace files included. */
export function filesWritten({ verb, words, env }: GitInvocation): readonly Word[] {
  const traces = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith('GIT_TRACE') && value.text.startsWith('/') ? [value] : [],
  );
  const output = lookup(outputs, verb);
  if (!output) return traces;
  const read = readOptions(words, output);
  return [...traces, ...valuesOf(read, ...output.names), ...(output.operands?.(read.operands) ?? [])];
}
