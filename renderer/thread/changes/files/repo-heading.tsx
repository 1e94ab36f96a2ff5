import { ArrowRight } from 'lucide-react';
import type { RepoFiles } from '../../../../core/contract/thread/work-methods.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { repoName } from '../../../../core/views/card.ts';
import { useMirror } from '../../../mirror/mirror.ts';

/** The repo, and what its files are compared with. */
export function RepoHeading({ thread, repo }: { readonly thread: Thread; readonly repo: RepoFiles }) {
  const name = useMirror((mirror) => repoName(mirror.factory.repos, repo.repo));
  const target = useMirror((mirror) => mirror.factory.repos.get(repo.repo)?.defaultBranch ?? 'base');
  const branch =
    thread.workspace.kind === 'ready'
      ? thread.workspace.worktrees.find((each) => each.repo === repo.repo)?.branch
      : undefined;
  const from = startOf(repo) ?? target;
  return (
    <header className="px-4 pt-1.5">
      <h3 className="flex items-center justify-between font-medium">
        <span className="truncate">{name}</span>
        <span className="text-sm font-normal text-ink-3">{repo.files.length}</span>
      </h3>
      <p
        className="flex items-center gap-1 font-mono text-xs text-ink-3"
        title={`${from} ${(repo.between?.from ?? repo.base).slice(0, 10)} → ${branch ?? ''} ${repo.head.slice(0, 10)}`}
      >
        <span className="shrink-0">{from}</span>
        <ArrowRight className="size-3 shrink-0" aria-label="to" />
        <span className="truncate">{branch ?? repo.head.slice(0, 10)}</span>
      </p>
    </header>
  );
}

/** In words, where it is not the branch that the work began on. */
function startOf({ base, head, between }: RepoFiles): string | undefined {
  if (!between || between.from === base) return undefined;
  return between.from === head ? 'last commit' : 'before the turn';
}
