import { DndContext, DragOverlay, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import type { DragStartEvent } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import { ThreadId } from '../../../core/ids.ts';
import { columns } from '../../../core/views/board.ts';
import type { Target } from '../../../core/views/moves/move.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { DraggedCard } from './dragged-card.tsx';
import { dragOver, endDrag, isPlacing, startDrag, useDrag } from './drag-state.ts';
import type { Beside } from './place.ts';
import { requestMove, requestPlace } from './request-move.ts';

/** A click is no drag. */
const afterPx = 6;

/** Cards in here can be dragged by the pointer. The keyboard does the same by commands of its own (`move-by-keys`). */
export function DragBoard({ children }: { readonly children: ReactNode }) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: afterPx } }));
  const onDragStart = ({ active }: DragStartEvent) => {
    const id = ThreadId.safeParse(active.data.current?.['thread']);
    if (!id.success) return;
    startDrag(id.data);
    window.addEventListener('pointermove', follow);
  };
  const stop = () => {
    window.removeEventListener('pointermove', follow);
    endDrag();
  };
  const onDragEnd = () => {
    const { dragged } = useDrag.getState();
    stop();
    const thread = dragged && useMirror.getState().factory.threads.get(dragged.id);
    if (!thread || dragged.over === undefined) return;
    if (!isPlacing(dragged)) requestMove(thread, dragged.moves[dragged.over]);
    else if (dragged.beside) void requestPlace(dragged.id, dragged.beside);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nothing}
      accessibility={{ announcements: silent, screenReaderInstructions: { draggable: '' } }}
      onDragStart={onDragStart}
      onDragEnd={onDragEnd}
      onDragCancel={stop}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        <DraggedCard />
      </DragOverlay>
    </DndContext>
  );
}

/** Where a card is held is read from the page: columns scroll, fold and are drawn in part. */
const nothing = () => [];

/** What comes of it is told by the notice. */
const quiet = () => undefined;
const silent = { onDragStart: quiet, onDragOver: quiet, onDragEnd: quiet, onDragCancel: quiet };

function follow({ clientX, clientY }: PointerEvent): void {
  const under = document.elementsFromPoint(clientX, clientY);
  const cell = under.map((each) => each.closest<HTMLElement>('[data-cell]')).find((each) => each !== null);
  const target = targetOf(cell);
  if (target) dragOver(target, target === 'queued' && cell ? besideOf(cell, clientY) : undefined);
  else dragOver(under.some((each) => each.closest('[data-board]')) ? undefined : 'off', undefined);
}

function targetOf(cell: HTMLElement | undefined): Target | undefined {
  const name = cell?.dataset['cell'];
  return name === 'off' ? 'off' : columns.find((column) => column === name);
}

/** The card that the pointer is above, or the last one. */
function besideOf(cell: HTMLElement, y: number): Beside | undefined {
  const dragged = useDrag.getState().dragged?.id;
  const cards = [...cell.querySelectorAll<HTMLElement>('[data-card]')].flatMap((element) => {
    const id = ThreadId.safeParse(element.dataset['card']).data;
    const { top, height } = element.getBoundingClientRect();
    return id && id !== dragged ? [{ id, middle: top + height / 2 }] : [];
  });
  const below = cards.find(({ middle }) => y < middle);
  const last = cards.at(-1);
  if (below) return { card: below.id, side: 'before' };
  return last && { card: last.id, side: 'after' };
}
