import { clsx } from 'clsx';
import type { Place } from '../../core/contract.ts';
import { useSelectedAsk } from '../inbox/use-selected-ask.ts';
import { useSettings } from '../mirror/selectors.ts';
import { PeekPanel } from '../board/peek-panel.tsx';
import { WatchPanel } from '../board/watch-panel.tsx';
import { ThreadPanel } from '../thread/thread-panel.tsx';
import { useNarrow } from '../window/theme.ts';
import { useWindow } from '../window/window-state.ts';

/** What the centre needs beside it. In a narrow window it lies over the centre, and only while it is wanted. */
export function ContextPanel() {
  const { place, peeked, contextOver } = useWindow();
  const narrow = useNarrow(place.view);
  const { contextOpen } = useSettings();
  if (!hasContext(place.view)) return null;
  const open = narrow ? contextOver || peeked !== undefined : contextOpen || peeked !== undefined;
  if (!open) return null;
  return (
    <aside
      aria-label="Context"
      className={clsx(
        'w-80 shrink-0 overflow-y-auto border-l bg-panel',
        narrow && 'appearing absolute inset-y-0 right-0 z-20 shadow-dialog',
      )}
    >
      <Inside />
    </aside>
  );
}

/** The other pages stand alone: nothing beside them would help. */
export function hasContext(view: Place['view']): boolean {
  return ['board', 'inbox', 'thread'].includes(view);
}

function Inside() {
  const { place, peeked } = useWindow();
  const asker = useSelectedAsk()?.asks[0]?.thread;
  if (peeked !== undefined) return <PeekPanel id={peeked} />;
  if (place.view === 'thread') return <ThreadPanel id={place.thread} />;
  return place.view === 'inbox' && asker !== undefined ? <ThreadPanel id={asker} introduced /> : <WatchPanel />;
}
