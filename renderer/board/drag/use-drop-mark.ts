import type { Target } from '../../../core/views/moves/move.ts';
import { useDrag } from './drag-state.ts';

/** While a card is dragged: whether this place takes it, and whether it is held here. */
export function useDropMark(target: Target): string {
  return useDrag(({ dragged }) => {
    if (!dragged) return '';
    const takes = dragged.moves[target].kind !== 'refused' || (target === 'queued' && dragged.from === 'queued');
    if (dragged.over === target) return takes ? 'bg-selected ring-1 ring-accent' : 'bg-hover ring-1 ring-line';
    return takes ? 'ring-1 ring-line-strong' : 'opacity-50';
  });
}
