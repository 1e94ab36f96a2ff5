/** One thing that has to stand there: words in a row. `prefix`: the last one may go on. */
export type Term = { readonly words: readonly string[]; readonly prefix: boolean };

/** Enough for whatever a person types; more would only cost time. */
const mostTerms = 12;

/**
 * What a person typed: every word, as the beginning of one, and what stands in quotes as it stands there. Signs between
 * letters part words, as they do in what is searched, so `parse_amount` is two words in a row.
 */
export function readQuery(text: string): readonly Term[] {
  const parts = [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)];
  return parts
    .map(({ 0: part, 1: quoted }) => ({ words: wordsIn(quoted ?? part), prefix: quoted === undefined }))
    .filter(({ words }) => words.length > 0)
    .slice(0, mostTerms);
}

/** For SQLite's full-text search. Nothing of the text can be an operator of it: every word stands in quotes. */
export function matchOf(terms: readonly Term[]): string {
  return terms.map(({ words, prefix }) => `"${words.join(' ')}"${prefix ? '*' : ''}`).join(' AND ');
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
