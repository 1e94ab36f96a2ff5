import type { ActionEffect, Word } from '../../model/action.ts';
import { has, readOptions, valueOf, valuesOf, type OptionSpec } from '../options.ts';
import { writes, type EffectReader, type ReaderContext, type ReaderTable } from './reader.ts';

/** Programs that write where an option tells them to. */
export const outputs: ReaderTable = {
  sort: output({ valued: 'okStT', long: ['output='] }),
  gcc: output({ valued: 'o' }),
  cc: output({ valued: 'o' }),
  unzip: output({ valued: 'dPx' }, 'd'),
  openssl: output({ singleDash: true, long: ['out=', 'in=', 'keyout='] }, 'out keyout'),
  curl: output(
    { valued: 'oXHdFuAebTDKcmw', long: 'output= output-dir= dump-header= cookie-jar='.split(' ') },
    'o output output-dir D dump-header c cookie-jar',
  ),
  wget: output(
    { valued: 'OoPaU', long: 'output-document= directory-prefix= output-file='.split(' ') },
    'O output-document P directory-prefix o output-file',
  ),
  tar: unpack,
};

function output(spec: OptionSpec, names = 'o output'): EffectReader {
  const wanted = names.split(' ');
  return (words, at) => {
    const files = valuesOf(readOptions(words, spec), ...wanted);
    return writes(
      files.filter((word) => word.text !== '-'),
      at,
    );
  };
}

function unpack(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const long = 'directory= file= extract get create delete remove-files'.split(' ');
  const [first, ...rest] = words;
  const bundled = first && /^[a-zA-Z]+$/.test(first.text) ? [{ ...first, text: `-${first.text}` }, ...rest] : words;
  const options = readOptions(bundled, { valued: 'fCTXbHgKIL', long });
  const directory = valueOf(options, 'C', 'directory');
  const archive = valueOf(options, 'f', 'file');
  if (has(options, 'x', 'extract', 'get')) return directory ? writes([directory], at) : [];
  return has(options, 'c', 'create') && archive && archive.text !== '-' ? writes([archive], at) : [];
}
