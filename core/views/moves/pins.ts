import type { ThreadId } from '../../ids.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';

/** A queued card as the order reads it: pinned ones lead, and what waits for another thread comes after all that can begin. */
export type Queued = { readonly id: ThreadId; readonly pinned: number | undefined; readonly blocked: boolean };

export type Pin = { readonly thread: ThreadId; readonly pinned: number };

/**
 * Pins that put `moved` at place `to` among the `others`, which stand in their order: its own, and those of the cards before
 * it that had none, because a pinned card goes before every other.
 */
export function pinsFor(others: readonly Queued[], moved: Queued, to: number): Result<readonly Pin[]> {
  const free = others.filter((other) => !other.blocked).length;
  if (moved.blocked && to < free)
    return fail({
      code: 'waits-for-another',
      message: 'It waits for another thread, so it stands after all that can begin',
      next: 'Take that link away first',
    });
  if (!moved.blocked && to > free)
    return fail({
      code: 'others-wait',
      message: 'The cards there wait for other threads, so they stand after all that can begin',
      next: 'Put it before them',
    });
  const alike = others.filter((other) => other.blocked === moved.blocked);
  return ok(pinned(alike, moved, moved.blocked ? to - free : to));
}

function pinned(others: readonly Queued[], moved: Queued, to: number): readonly Pin[] {
  const before = others.slice(0, to);
  const last = before.findLast((other) => other.pinned !== undefined)?.pinned;
  const loose = [...before.filter((other) => other.pinned === undefined), moved];
  const next = others[to]?.pinned;
  if (next === undefined) return loose.map(({ id }, index) => ({ thread: id, pinned: (last ?? 0) + 1 + index }));
  const between = last === undefined ? next - 1 : (last + next) / 2;
  if (between < next && (last === undefined || between > last)) return [{ thread: moved.id, pinned: between }];
  const all = [...before, moved, ...others.slice(to).filter((other) => other.pinned !== undefined)];
  return all.map(({ id }, index) => ({ thread: id, pinned: index + 1 }));
}
