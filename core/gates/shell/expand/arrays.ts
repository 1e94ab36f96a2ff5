import type { Word } from '../../../model/action.ts';
import type { Frame } from '../session.ts';

type Array = ReadonlyMap<string, Word>;

/** All elements, in the order of their numbers. */
export function elementsOf(array: Array): readonly Word[] {
  const keys = [...array.keys()];
  if (keys.every((key) => /^\d+$/.test(key))) keys.sort((left, right) => Number(left) - Number(right));
  return keys.flatMap((key) => array.get(key) ?? []);
}

/** The element at an index; a negative one counts from the end. */
export function elementAt(array: Array, index: string): Word | undefined {
  return index.startsWith('-') ? elementsOf(array).at(Number(index)) : array.get(index);
}

/** An index such as `1`, `i`, `-1`, `i+1` or a key → the key; undefined when it is not known. */
export function indexOf(word: Word, frame: Frame): string | undefined {
  if (!word.known) return undefined;
  const number = numberOf(word.text, frame);
  return number === undefined ? word.text.replace(/["']/g, '') : String(number);
}

/** Arithmetic of whole numbers and variables, as far as indexes need it. */
export function numberOf(text: string, { scope }: Frame): number | undefined {
  const [first, ...rest] = text.replace(/\s+/g, '').match(/[+-]?[\w$]+/g) ?? [];
  if (first === undefined || !/^\s*([+-]?\s*[\w$]+\s*)+$/.test(text)) return undefined;
  let sum = 0;
  for (const term of [first, ...rest]) {
    const name = term.replace(/^[+-]?\$?/, '');
    const value = /^\d+$/.test(name) ? name : scope.variables.get(name)?.text;
    if (value === undefined || !/^-?\d+$/.test(value)) return undefined;
    sum += term.startsWith('-') ? -Number(value) : Number(value);
  }
  return sum;
}
