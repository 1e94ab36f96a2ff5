import { isUnfinished } from '../../core/model/thread.ts';
import { limitOn, limitWords } from '../../core/loop/limits/limit.ts';
import type { Thread } from '../../core/model/thread.ts';
import { legalActions } from '../../core/views/legal.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { tell } from '../window/request.ts';
import { openDialog } from '../window/window-state.ts';

/** Why no turn of this thread starts now, and what the person can do about it. */
export function LimitBanner({ thread }: { readonly thread: Thread }) {
  const harness = thread.harness.id;
  const limit = useMirror((mirror) => limitOn(mirror.factory.limits, harness));
  if (!limit || !isUnfinished(thread)) return null;
  return (
    <section
      aria-label="Limit of the agent"
      className="mx-5 mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-needs-you/40 bg-needs-you/10 px-3 py-2 text-sm"
    >
      <Glyph shape="pause" className="text-needs-you" />
      <p className="untrusted min-w-60 flex-1">
        <span className="font-medium text-needs-you">{visible(limitWords(limit))}.</span>{' '}
        <span className="text-ink-2">{visible(limit.reason)}. No new turn starts; what runs goes on.</span>
      </p>
      {legalActions(thread).has('switch') && (
        <Button small onClick={() => openDialog({ kind: 'switch', thread: thread.thread })}>
          Switch agent…
        </Button>
      )}
      <Button small onClick={() => tell('harnesses.release', { harness })}>
        Start anyway
      </Button>
    </section>
  );
}
