import type { Word } from '../model/action.ts';

/**
 * What a program's command line accepts, as far as its meaning to a gate depends on it.
 * `valued`: short options that take a value, one letter each. `long`: long names, a trailing `=` when they take a
 * value; a long option may be abbreviated to any prefix that fits one name only.
 */
export type OptionSpec = {
  readonly valued?: string;
  readonly long?: readonly string[];
  /** Options end at the first operand (`env`, `timeout`, `xargs` …). */
  readonly stopEarly?: boolean;
  /** One dash introduces long names too (`find`, `openssl`). */
  readonly singleDash?: boolean;
};

export type Option = { readonly name: string; readonly value?: Word | undefined };

export type Options = {
  readonly options: readonly Option[];
  readonly operands: readonly Word[];
  /** Words after the first operand, untouched; only with `stopEarly`. */
  readonly rest: readonly Word[];
};

/** Reads the words after the program's name. Never fails: what the spec does not know is a flag without a value. */
export function readOptions(words: readonly Word[], spec: OptionSpec = {}): Options {
  const options: Option[] = [];
  const operands: Word[] = [];
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    at += 1;
    if (!word) break;
    if (word.text === '--' && word.known) {
      operands.push(...words.slice(at));
      break;
    }
    if (!isOption(word)) {
      if (spec.stopEarly) return { options, operands: words.slice(at - 1), rest: words.slice(at) };
      operands.push(word);
      continue;
    }
    const long = word.text.startsWith('--') || spec.singleDash === true;
    const wantsNext = long ? readLong(word, spec, options) : readShort(word, spec, options);
    if (wantsNext && at < words.length) {
      const last = options.pop();
      if (last) options.push({ name: last.name, value: words[at] });
      at += 1;
    }
  }
  return { options, operands, rest: operands.slice(1) };
}

export function has(options: Options, ...names: readonly string[]): boolean {
  return options.options.some((option) => names.includes(option.name));
}

export function valueOf(options: Options, ...names: readonly string[]): Word | undefined {
  return options.options.findLast((option) => names.includes(option.name) && option.value)?.value;
}

export function valuesOf(options: Options, ...names: readonly string[]): readonly Word[] {
  return options.options.flatMap((option) => (names.includes(option.name) && option.value ? [option.value] : []));
}

function isOption(word: Word): boolean {
  return word.text.length > 1 && word.text.startsWith('-');
}

/** Answers true when the option's value is the next word. */
function readLong(word: Word, spec: OptionSpec, into: Option[]): boolean {
  const body = word.text.replace(/^--?/, '');
  const equals = body.indexOf('=');
  const typed = equals < 0 ? body : body.slice(0, equals);
  const entry = fullName(typed, spec.long ?? []);
  const name = entry?.replace('=', '') ?? typed;
  if (equals >= 0) {
    into.push({ name, value: tail(word, word.text.indexOf('=') + 1) });
    return false;
  }
  into.push({ name });
  return entry?.endsWith('=') === true;
}

function fullName(typed: string, names: readonly string[]): string | undefined {
  const exact = names.find((name) => name.replace('=', '') === typed);
  if (exact !== undefined) return exact;
  const fits = typed.length > 1 ? names.filter((name) => name.startsWith(typed)) : [];
  return fits.length === 1 ? fits[0] : undefined;
}

function readShort(word: Word, spec: OptionSpec, into: Option[]): boolean {
  for (let at = 1; at < word.text.length; at += 1) {
    const name = word.text.charAt(at);
    if (spec.valued?.includes(name)) {
      const attached = at + 1 < word.text.length;
      into.push(attached ? { name, value: tail(word, at + 1) } : { name });
      return !attached;
    }
    into.push({ name });
  }
  return false;
}

function tail(word: Word, from: number): Word {
  const { ifUnset, ...kept } = word;
  const text = word.text.slice(from);
  if (word.known) return { ...kept, text };
  return { ...kept, text, ifUnset: ifUnset?.slice(0, from) === word.text.slice(0, from) ? ifUnset.slice(from) : '' };
}
