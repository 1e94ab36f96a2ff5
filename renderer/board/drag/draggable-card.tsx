import { useDraggable } from '@dnd-kit/core';
import { clsx } from 'clsx';
import { memo } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import { ThreadCard } from '../thread-card.tsx';
import { useDrag } from './drag-state.ts';

/** `lane`: a thread of several repos stands in the lane of each. */
type DraggableCardProps = { readonly id: ThreadId; readonly lane?: string };

export function DraggableCard({ id, lane = '' }: DraggableCardProps) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `${lane} ${id}`, data: { thread: id } });
  const side = useDrag(({ dragged }) => (dragged?.beside?.card === id ? dragged.beside.side : undefined));
  return (
    <div ref={setNodeRef} {...listeners} className={clsx('relative', isDragging && 'opacity-40')}>
      <Card id={id} />
      {side !== undefined && (
        <span
          aria-hidden
          className={clsx(
            'pointer-events-none absolute inset-x-0 h-0.5 rounded-full bg-accent',
            side === 'before' ? '-top-1.25' : '-bottom-1.25',
          )}
        />
      )}
    </div>
  );
}

/** While something is dragged every wrapper is drawn anew, but not what stands in it. */
const Card = memo(ThreadCard);
