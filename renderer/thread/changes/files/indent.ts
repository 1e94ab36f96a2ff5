/** Deeper than this a name would have no room. */
const deepest = 8;

export function indent(depth: number): { readonly paddingLeft: number } {
  return { paddingLeft: 16 + 12 * Math.min(depth, deepest) };
}
