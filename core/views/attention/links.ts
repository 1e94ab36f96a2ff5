import type { ThreadId } from '../../ids.ts';
import type { Edge, LinkKind } from '../../model/attention/edge.ts';
import { isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';

/** As they stand in a sentence: `#7 waits for #3`. */
export const linkWords: Readonly<Record<LinkKind, string>> = {
  blocks: 'blocks',
  'waits-for': 'waits for',
  parent: 'is part of',
  'discovered-from': 'was found while working on',
  overlaps: 'overlaps',
  'same-as': 'is about the same as',
  supersedes: 'takes the place of',
};

const wordsFromTheOther: Readonly<Record<Exclude<LinkKind, 'blocks'>, string>> = {
  'waits-for': 'blocks',
  parent: 'has the part',
  'discovered-from': 'led to',
  overlaps: 'overlaps',
  'same-as': 'is about the same as',
  supersedes: 'is replaced by',
};

/** A link as one of its two threads sees it. */
export type LinkRow = {
  readonly words: string;
  readonly other: Thread;
  /** As it is recorded, so that it can be taken away from either end. */
  readonly from: ThreadId;
  readonly kind: Edge['kind'];
  readonly to: ThreadId;
  readonly evidence?: string | undefined;
  /** It holds this thread back now. */
  readonly holds: boolean;
};

/** Links recorded on either side, in the order of the threads that have them. */
export function linksOf(thread: Thread, threads: ReadonlyMap<ThreadId, Thread>): readonly LinkRow[] {
  const own = (thread.edges ?? []).flatMap((edge) => {
    const other = threads.get(edge.to);
    const holds = edge.kind === 'waits-for' && other !== undefined && isUnfinished(other);
    return other ? [{ ...edge, from: thread.thread, words: linkWords[edge.kind], other, holds }] : [];
  });
  const theirs = [...threads.values()].flatMap((other) =>
    (other.edges ?? [])
      .filter((edge) => edge.to === thread.thread)
      .map((edge) => ({ ...edge, from: other.thread, words: wordsFromTheOther[edge.kind], other, holds: false })),
  );
  return [...own, ...theirs];
}
