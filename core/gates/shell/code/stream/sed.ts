import type { Word } from '../../../../model/action.ts';
import { has, readOptions, valuesOf } from '../../../options.ts';
import { known } from '../../expand/words.ts';
import type { Deed } from './deed.ts';

/** `e`, `s///e`, `w`, `s///w` and `r` of a sed script. */
export function sedDeeds(words: readonly Word[]): readonly Deed[] {
  const options = readOptions(words, { valued: 'efl', long: ['expression=', 'file=', 'line-length='] });
  const given = valuesOf(options, 'e', 'expression');
  const scripts = given.length > 0 || has(options, 'f', 'file') ? given : options.operands.slice(0, 1);
  return scripts.flatMap((script) => (script.known ? deedsIn(script.text) : []));
}

type Reader = { readonly text: string; at: number; readonly deeds: Deed[] };

function deedsIn(text: string): readonly Deed[] {
  const reader: Reader = { text, at: 0, deeds: [] };
  while (reader.at < text.length) readCommand(reader);
  return reader.deeds;
}

function readCommand(reader: Reader): void {
  skip(reader, /[\s;{}]*/y);
  skipAddress(reader);
  const letter = reader.text.charAt(reader.at);
  reader.at += 1;
  if (letter === 's') readSubstitution(reader);
  else if (letter === 'y') skip(reader, /(.)(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1/sy);
  else if (/[rRwWe]/.test(letter)) file(reader, letter);
  else if (/[aic:btT]/.test(letter)) skip(reader, /[^\n]*/y);
}

/** `1,/x/!`, `$`, `\,x,`: where the command applies. */
function skipAddress(reader: Reader): void {
  skip(reader, /(?:(?:\d+|\$|\/(?:[^/\\\n]|\\.)*\/[IM]*|\\([^\n])(?:(?!\1)[^\\\n]|\\.)*\1|[+~]\d+)\s*[,~!]?\s*){0,4}/y);
}

function readSubstitution(reader: Reader): void {
  const found = skip(reader, /(.)((?:(?!\1)[^\\]|\\[^])*)\1((?:(?!\1)[^\\]|\\[^])*)\1([gpiIme\d]*)/sy);
  const [, separator = '', , replacement = '', flags = ''] = found ?? [];
  if (flags.includes('e')) {
    const text = replacement.replaceAll(`\\${separator}`, separator);
    const filled = /&|\\[1-9]/.test(text);
    reader.deeds.push({ kind: 'run', word: { text: filled ? '' : text, known: !filled } });
  }
  if (reader.text.charAt(reader.at) === 'w') {
    reader.at += 1;
    file(reader, 'w');
  }
}

function file(reader: Reader, letter: string): void {
  const name = (skip(reader, /[^\n]*/y)?.[0] ?? '').trim();
  if (letter === 'e') reader.deeds.push({ kind: 'run', word: name === '' ? { text: '', known: false } : known(name) });
  else if (name !== '')
    reader.deeds.push({ kind: /w/i.test(letter) ? 'write' : 'read', word: known(name.replace(/\}$/, '')) });
}

function skip(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at += found[0].length;
  return found;
}
