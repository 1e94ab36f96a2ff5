/**
 * Paths that have all letters of the query in their order, the likeliest first: where they stand together, in the name of
 * the file, at the beginning of a word, and in a short path.
 */
export function likeliestPaths(paths: readonly string[], query: string, most: number): readonly string[] {
  const wanted = query.toLowerCase();
  const found: { readonly path: string; readonly score: number }[] = [];
  for (const path of paths) {
    const score = scoreOf(path, wanted);
    if (score !== undefined) found.push({ path, score });
  }
  return found
    .sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    .slice(0, most)
    .map(({ path }) => path);
}

function scoreOf(path: string, wanted: string): number | undefined {
  const text = path.toLowerCase();
  const depth = path.split('/').length;
  if (wanted === '') return -depth;
  const together = text.lastIndexOf(wanted);
  if (together === -1) return scattered(text, wanted);
  const inName = together > text.lastIndexOf('/');
  const begins = together === 0 || /[/._-]/.test(text[together - 1] ?? '');
  return 1000 + (inName ? 200 : 0) + (begins ? 100 : 0) - depth;
}

function scattered(text: string, wanted: string): number | undefined {
  let at = -1;
  let apart = 0;
  for (const letter of wanted) {
    const next = text.indexOf(letter, at + 1);
    if (next === -1) return undefined;
    apart += next - at - 1;
    at = next;
  }
  return 500 - apart;
}
