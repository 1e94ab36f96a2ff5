import type { Origin, Word } from '../../../model/action.ts';

export const nothing: Word = { text: '', known: true };

export function known(text: string): Word {
  return { text, known: true };
}

/** `text` is what people read, normally the source such as `${x}`. */
export function unknown(text: string, origin?: Origin): Word {
  return origin ? { text, known: false, ifUnset: '', origin } : { text, known: false, ifUnset: '' };
}

/** Longer text is not followed: doubling a variable forty times would need more memory than there is. */
const longest = 65_536;

export function join(left: Word, right: Word): Word {
  if (left === nothing) return right;
  if (right === nothing) return left;
  if (left.text.length + right.text.length > longest) return unknown('…', left.origin ?? right.origin);
  const text = left.text + right.text;
  const glob = left.glob ?? right.glob;
  const origin = left.origin ?? right.origin;
  const certain = left.known && right.known;
  return {
    text,
    known: certain,
    ...(certain ? {} : { ifUnset: unset(left) + unset(right) }),
    ...(glob ? { glob } : {}),
    ...(origin ? { origin } : {}),
  };
}

export function joinAll(words: readonly Word[], between = ''): Word {
  const gap = between === '' ? nothing : known(between);
  return words.reduce((all, word, at) => join(at === 0 ? all : join(all, gap), word), nothing);
}

/** The text when every unknown part is empty. */
export function unset(word: Word): string {
  return word.known ? word.text : (word.ifUnset ?? '');
}

/** Same knowledge, other text; for transformations of what is known. */
export function map(word: Word, change: (text: string) => string): Word {
  const text = change(word.text);
  if (text.length > longest) return unknown('…', word.origin);
  return word.known ? { ...word, text } : { ...word, text, ifUnset: change(unset(word)) };
}

/** What the shell keeps of a command's output: no trailing newlines. */
export function trimEnd(word: Word): Word {
  return word.text.endsWith('\n') ? map(word, (text) => text.replace(/\n+$/, '')) : word;
}
