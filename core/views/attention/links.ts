import type { ThreadId } from '../../ids.ts';
import type { LinkKind } from '../../model/attention/edge.ts';
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
  readonly evidence: string | undefined;
  /** It holds this thread back now. */
  readonly holds: boolean;
};

/** Links recorded on either side, in the order of the threads that have them. */
export function linksOf(thread: Thread, threads: ReadonlyMap<ThreadId, Thread>): readonly LinkRow[] {
  const own = (thread.edges ?? []).flatMap(({ kind, to, evidence }) => {
    const other = threads.get(to);
    return other
      ? [{ words: linkWords[kind], other, evidence, holds: kind === 'waits-for' && isUnfinished(other) }]
      : [];
  });
  const theirs = [...threads.values()].flatMap((other) =>
    (other.edges ?? [])
      .filter((edge) => edge.to === thread.thread)
      .map(({ kind, evidence }) => ({ words: wordsFromTheOther[kind], other, evidence, holds: false })),
  );
  return [...own, ...theirs];
}
