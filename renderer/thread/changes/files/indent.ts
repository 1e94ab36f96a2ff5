/** Deeper than this a name would have no room. */
const deepest = 8;

export function indent(depth: number): { readonly paddingLeft: number } {
  return { paddingLeft: 12 + 12 * Math.min(depth, deepest) };
}
