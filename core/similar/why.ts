import type { Term, Terms } from './terms.ts';

/** What two texts have in common, the rarest first, as the second writes it. */
export type Common = { readonly names: readonly string[]; readonly words: readonly string[] };

export function commonTerms(a: Terms, b: Terms, rarity: (term: string) => number): Common {
  const known = shared([...a.paths, ...a.names], [...b.paths, ...b.names]).map(({ written }) => written);
  const names = [...new Set(known)];
  const named = new Set(names.flatMap((name) => [name.toLowerCase(), ...name.toLowerCase().split(/\W+|_/)]));
  const words = shared(a.words, b.words)
    .filter(({ term, written }) => !term.startsWith('=') && !named.has(written.toLowerCase()))
    .toSorted((x, y) => rarity(y.term) - rarity(x.term));
  return { names, words: words.map(({ written }) => written) };
}

/** “both name `E0277` and speak of “closure”” */
export function explain({ names, words }: Common): string {
  const said = [
    names.length > 0 ? `name ${listed(names, '`', '`')}` : '',
    words.length > 0 ? `speak of ${listed(words, '“', '”')}` : '',
  ].filter((part) => part !== '');
  return said.length > 0
    ? `both ${said.join(' and ')}`
    : 'alike in spelling or subject, with no telling word in common';
}

/** How many of each are quoted: enough to judge by, on one line. */
const quoted = 3;

/** “a”, “b” and “c” */
export function listed(all: readonly string[], open: string, close: string): string {
  const items = all.slice(0, quoted).map((item) => `${open}${item}${close}`);
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function shared(a: readonly Term[], b: readonly Term[]): readonly Term[] {
  const there = new Set(a.map(({ term }) => term));
  const found = new Map<string, Term>();
  for (const term of b) if (there.has(term.term) && !found.has(term.term)) found.set(term.term, term);
  return [...found.values()];
}
