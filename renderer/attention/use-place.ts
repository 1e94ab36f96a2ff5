import type { Ranked } from '../../core/attention/order.ts';
import { rank } from '../../core/attention/order.ts';
import type { ThreadId } from '../../core/ids.ts';
import { turnsOf } from '../../core/loop/plan/turns.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useColumn } from '../mirror/selectors.ts';
import { useClockText } from '../window/clock.ts';

const minute = 60_000;

/** Where an unfinished thread stands among all, weighed at this minute. */
export function useRanked(id: ThreadId): { readonly ranked: Ranked; readonly now: number } | undefined {
  const item = useMirror((mirror) => turnsOf(mirror.factory).of(id)?.ranked.item);
  const now = Number(useClockText((at) => String(at - (at % minute))));
  return item && { ranked: rank(item, now), now };
}

/** Its place among the queued ones, from 1; undefined where it is not queued. */
export function useQueuePlace(id: ThreadId): number | undefined {
  const place = useColumn('queued').indexOf(id) + 1;
  return place > 0 ? place : undefined;
}
