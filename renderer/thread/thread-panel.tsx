import type { ThreadId } from '../../core/ids.ts';
import { useThread } from '../mirror/selectors.ts';
import { ThreadSections } from './thread-sections.tsx';

export function ThreadPanel({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  if (!thread) return null;
  return (
    <div className="flex flex-col gap-6 p-4">
      <ThreadSections thread={thread} />
    </div>
  );
}
