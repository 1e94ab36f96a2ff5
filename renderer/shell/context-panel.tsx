import { clsx } from 'clsx';
import { useSettings } from '../mirror/selectors.ts';
import { PeekPanel } from '../board/peek-panel.tsx';
import { WatchPanel } from '../board/watch-panel.tsx';
import { ThreadPanel } from '../thread/thread-panel.tsx';
import { useNarrow } from '../window/theme.ts';
import { useWindow } from '../window/window-state.ts';

/** What the centre needs beside it. In a narrow window it lies over the centre, and only while it is wanted. */
export function ContextPanel() {
  const narrow = useNarrow();
  const { contextOpen } = useSettings();
  const { place, peeked, contextOver } = useWindow();
  if (place.view === 'repos' || place.view === 'settings') return null;
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
      {peeked !== undefined ? (
        <PeekPanel id={peeked} />
      ) : place.view === 'thread' ? (
        <ThreadPanel id={place.thread} />
      ) : (
        <WatchPanel />
      )}
    </aside>
  );
}
