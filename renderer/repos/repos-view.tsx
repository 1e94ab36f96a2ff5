import { useRepos } from '../mirror/selectors.ts';
import { AddRepo } from './add-repo.tsx';
import { RepoCard } from './repo-card.tsx';

export function ReposView() {
  const repos = useRepos();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-5">
        <div>
          <h1 className="text-xl font-semibold tracking-tight">Repos</h1>
          <p className="text-ink-2">
            Clones on this machine that threads may work on. Their working trees are never touched.
          </p>
        </div>
        <AddRepo first={repos.length === 0} />
        <ul aria-label="Registered repos" className="flex flex-col gap-3">
          {repos.map((repo) => (
            <li key={repo.id}>
              <RepoCard repo={repo} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
