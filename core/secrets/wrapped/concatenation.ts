/** A text without the seams between string literals, and where each of its letters stood. */
export type Joined = { readonly text: string; origin(at: number): number };

const seam =
  /(["'`])[ \t]{0,20}(?:[+.&]|\|\||\.\.|<>)?[ \t]{0,20}\\?(?:\r?\n[ \t]{0,80})?(?:[+.&]|\|\||\.\.)?[ \t]{0,20}\1/g;
const listSeam = /(["'`])[ \t]{0,20},[ \t]{0,20}(?:\r?\n[ \t]{0,80})?\1/g;

/** `"abc" + "def"` and `"abc" "def"` read as one; with a `join` in the text lists as well. Undefined: nothing to join. */
export function joined(text: string): Joined | undefined {
  const seams = [...text.matchAll(seam), ...(text.includes('join') ? text.matchAll(listSeam) : [])]
    .map((match) => ({ at: match.index, length: match[0].length }))
    .sort((a, b) => a.at - b.at);
  if (seams.length === 0) return undefined;
  const pieces: string[] = [];
  const starts: { readonly joined: number; readonly origin: number }[] = [{ joined: 0, origin: 0 }];
  let past = 0;
  let length = 0;
  for (const { at, length: cut } of seams) {
    if (at < past) continue;
    pieces.push(text.slice(past, at));
    length += at - past;
    past = at + cut;
    starts.push({ joined: length, origin: past });
  }
  pieces.push(text.slice(past));
  return { text: pieces.join(''), origin: (at) => originOf(starts, at) };
}

function originOf(starts: readonly { readonly joined: number; readonly origin: number }[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle]?.joined ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const start = starts[low];
  return start ? start.origin + at - start.joined : at;
}
