import type { ThreadId } from '../../ids.ts';
import type { Run, RunOutcome } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';
import type { Tone } from '../board.ts';

/** One run from its start to its end, or to now: `to` is undefined while it is alive. */
export type Bar = {
  readonly key: string;
  readonly from: number;
  readonly to: number | undefined;
  readonly word: string;
  readonly tone: Tone;
  /** `run 2`, or `review 1` for one that looked at the work. */
  readonly name: string;
  readonly reason: string;
  readonly harness: string;
};

export type TimelineRow = { readonly thread: ThreadId; readonly bars: readonly Bar[] };

const tones: Readonly<Record<RunOutcome, Tone>> = {
  ...{ succeeded: 'ready', failed: 'failed', crashed: 'failed', ungated: 'failed', refused: 'needs-you' },
  ...{ limited: 'quiet', interrupted: 'quiet', orphaned: 'quiet' },
};

/**
 * Threads that had a run since then, with all their runs. The one that began to run last comes first: a row moves only when a
 * run of it begins. `bars` may remember what did not change.
 */
export function timelineOf(threads: Iterable<Thread>, since: number, bars = barsOf): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (const thread of threads) {
    const own = bars(thread);
    if (own.some((bar) => (bar.to ?? Infinity) >= since)) rows.push({ thread: thread.thread, bars: own });
  }
  return rows.sort((a, b) => lastStart(b) - lastStart(a) || (a.thread < b.thread ? 1 : -1));
}

function lastStart({ bars }: TimelineRow): number {
  return bars.at(-1)?.from ?? 0;
}

/** In the order in which they began. */
export function barsOf(thread: Thread): readonly Bar[] {
  const ownHarness = thread.harness.id;
  const own = thread.runs.map((run, index) => barOf(run, `run ${String(index + 1)}`, ownHarness));
  const reviews = thread.reviews.flatMap((review, index) =>
    review.runs.map((run) => barOf(run, `review ${String(index + 1)}`, review.harness.id)),
  );
  return [...own, ...reviews].sort((a, b) => a.from - b.from);
}

function barOf({ id, startedAt, state, harness }: Run, name: string, by: string): Bar {
  const bar = { key: id, from: startedAt, name, harness: harness?.id ?? by };
  if (state.kind === 'ended')
    return { ...bar, to: state.at, word: state.outcome, tone: tones[state.outcome], reason: state.reason };
  return { ...bar, to: undefined, word: state.kind, tone: 'working', reason: '' };
}

export type Span = { readonly from: number; readonly to: number };

/** Where a bar lies in a span, as shares of its width; what reaches out of it is cut. */
export function shareOf({ from, to }: Bar, span: Span): { readonly left: number; readonly width: number } {
  const left = Math.max(0, shareOfTime(from, span));
  const right = Math.min(1, shareOfTime(to ?? span.to, span));
  return { left, width: Math.max(0, right - left) };
}

export function shareOfTime(at: number, { from, to }: Span): number {
  return (at - from) / (to - from);
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day],
];

/** At most so many round times in a span; `zone` is what the local clock is ahead of UTC, in milliseconds. */
export function ticksOf({ from, to }: Span, most: number, zone: number): readonly number[] {
  const step = steps.find((each) => (to - from) / each <= most) ?? 7 * day;
  const first = Math.ceil((from + zone) / step) * step - zone;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks.slice(0, most);
}
