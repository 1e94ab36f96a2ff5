import { useState } from 'react';
import type { Ask } from '../../core/model/ask.ts';
import type { Thread, Worktree } from '../../core/model/thread.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { Branch, RepoChip, RepoChips } from '../ui/chip.tsx';
import { openThread } from '../window/window-state.ts';

const shownAtFirst = 5;

/** Who asks: thread, repo and branch. */
export function AskedBy({ asks }: { readonly asks: readonly Ask[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? asks : asks.slice(0, shownAtFirst);
  return (
    <ul aria-label="Asked by" className="flex flex-col gap-1.5">
      {shown.map((ask) => (
        <li key={ask.id}>
          <Asker ask={ask} />
        </li>
      ))}
      {shown.length < asks.length && (
        <li>
          <button
            type="button"
            className="text-sm text-ink-3 hover:text-ink hover:underline"
            onClick={() => setAll(true)}
          >
            and {asks.length - shown.length} more
          </button>
        </li>
      )}
    </ul>
  );
}

function Asker({ ask }: { readonly ask: Ask }) {
  const thread = useThread(ask.thread);
  if (!thread) return null;
  const at = worktreeOf(thread, ask);
  return (
    <div
      title={ask.subject.kind === 'gate' ? visible(ask.subject.action.cwd) : undefined}
      className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm"
    >
      <button
        type="button"
        onClick={() => openThread(ask.thread)}
        className="max-w-full truncate text-ink-2 hover:text-ink hover:underline"
      >
        <span className="text-ink-3">#{thread.number}</span> {visible(thread.title)}
      </button>
      {at ? <RepoChip id={at.repo} /> : <RepoChips ids={thread.repos} />}
      {at && <Branch name={at.branch} />}
    </div>
  );
}

function worktreeOf(thread: Thread, ask: Ask): Worktree | undefined {
  if (ask.subject.kind !== 'gate' || thread.workspace.kind !== 'ready') return undefined;
  const { cwd } = ask.subject.action;
  return thread.workspace.worktrees.find(({ path }) => cwd === path || cwd.startsWith(`${path}/`));
}
