import { create } from 'zustand';
import type { ThreadId } from '../../../core/ids.ts';
import { turnsOf } from '../../../core/loop/plan/turns.ts';
import { columns } from '../../../core/views/board.ts';
import type { Column } from '../../../core/views/board.ts';
import { moveTo } from '../../../core/views/moves/move.ts';
import type { Move, Standpoint, Target } from '../../../core/views/moves/move.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { boardIn } from '../../mirror/selectors.ts';
import type { Beside } from './place.ts';

/** The card that is dragged, what each place would make of it, and where it is held. */
export type Dragged = {
  readonly id: ThreadId;
  readonly from: Column | undefined;
  readonly moves: Readonly<Record<Target, Move>>;
  readonly over: Target | undefined;
  readonly beside: Beside | undefined;
};

export const useDrag = create<{ readonly dragged: Dragged | undefined }>(() => ({ dragged: undefined }));

export function standpointOf(id: ThreadId): Standpoint | undefined {
  const mirror = useMirror.getState();
  const thread = mirror.factory.threads.get(id);
  const standing = boardIn(mirror).standings.get(id);
  const blocked = turnsOf(mirror.factory).of(id)?.ranked.item.blocked ?? false;
  return thread && standing && { thread, standing, blocked };
}

export function startDrag(id: ThreadId): void {
  const at = standpointOf(id);
  if (!at) return;
  const targets: readonly Target[] = [...columns, 'off'];
  const moves = Object.fromEntries(targets.map((target) => [target, moveTo(at, target)])) as Dragged['moves'];
  useDrag.setState({ dragged: { id, from: at.standing.column, moves, over: undefined, beside: undefined } });
}

/** Where the pointer is. */
export function dragOver(over: Target | undefined, beside: Beside | undefined): void {
  const { dragged } = useDrag.getState();
  if (!dragged) return;
  const same = dragged.over === over && dragged.beside?.card === beside?.card && dragged.beside?.side === beside?.side;
  if (!same) useDrag.setState({ dragged: { ...dragged, over, beside } });
}

export function endDrag(): void {
  useDrag.setState({ dragged: undefined });
}

/** A queued card that is held over the queue is put in a place, and not moved. */
export function isPlacing({ from, over }: Dragged): boolean {
  return from === 'queued' && over === 'queued';
}
