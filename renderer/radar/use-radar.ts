import { useMemo } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Drift, OwnOverlap, RedPair } from '../../core/radar/overlap.ts';
import { overlapsOf } from '../../core/radar/overlap.ts';
import { useMirror } from '../mirror/mirror.ts';

type WithThread<T> = Omit<T, 'other'> & { readonly other: Thread };

/** With which known threads this one overlaps. */
export function useOverlaps(thread: ThreadId): readonly WithThread<OwnOverlap>[] {
  const overlaps = useMirror((mirror) => mirror.radar.overlaps);
  const threads = useMirror((mirror) => mirror.factory.threads);
  return useMemo(
    () =>
      overlapsOf(thread, overlaps).flatMap(({ other, ...overlap }) => {
        const found = threads.get(other);
        return found ? [{ ...overlap, other: found }] : [];
      }),
    [thread, overlaps, threads],
  );
}

/** With which known threads it is red, though both are green alone. */
export function useRedPairs(thread: ThreadId): readonly WithThread<Pick<RedPair, 'failed'> & { other: ThreadId }>[] {
  const pairs = useMirror((mirror) => mirror.radar.redPairs);
  const threads = useMirror((mirror) => mirror.factory.threads);
  return useMemo(
    () =>
      pairs.flatMap(({ a, b, failed }) => {
        const other = a === thread ? threads.get(b) : b === thread ? threads.get(a) : undefined;
        return other ? [{ failed, other }] : [];
      }),
    [thread, pairs, threads],
  );
}

export function useDrifts(thread: ThreadId): readonly Drift[] {
  const drifts = useMirror((mirror) => mirror.radar.drifts);
  return useMemo(() => drifts.filter((each) => each.thread === thread), [thread, drifts]);
}
