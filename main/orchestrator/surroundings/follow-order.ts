import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Result } from '../../../core/result.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

type ReadConfig = (repo: Repo) => Promise<Result<RepoConfig>>;

/** Whenever the configuration of a repo is read anew, what it builds on now is recorded where that has changed. */
export function followOrder(
  read: ReadConfig,
  { state, dispatch }: Pick<Orchestrator, 'state' | 'dispatch'>,
): ReadConfig {
  return async (repo) => {
    const config = await read(repo);
    const known = state.repos.get(repo.id)?.config.after ?? [];
    const after = config.ok ? (config.value.after ?? []) : known;
    // Refused only where the repo is gone, or nothing can be written: then the next look records it.
    if (after.join('\n') !== known.join('\n')) await dispatch({ type: 'repo.order', repo: repo.id, after });
    return config;
  };
}
