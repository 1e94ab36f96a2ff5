import type { ThreadId } from '../../../core/ids.ts';
import { turnsOf } from '../../../core/loop/plan/turns.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { pinsFor } from '../../../core/views/moves/pins.ts';
import type { Pin, Queued } from '../../../core/views/moves/pins.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { boardIn } from '../../mirror/selectors.ts';

/** A place in the queue beside a card that is shown there. */
export type Beside = { readonly card: ThreadId; readonly side: 'before' | 'after' };

/** Pins that have to change for a place, counted from 1; `before` is how they were. */
export type Placing = {
  readonly place: number;
  readonly pins: readonly Pin[];
  readonly before: ReadonlyMap<ThreadId, number | undefined>;
};

/** What puts a queued card beside another one. Undefined where one of them is not in the queue, or it stands there already. */
export function placingOf(id: ThreadId, { card, side }: Beside): Result<Placing> | undefined {
  const queue = queueNow();
  const moved = queue.find((each) => each.id === id);
  const others = queue.filter((each) => each.id !== id);
  const at = others.findIndex((each) => each.id === card);
  const to = side === 'before' ? at : at + 1;
  if (!moved || at === -1 || to === queue.indexOf(moved)) return undefined;
  const found = pinsFor(others, moved, to);
  if (!found.ok) return found;
  const before = new Map(queue.map((each) => [each.id, each.pinned]));
  const pins = found.value.filter(({ thread, pinned }) => before.get(thread) !== pinned);
  return ok({ place: to + 1, pins, before });
}

/** The whole queue in its order, also what a filter hides. */
function queueNow(): readonly Queued[] {
  const mirror = useMirror.getState();
  const turns = turnsOf(mirror.factory);
  return boardIn(mirror).columns.queued.map(({ id }) => {
    const item = turns.of(id)?.ranked.item;
    return { id, pinned: item?.pinned, blocked: item?.blocked ?? false };
  });
}
