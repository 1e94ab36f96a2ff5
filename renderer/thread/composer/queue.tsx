import { queuedMessages } from '../../../core/loop/queue/queue-events.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { waitsFor } from '../../../core/views/text/waiting.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { QueuedMessage } from './queued-message.tsx';

/** What waits to be said, in its order: it can still be changed, moved and taken back. */
export function Queue({ thread }: { readonly thread: Thread }) {
  const steer = useHarness(thread.harness.id)?.steer;
  const queued = queuedMessages(thread);
  if (queued.length === 0 || thread.dropped) return null;
  return (
    <section aria-label="Queue" className="mx-auto w-full max-w-205 px-5 pt-2">
      <ol className="flex max-h-48 flex-col overflow-y-auto rounded-card border border-dashed border-line-strong">
        {queued.map((message, index) => (
          <QueuedMessage
            key={message.id}
            thread={thread.thread}
            message={message}
            waits={waitsFor(thread, message, steer) ?? 'waiting'}
            above={queued[index - 1]?.id}
            // To go down is to stand before the one after the next.
            below={index + 1 < queued.length ? { before: queued[index + 2]?.id } : undefined}
          />
        ))}
      </ol>
    </section>
  );
}
