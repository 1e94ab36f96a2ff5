import { clsx } from 'clsx';
import type { Thread } from '../../core/model/thread.ts';
import { useKeyHint } from '../ui/kbd.tsx';
import { choose, mayChoose, useChosen } from './chosen.ts';

/** On a card that can land: chooses it to land together with others. Out of sight until the person is at the card. */
export function ChooseCard({ thread }: { readonly thread: Thread }) {
  const isChosen = useChosen(({ ids }) => ids.has(thread.thread));
  const key = useKeyHint('Board');
  const some = useChosen(({ ids }) => ids.size > 0);
  if (!mayChoose(thread)) return null;
  return (
    <input
      type="checkbox"
      aria-label={`Choose #${String(thread.number)} to land with others`}
      title={`Land it together with others${key('X')}`}
      checked={isChosen}
      onChange={() => choose(thread.thread)}
      className={clsx(
        'relative z-10 size-4 shrink-0 accent-accent',
        !some && 'opacity-0 group-hover/card:opacity-100 focus-visible:opacity-100',
      )}
    />
  );
}
