import { askLine } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useInbox } from '../mirror/selectors.ts';

/** Tells assistive technology of the newest ask; it says nothing while none is open. */
export function Announcer() {
  const newest = useInbox()
    .flatMap((group) => group.asks)
    .reduce<ReturnType<typeof useInbox>[number]['asks'][number] | undefined>(
      (last, ask) => (!last || ask.openedAt > last.openedAt ? ask : last),
      undefined,
    );
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {newest ? `Needs you: ${visible(askLine(newest))}` : ''}
    </p>
  );
}
