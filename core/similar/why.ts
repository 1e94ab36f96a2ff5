import type { Term, Terms } from './terms.ts';

/** How many of each are quoted: enough to judge by, on one line. */
const quoted = 3;

/** What two texts have in common, the rarest first, as the second writes it: “both name `E0277`, speak of “closure””. */
export function explain(a: Terms, b: Terms, rarity: (term: string) => number): string {
  const names = shared([...a.paths, ...a.names], [...b.paths, ...b.names]).slice(0, quoted);
  const named = new Set(
    names.flatMap(({ written: name }) => [name.toLowerCase(), ...name.toLowerCase().split(/\W+|_/)]),
  );
  const words = shared(a.words, b.words)
    .filter(({ term, written }) => !term.startsWith('=') && !named.has(written.toLowerCase()))
    .toSorted((x, y) => rarity(y.term) - rarity(x.term))
    .slice(0, quoted);
  const said = [
    names.length > 0 ? `name ${list(names.map(({ written }) => `\`${written}\``))}` : '',
    words.length > 0 ? `speak of ${list(words.map(({ written }) => `“${written}”`))}` : '',
  ].filter((part) => part !== '');
  return said.length > 0 ? `both ${said.join(' and ')}` : 'spelled alike, with no telling word in common';
}

function shared(a: readonly Term[], b: readonly Term[]): readonly Term[] {
  const there = new Set(a.map(({ term }) => term));
  const found = new Map<string, Term>();
  for (const term of b) if (there.has(term.term) && !found.has(term.term)) found.set(term.term, term);
  return [...found.values()];
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
