import { columns } from '../../../core/views/board.ts';
import { moveTo } from '../../../core/views/moves/move.ts';
import type { Target } from '../../../core/views/moves/move.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { focusedCard } from '../cards.ts';
import { useBoardPrefs } from '../bar/board-prefs.ts';
import { shownIn } from '../shown.ts';
import { standpointOf } from './drag-state.ts';
import { requestMove, requestPlace } from './request-move.ts';

/** What a drag does, for the card that has the keyboard. */
export function moveTowards(target: Target): void {
  const id = focusedCard();
  const at = id && standpointOf(id);
  if (at) requestMove(at.thread, moveTo(at, target));
}

/** To the next column in that direction that takes it; where none does, the nearest one says why. */
export function moveAside(by: 1 | -1): void {
  const id = focusedCard();
  const at = id && standpointOf(id);
  if (!at?.standing.column) return;
  const from = columns.indexOf(at.standing.column);
  const ahead = by === 1 ? columns.slice(from + 1) : columns.slice(0, from).toReversed();
  const moves = ahead.map((column) => moveTo(at, column));
  const move = moves.find(({ kind }) => kind !== 'refused') ?? moves[0];
  if (move) requestMove(at.thread, move);
}

/** One place on or back among the queued cards that are shown. */
export function moveInQueue(by: 1 | -1): void {
  const id = focusedCard();
  const at = id && standpointOf(id);
  if (!id || !at) return;
  if (at.standing.column !== 'queued')
    return requestMove(at.thread, { kind: 'refused', verb: '', text: 'Only the queue has an order of yours' });
  const { queued } = shownIn(useMirror.getState(), useBoardPrefs.getState().filter).cells;
  const next = queued[queued.indexOf(id) + by];
  if (next) void requestPlace(id, { card: next, side: by === 1 ? 'after' : 'before' });
}
