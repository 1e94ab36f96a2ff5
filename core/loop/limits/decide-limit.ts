import type { RunId, ThreadId } from '../../ids.ts';
import type { Actor } from '../../model/ask.ts';
import { assertNever, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { FactoryState } from '../state.ts';
import { limitOn } from './limit.ts';
import type { HarnessLimit, LimitEvent, LimitKind } from './limit.ts';

/** `at` is now. */
export type LimitCommand =
  | {
      readonly type: 'harness.limit';
      readonly harness: string;
      readonly title: string;
      readonly kind: LimitKind;
      readonly reason: string;
      readonly until: number | undefined;
      readonly run: RunId;
      readonly at: number;
    }
  /** Time has passed. */
  | { readonly type: 'harness.lapse'; readonly harness: string; readonly at: number }
  /** The model answered this run, which is a thread's or the seat's. */
  | {
      readonly type: 'harness.answer';
      readonly harness: string;
      readonly thread: ThreadId | undefined;
      readonly run: RunId;
    }
  | { readonly type: 'harness.release'; readonly harness: string; readonly by: Actor };

const minute = 60_000;
const firstProbeMs: Readonly<Record<LimitKind, number>> = {
  overload: minute / 2,
  rate: minute,
  login: 5 * minute,
  quota: 15 * minute,
};
const longestProbeMs = 60 * minute;
/** The longest window any account is known to have is a week; what lies beyond is a mistake of the harness. */
const longestUntilMs = 8 * 24 * 60 * minute;

const factory = { who: 'factory', via: 'rule' } as const;

export function decideLimit(state: FactoryState, command: LimitCommand): Result<readonly LimitEvent[]> {
  const { harness } = command;
  const limit = limitOn(state.limits, harness);
  switch (command.type) {
    case 'harness.limit':
      return ok(limitedBy(limit, command));
    case 'harness.lapse':
      return ok(limit ? lapsed(limit, command.at) : []);
    case 'harness.answer':
      return ok(
        limit && liftsBy(state, limit, command)
          ? [{ type: 'harness.lifted', harness, why: 'answer', by: factory }]
          : [],
      );
    case 'harness.release':
      return limit
        ? ok([{ type: 'harness.lifted', harness, why: 'person', by: command.by }])
        : fail({ code: 'not-limited', message: `Nothing holds ${harness} back`, next: 'See: teatree harness list' });
    default:
      return assertNever(command);
  }
}

/** What a run that began before the brake says again is no news, unless it knows a later end. */
function limitedBy(
  limit: HarnessLimit | undefined,
  command: Extract<LimitCommand, { type: 'harness.limit' }>,
): readonly LimitEvent[] {
  const { harness, title, kind, reason, run, at } = command;
  const known = command.until !== undefined && command.until > at && command.until <= at + longestUntilMs;
  const until = known ? command.until : undefined;
  if (limit && limit.probing === undefined && (until ?? 0) <= (limit.until ?? 0)) return [];
  const tries = limit === undefined ? 0 : limit.tries + (limit.probing === undefined ? 0 : 1);
  const probeAt = at + Math.min(firstProbeMs[kind] * 2 ** tries, longestProbeMs);
  const end = until === undefined ? { probeAt } : { until };
  return [{ type: 'harness.limited', harness, title, kind, reason, ...end, tries, run }];
}

function lapsed({ harness, until, probeAt, probing }: HarnessLimit, at: number): readonly LimitEvent[] {
  if (until !== undefined) return until <= at ? [{ type: 'harness.lifted', harness, why: 'time', by: factory }] : [];
  return probing === undefined && (probeAt ?? 0) <= at ? [{ type: 'harness.probe-allowed', harness }] : [];
}

/** An answer counts from a run that began to find out, or from the one that met the limit and got through by itself. */
export function liftsBy(
  state: FactoryState,
  { probing, until, run }: HarnessLimit,
  answer: Extract<LimitCommand, { type: 'harness.answer' }>,
): boolean {
  const startedAt = startOf(state, answer);
  if (startedAt === undefined) return false;
  return (probing !== undefined && startedAt >= probing) || (until === undefined && run === answer.run);
}

function startOf(
  { threads, seat: { sitting } }: FactoryState,
  answer: Extract<LimitCommand, { type: 'harness.answer' }>,
): number | undefined {
  if (answer.thread === undefined) return sitting?.run === answer.run ? sitting.since : undefined;
  const thread = threads.get(answer.thread);
  const runs = [...(thread?.runs ?? []), ...(thread?.reviews ?? []).flatMap((review) => review.runs)];
  return runs.find((each) => each.id === answer.run)?.startedAt;
}
