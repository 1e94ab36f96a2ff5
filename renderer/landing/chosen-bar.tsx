import { GitMerge } from 'lucide-react';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { openDialog } from '../window/window-state.ts';
import { chooseNone, mayChoose, useChosen } from './chosen.ts';

/** Over the board, as long as something is chosen on it. */
export function ChosenBar() {
  const ids = useChosen((state) => state.ids);
  const text = useMirror(({ factory }) => {
    const threads = [...ids].flatMap((id) => factory.threads.get(id) ?? []).filter(mayChoose);
    return threads.map(({ number }) => `#${String(number)}`).join(', ');
  });
  if (text === '') return null;
  const several = text.includes(',');
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center">
      <section
        aria-label="Chosen cards"
        className="appearing hairline pointer-events-auto flex items-center gap-3 rounded-card bg-raised py-2 pr-2 pl-4 shadow-dialog"
      >
        <p role="status" className="text-ink-2 tabular-nums">
          {several ? `${text} chosen` : `${text} chosen; choose what lands with it`}
        </p>
        <Button
          small
          look="primary"
          disabled={!several}
          onClick={() => openDialog({ kind: 'land-together', threads: [...ids] })}
        >
          <GitMerge className="size-3.5" aria-hidden /> Land together
        </Button>
        <Button small look="quiet" onClick={chooseNone}>
          Choose none
          <Kbd chord="Escape" />
        </Button>
      </section>
    </div>
  );
}
