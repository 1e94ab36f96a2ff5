import { clsx } from 'clsx';
import { shortened } from '../../../core/views/card.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useThread } from '../../mirror/selectors.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { isPlacing, useDrag } from './drag-state.ts';
import type { Dragged } from './drag-state.ts';
import { placingOf } from './place.ts';

/** What is held, and what would come of letting it go here. */
export function DraggedCard() {
  const dragged = useDrag((state) => state.dragged);
  return dragged ? <Held dragged={dragged} /> : null;
}

function Held({ dragged }: { readonly dragged: Dragged }) {
  const thread = useThread(dragged.id);
  const outcome = outcomeOf(dragged);
  if (!thread) return null;
  return (
    <div className="flex cursor-grabbing flex-col gap-1.5 rounded-card border border-line-strong bg-raised p-3 shadow-dialog">
      <p className="line-clamp-2 font-medium break-words">{shortened(visible(thread.title), 60)}</p>
      <p className={clsx('flex gap-1.5 text-sm', outcome?.refused ? 'text-needs-you' : 'text-ink-2')}>
        {outcome && (
          <>
            <Glyph shape={outcome.refused ? 'slash' : 'check'} className="mt-0.75 size-3!" />
            <span>
              {!outcome.refused && <strong className="font-medium text-ink">{outcome.verb}. </strong>}
              {visible(outcome.text)}
            </span>
          </>
        )}
        {!outcome && <span className="text-ink-3">Hold it over a column</span>}
      </p>
    </div>
  );
}

type Outcome = { readonly verb: string; readonly text: string; readonly refused: boolean };

function outcomeOf(dragged: Dragged): Outcome | undefined {
  if (isPlacing(dragged)) return placeHere(dragged);
  const move = dragged.over && dragged.moves[dragged.over];
  return move && { verb: move.verb, text: move.text, refused: move.kind === 'refused' };
}

function placeHere({ id, beside }: Dragged): Outcome {
  const placing = beside && placingOf(id, beside);
  if (!placing) return { verb: 'Stay', text: 'It stands here', refused: false };
  if (!placing.ok) return { verb: '', text: placing.error.message, refused: true };
  return { verb: `Place ${String(placing.value.place)}`, text: 'It is pinned there', refused: false };
}
