import { ArrowRight } from 'lucide-react';
import type { RepoChange } from '../../core/model/change-set.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useRepo } from '../mirror/selectors.ts';
import { Branch } from '../ui/chip.tsx';
import { Delta } from '../ui/numbers.tsx';

/** One repo of a landing: what goes where, by exact commit. */
export function LandingRow({ change, nth }: { readonly change: RepoChange; readonly nth: number }) {
  const repo = useRepo(change.repo);
  return (
    <li className="flex items-start gap-3 rounded-card border bg-card p-3">
      <span className="grid size-5 place-items-center rounded-full bg-selected text-sm text-ink-2">{nth}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex items-center gap-3">
          <span className="font-medium">{repo?.name ?? change.repo}</span>
          <span className="text-sm text-ink-3">
            {change.commits} {change.commits === 1 ? 'commit' : 'commits'}, {change.files}{' '}
            {change.files === 1 ? 'file' : 'files'}
          </span>
          <span className="flex-1" />
          <Delta {...change} />
        </div>
        <p className="flex items-center gap-2 text-sm text-ink-3">
          <code className="font-mono select-text" title={change.head}>
            {change.head.slice(0, 12)}
          </code>
          <ArrowRight className="size-3" aria-label="onto" />
          <Branch name={`${repo?.remote.name ?? 'remote'}/${repo?.defaultBranch ?? 'unknown'}`} />
        </p>
        {change.uncommitted.length > 0 && (
          <p className="untrusted text-sm text-needs-you">
            Not committed, so it does not land: {visible(change.uncommitted.join(', '))}
          </p>
        )}
      </div>
    </li>
  );
}
