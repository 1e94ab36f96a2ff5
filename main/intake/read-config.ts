import type { Repo, RepoConfig } from '../../core/model/repo.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { readRepoConfig } from './repo-config.ts';
import { treeReader } from './tree-reader.ts';

/**
 * What the protected branch says wins, field by field, over what was detected or set here. What a repo builds on was read
 * there as well, so where that is gone it is gone.
 */
export async function readConfig(repo: Repo): Promise<Result<RepoConfig>> {
  const { name, path, remote, defaultBranch, config, configSource } = repo;
  const own = await readRepoConfig(treeReader(path, `refs/remotes/${remote.name}/${defaultBranch}`), name);
  if (!own.ok) return own;
  const { after, ...known } = config;
  return ok({ ...known, ...(configSource === 'edited' && !own.value && { after }), ...own.value });
}
