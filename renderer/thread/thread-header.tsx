import type { ThreadTab } from '../../core/contract.ts';
import type { Thread } from '../../core/model/thread.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useStanding } from '../mirror/selectors.ts';
import { Branch, HarnessGlyph, RepoChip } from '../ui/chip.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { ThreadButtons } from './thread-buttons.tsx';

export function ThreadHeader({ thread, tab }: { readonly thread: Thread; readonly tab: ThreadTab }) {
  const standing = useStanding(thread.thread);
  const goal = beyond(thread.title, thread.goal);
  const branch = thread.workspace.kind === 'ready' ? thread.workspace.worktrees[0]?.branch : undefined;
  return (
    <header className="flex shrink-0 flex-col gap-2 px-5 pt-4 pb-2">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <div className="min-w-60 flex-1">
          <h1 className="untrusted text-lg leading-6 font-semibold">
            {visible(thread.title)} <span className="font-normal text-ink-3">#{thread.number}</span>
          </h1>
          {goal !== '' && <p className="untrusted line-clamp-2 text-ink-2">{visible(goal)}</p>}
        </div>
        <ThreadButtons thread={thread} composing={tab === 'conversation'} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm">
        {standing && (
          <span className="flex min-w-0 items-center gap-2">
            <StateMark word={standing.word} tone={standing.tone} />
            <span className="min-w-0 truncate text-ink-2">{visible(standing.reason)}</span>
            <span className="text-ink-3">
              <Elapsed since={standing.since} />
            </span>
          </span>
        )}
        <span className="flex flex-wrap items-center gap-1">
          {thread.repos.map((repo) => (
            <RepoChip key={repo} id={repo} />
          ))}
        </span>
        <span className="flex min-w-0 items-center gap-3">
          {branch !== undefined && <Branch name={branch} />}
          <HarnessGlyph id={thread.harness.id} />
        </span>
      </div>
    </header>
  );
}

/** What the goal says beyond the title, which mostly is its first line. */
function beyond(title: string, goal: string): string {
  const [first = '', ...rest] = goal.trim().split('\n');
  return (first.trim() === title.trim() ? rest.join('\n') : goal).trim();
}
