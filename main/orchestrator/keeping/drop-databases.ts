import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Result } from '../../../core/result.ts';
import { trashedAt, type Trashed } from '../../workspace/removal/trash.ts';
import { dropDatabase } from '../../workspace/setup/set-up.ts';
import { markerOf } from '../perform/check.ts';

type Drop = {
  repo(id: Repo['id']): Repo | undefined;
  /** As the protected branch says. */
  readConfig(repo: Repo): Promise<Result<RepoConfig>>;
};

/**
 * Drops the databases of a workspace whose time in the trash is over, and not before: until then it can come back with
 * all it had. False while one of them is still there; a repo that is not registered any more has nobody to say how.
 */
export async function dropDatabases({ repo: repoOf, readConfig }: Drop, workspace: Trashed): Promise<boolean> {
  const { thread, ports, worktrees } = workspace.note;
  for (const { repo: id, path } of worktrees) {
    const repo = repoOf(id);
    const config = repo && (await readConfig(repo));
    if (config && !config.ok) return false;
    const database = config?.value.workspace?.database;
    if (!database) continue;
    const dropped = await dropDatabase({
      ...{ database, thread: { thread }, ports, marker: markerOf({ thread }), cwd: trashedAt(workspace, path) },
      signal: new AbortController().signal,
    });
    if (!dropped.ok) return false;
  }
  return true;
}
