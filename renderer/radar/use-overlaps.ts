import { useMemo } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { OwnOverlap } from '../../core/radar/overlap.ts';
import { overlapsOf } from '../../core/radar/overlap.ts';
import { useMirror } from '../mirror/mirror.ts';

/** With which known threads this one overlaps. */
export function useOverlaps(thread: ThreadId): readonly (Omit<OwnOverlap, 'other'> & { readonly other: Thread })[] {
  const overlaps = useMirror((mirror) => mirror.overlaps);
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
