import { TriangleAlert } from 'lucide-react';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { openDialog } from '../window/window-state.ts';

/** In the status bar while there is something the person should know of that belongs to no thread. */
export function NoticesButton() {
  const count = useMirror((mirror) => mirror.notices.length);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="flex h-5 items-center gap-1 rounded-tiny px-1.5 text-needs-you hover:bg-hover"
      onClick={() => openDialog({ kind: 'notices' })}
    >
      <TriangleAlert className="size-3" aria-hidden /> {count === 1 ? '1 notice' : `${String(count)} notices`}
    </button>
  );
}

export function NoticesDialog() {
  const notices = useMirror((mirror) => mirror.notices);
  return (
    <Dialog title="Notices" description="Since this start, newest first" wide>
      <ul className="flex flex-col divide-y">
        {notices.toReversed().map(({ at, text }) => (
          <li key={text} className="flex items-baseline gap-4 py-2">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{visible(text)}</span>
            <span className="text-sm text-ink-3">
              <Elapsed since={at} suffix=" ago" />
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
