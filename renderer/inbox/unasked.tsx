import type { ThreadId } from '../../core/ids.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useStanding, useThread } from '../mirror/selectors.ts';
import { RepoChips } from '../ui/chip.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { openThread } from '../window/window-state.ts';

/** Threads that stand still without an ask; what to do about them is decided on their own page. */
export function Unasked({ ids }: { readonly ids: readonly ThreadId[] }) {
  return (
    <section aria-label="Standing still" className="mx-auto max-w-190 pt-6 pb-2">
      <h2 className="pb-2 text-sm font-medium text-ink-3">Standing still without a question</h2>
      <ul className="flex flex-col divide-y divide-line overflow-hidden rounded-card border bg-card">
        {ids.map((id) => (
          <li key={id}>
            <Row id={id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const standing = useStanding(id);
  if (!thread || !standing) return null;
  return (
    <button
      type="button"
      onClick={() => openThread(id)}
      className="flex w-full items-center gap-3 px-4 py-2.5 text-left text-sm hover:bg-hover"
    >
      <StateMark word={standing.word} tone={standing.tone} className="w-32" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-base">{visible(thread.title)}</span>
        <span className="block truncate text-ink-3">{visible(standing.reason)}</span>
      </span>
      <RepoChips ids={thread.repos} limit={2} />
      <span className="text-ink-3">
        <Elapsed since={standing.since} />
      </span>
    </button>
  );
}
