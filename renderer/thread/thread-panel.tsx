import type { ThreadId } from '../../core/ids.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { ThreadSections } from './thread-sections.tsx';

/** `introduced`: it stands beside something else than the thread's own page, so it says which thread it is about. */
export function ThreadPanel({ id, introduced = false }: { readonly id: ThreadId; readonly introduced?: boolean }) {
  const thread = useThread(id);
  if (!thread) return null;
  return (
    <div className="flex flex-col gap-6 p-4">
      {introduced && (
        <h2 className="text-base font-medium text-pretty">
          {visible(thread.title)} <span className="font-normal text-ink-3">#{thread.number}</span>
        </h2>
      )}
      <ThreadSections thread={thread} goal={introduced} />
    </div>
  );
}
