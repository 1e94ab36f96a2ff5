import { stopWords } from './everyday-words.ts';
import { stem } from './stem.ts';

/** What a text says, once as it is compared and once as it was written. */
export type Term = { readonly term: string; readonly written: string };

export type Terms = {
  readonly words: readonly Term[];
  /** Names of code and of work: `snake_case`, `camelCase`, `a::b`, `E0277`, `#12`. */
  readonly names: readonly Term[];
  /** Paths of files, whole and by their last part. */
  readonly paths: readonly Term[];
};

/** A word, or several joined as in `std::vec`, `src/a.ts`, `1.2.0-beta`; or a reference such as `#12`. */
const chunk = /#\d+|[\p{L}\p{M}\p{N}_]+(?:(?:::|[./-])[\p{L}\p{M}\p{N}_]+)*/gu;
const joint = /::|[./-]/;
const fileLike = /\/|\.[a-z][a-z0-9]{0,4}$/i;

/** Longer ones are hashes and blobs, which nobody repeats. */
const longest = 64;

export function termsOf(text: string): Terms {
  const words: Term[] = [];
  const names: Term[] = [];
  const paths: Term[] = [];
  for (const [written] of text.replace(phrases, abbreviate).matchAll(chunk)) {
    if (written.length > longest) continue;
    const parts = written.split(joint);
    if (parts.length > 1) words.push({ term: `=${written.toLowerCase()}`, written });
    for (const part of parts) words.push(...wordsOf(part, parts.length > 1));
    if (isName(written)) names.push({ term: written.toLowerCase(), written });
    if (parts.length > 1 && fileLike.test(written) && !/^\d/.test(written)) paths.push(...pathTerms(written));
  }
  return { words, names, paths };
}

export function pathTerms(path: string): readonly Term[] {
  const whole = path.toLowerCase();
  const last = whole.split('/').at(-1) ?? whole;
  return (whole === last ? [whole] : [whole, last]).map((term) => ({ term, written: path }));
}

/** A part as a whole and, where it is a joined name, its own parts: `parseHTTPHeader` → parse, http, header. */
function wordsOf(part: string, joined: boolean): readonly Term[] {
  // Lone figures of a version or a date would match everything of the same day.
  if (joined && /^\d{1,2}$/.test(part)) return [];
  const all = joints.test(part) ? [part, ...pieces(part)] : [part];
  return all.flatMap((written) => {
    const low = written.toLowerCase();
    return stopWords.has(low) ? [] : [{ term: aliases.get(low) ?? stem(low), written }];
  });
}

const joints = /_|\p{N}\p{Lu}|\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u;

function pieces(part: string): readonly string[] {
  const split = part.replace(/(\p{Ll}|\p{N})(\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1$3_$2').split('_');
  return split.filter((piece) => piece.length > 1);
}

function isName(written: string): boolean {
  return /^#\d+$|::|._.|^\p{Lu}{1,4}-?\d{3,}$|\p{Ll}\p{Lu}/u.test(written);
}

const phrases = /\b(?:internal compiler error|segmentation fault|out of memory|pull request)\b/gi;

function abbreviate(phrase: string): string {
  const short = { i: 'ICE', s: 'segfault', o: 'OOM', p: 'PR' };
  return short[phrase.charAt(0).toLowerCase() as keyof typeof short];
}

/** Words of the trade with several spellings. */
const aliases: ReadonlyMap<string, string> = new Map(
  [
    ['argument', 'arg args'],
    ['attribute', 'attr attrs'],
    ['application', 'app apps'],
    ['authentication', 'auth authenticate'],
    ['command', 'cmd cmds'],
    ['configuration', 'config configs cfg conf'],
    ['constant', 'const consts'],
    ['database', 'db dbs'],
    ['dependency', 'dep deps'],
    ['directory', 'dir dirs folder folders'],
    ['documentation', 'doc docs'],
    ['environment', 'env'],
    ['error', 'err errs'],
    ['expression', 'expr exprs'],
    ['function', 'fn fns func funcs'],
    ['implementation', 'impl impls'],
    ['integer', 'int ints'],
    ['library', 'lib libs'],
    ['message', 'msg msgs'],
    ['mutable', 'mut'],
    ['package', 'pkg pkgs'],
    ['parameter', 'param params'],
    ['performance', 'perf'],
    ['pointer', 'ptr ptrs'],
    ['reference', 'ref refs'],
    ['repository', 'repo repos'],
    ['request', 'req'],
    ['segfault', 'segv sigsegv segfaults segfaulting'],
    ['string', 'str strs'],
    ['structure', 'struct structs'],
    ['temporary', 'tmp temp'],
    ['variable', 'var vars'],
  ].flatMap(([word = '', spellings = '']) => spellings.split(' ').map((spelling) => [spelling, stem(word)] as const)),
);
