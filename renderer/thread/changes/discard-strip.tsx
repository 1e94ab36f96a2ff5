import { Undo2, X } from 'lucide-react';
import type { Against } from '../../../core/contract/thread/change-methods.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';
import type { Discarding } from './use-discard.ts';

/** What was discarded last, and the way back. */
export function DiscardStrip({ discarding, against }: { readonly discarding: Discarding; readonly against: Against }) {
  const { last, undo, forget } = discarding;
  useKeys(last ? { U: undo } : {}, 'Changes');
  return (
    <div role="status" className="empty:hidden">
      {last && (
        <p className="flex items-center gap-2 border-b bg-selected px-4 py-1.5 text-sm text-ink-2">
          <span className="min-w-0 flex-1">
            Discarded <span className="untrusted text-ink">{visible(last.what)}</span>. What stood there is checkpoint{' '}
            {last.checkpoint}.
            {against === 'base' && ' Commits that hold it stay as they are until the agent commits this.'}
          </span>
          <Button small onClick={undo}>
            <Undo2 className="size-3.5" aria-hidden /> Undo <Kbd chord="U" on="Changes" />
          </Button>
          <IconButton small label="Close" onClick={forget}>
            <X className="size-3.5" aria-hidden />
          </IconButton>
        </p>
      )}
    </div>
  );
}
