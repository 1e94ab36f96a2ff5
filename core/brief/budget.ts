/** A part of a brief. `keep` says which parts are cut first: the highest number. Without it the part is never cut. */
export type Part = {
  readonly name: string;
  readonly text: string;
  readonly keep?: number;
  /** The most it may take, in characters. */
  readonly most?: number;
};

/** What did not fit. `kept` of `of` characters are there. */
export type Cut = { readonly name: string; readonly kept: number; readonly of: number };

/** A text within its budget, which says itself what did not fit. */
export type Fitted = { readonly text: string; readonly cuts: readonly Cut[] };

/** Fits the parts, in their order, into a number of characters. What is cut is cut at the end of a line and says so. */
export function fit(parts: readonly Part[], budget: number): Fitted {
  const whole = parts.filter((part) => part.keep === undefined).reduce((sum, part) => sum + part.text.length, 0);
  let left = Math.max(0, budget - whole);
  const room = new Map<Part, number>();
  for (const part of parts.filter(({ keep }) => keep !== undefined).sort((a, b) => (a.keep ?? 0) - (b.keep ?? 0))) {
    const given = Math.min(part.text.length, part.most ?? Infinity, left);
    room.set(part, given);
    left -= given;
  }
  const cuts: Cut[] = [];
  const texts = parts.map((part) => {
    const given = room.get(part) ?? part.text.length;
    if (given >= part.text.length) return part.text;
    const kept = part.text.slice(0, Math.max(0, part.text.lastIndexOf('\n', given)));
    cuts.push({ name: part.name, kept: kept.length, of: part.text.length });
    return kept;
  });
  return { text: [...texts.filter((text) => text !== ''), ...cutText(cuts)].join('\n\n'), cuts };
}

function cutText(cuts: readonly Cut[]): readonly string[] {
  if (cuts.length === 0) return [];
  const lines = cuts.map(({ name, kept, of }) => `- ${name}: ${String(kept)} of ${String(of)} characters are here`);
  return [`# Left out for length\n\n${lines.join('\n')}`];
}
