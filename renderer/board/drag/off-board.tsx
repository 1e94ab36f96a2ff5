import { clsx } from 'clsx';
import { Trash2 } from 'lucide-react';
import { useDrag } from './drag-state.ts';
import { useDropMark } from './use-drop-mark.ts';

/** Where a dragged card leaves the board; anywhere outside of the board does the same. */
export function OffBoard() {
  const isDragging = useDrag(({ dragged }) => dragged !== undefined);
  const mark = useDropMark('off');
  if (!isDragging) return null;
  return (
    <div
      data-cell="off"
      className={clsx(
        'hairline absolute inset-x-3 bottom-3 z-20 flex h-11 items-center justify-center gap-2 rounded-card bg-raised text-ink-2 shadow-dialog',
        mark,
      )}
    >
      <Trash2 className="size-4" aria-hidden />
      Drop the thread
    </div>
  );
}
