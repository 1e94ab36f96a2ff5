import type { ThreadTab } from '../../core/contract.ts';
import type { Thread } from '../../core/model/thread.ts';
import { ungated } from '../../core/views/gate/life.ts';
import { visible } from '../../core/views/text/visible.ts';
import { AskActions } from '../inbox/ask-actions.tsx';
import { Glyph } from '../ui/glyph.tsx';

/**
 * The one thing about a thread that must not be overlooked: something ran that the gate had not let through. It is
 * answered here where the conversation, which holds the ask, is not on screen.
 */
export function UngatedBanner({ thread, tab }: { readonly thread: Thread; readonly tab: ThreadTab }) {
  const found = ungated(thread);
  if (!found) return null;
  return (
    <section
      role="alert"
      aria-label="Ungated run"
      className="mx-5 mb-2 flex flex-col gap-2 rounded-card border border-failed bg-deleted p-3"
    >
      <h2 className="flex items-center gap-2 font-medium text-failed">
        <Glyph shape="shield" />
        The run was halted: its gate was not asked
      </h2>
      <p className="untrusted text-sm text-ink-2">{visible(found.reason)}</p>
      {found.ask && tab !== 'conversation' && <AskActions asks={[found.ask]} active={false} compact />}
    </section>
  );
}
