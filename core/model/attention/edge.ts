import { z } from 'zod';
import { ThreadId } from '../../ids.ts';

/** What one thread can be to another. `blocks` is recorded on the other one, as `waits-for`. */
export const LinkKind = z.enum([
  'blocks',
  'waits-for',
  'parent',
  'discovered-from',
  'overlaps',
  'same-as',
  'supersedes',
]);
export type LinkKind = z.infer<typeof LinkKind>;

/** As it is recorded, on the thread where it begins: `#7 waits-for #3` stands on #7. */
export const Edge = z.object({ kind: LinkKind.exclude(['blocks']), to: ThreadId });
export type Edge = z.infer<typeof Edge>;

/** `evidence`: why it is believed, as a person reads it. */
export const ThreadEdge = Edge.extend({ evidence: z.string().max(2000).optional() });
export type ThreadEdge = z.infer<typeof ThreadEdge>;

/** Kinds that say which of two comes first. A circle of them would mean nothing. */
const directed: ReadonlySet<Edge['kind']> = new Set(['waits-for', 'parent', 'discovered-from', 'supersedes']);

export function isDirected(kind: Edge['kind']): boolean {
  return directed.has(kind);
}

export function sameEdge(a: Edge, b: Edge): boolean {
  return a.kind === b.kind && a.to === b.to;
}
