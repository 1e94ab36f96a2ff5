/** `[from, to]`: what stands at one place is told of another. */
export type Move = readonly [from: string, to: string];

/**
 * The same value with every path and name moved, wherever in its texts they stand: longer ones first, and only whole names,
 * so that `/tmp/a` does not move `/tmp/ab`.
 */
export function moved(value: unknown, moves: readonly Move[]): unknown {
  const known = new Map(moves.filter(([from]) => from !== ''));
  if (known.size === 0) return value;
  const names = [...known.keys()].sort((a, b) => b.length - a.length).map(literal);
  const anyName = new RegExp(`(?:${names.join('|')})(?![\\w-])`, 'g');
  const text = (each: string) => each.replace(anyName, (found) => known.get(found) ?? found);
  return movedBy(value, text);
}

function movedBy(value: unknown, text: (each: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each) => movedBy(each, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [text(key), movedBy(each, text)]));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
