import { visible } from '../../core/views/text/visible.ts';
import { RepoChips } from '../ui/chip.tsx';
import type { PlannedThread } from './draft.ts';
import { useSimilar } from './similar-threads.tsx';

/** What would begin, before anything does: each with its repos and what may be about the same already. */
export function GoalList({ planned }: { readonly planned: readonly PlannedThread[] }) {
  if (planned.length === 0)
    return <p className="text-sm text-ink-3">One goal on each line; longer ones between lines of ---.</p>;
  return (
    <ol aria-label="Threads to begin" className="flex flex-col divide-y divide-line rounded-control border">
      {planned.map((each, at) => (
        <li key={at} className="flex flex-col gap-0.5 px-3 py-1.5">
          <Planned number={at + 1} {...each} />
        </li>
      ))}
    </ol>
  );
}

function Planned({ number, goal, repos }: PlannedThread & { readonly number: number }) {
  const [like] = useSimilar(goal, repos);
  const [title = '', ...more] = goal.split('\n');
  return (
    <>
      <p className="flex min-w-0 items-center gap-2">
        <span className="w-5 shrink-0 text-sm text-ink-3 tabular-nums">{number}</span>
        <span className="min-w-0 flex-1 truncate">{visible(title)}</span>
        {more.length > 0 && <span className="shrink-0 text-sm text-ink-3">{more.length + 1} lines</span>}
        {repos.length > 0 ? (
          <RepoChips ids={repos} limit={3} />
        ) : (
          <span className="shrink-0 text-sm text-needs-you">names no repo</span>
        )}
      </p>
      {like && (
        <p className="untrusted truncate whitespace-nowrap! pl-7 text-sm text-ink-3" title={visible(like.why)}>
          May be about the same as #{like.number} {visible(like.title)}, {like.word}
        </p>
      )}
    </>
  );
}
