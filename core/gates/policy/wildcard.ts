/**
 * Whether a pattern stands for the whole text. `*` is anything up to a separator, `**` anything; all else means itself.
 * Time is at most pattern × text whatever the pattern: it may come from a stranger's repository.
 */
export function wildcardMatches(pattern: string, text: string, separator?: string): boolean {
  const parts = partsOf(pattern);
  let at = closure(parts, new Set([0]));
  for (const sign of text) {
    const next = new Set<number>();
    for (const index of at) {
      const part = parts[index];
      if (part === undefined) continue;
      if (part.star ? part.deep || sign !== separator : part.sign === sign) next.add(part.star ? index : index + 1);
    }
    if (next.size === 0) return false;
    at = closure(parts, next);
  }
  return at.has(parts.length);
}

type Part = { readonly star: true; readonly deep: boolean } | { readonly star: false; readonly sign: string };

function partsOf(pattern: string): readonly Part[] {
  return (pattern.match(/\*+|[^*]/gsu) ?? []).map((sign): Part =>
    sign.startsWith('*') ? { star: true, deep: sign.length > 1 } : { star: false, sign },
  );
}

/** A star may also stand for nothing. */
function closure(parts: readonly Part[], places: Set<number>): Set<number> {
  for (const index of places) if (parts[index]?.star === true) places.add(index + 1);
  return places;
}
