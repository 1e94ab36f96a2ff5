import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CommitId } from '../../../../core/ids.ts';

/** What `git merge --no-commit` in a worktree leaves open, as sorted paths; undefined where git itself breaks off. */
export function realMerges(repo: string) {
  const worktree = join(repo, '..', 'merging');
  const rules = ['-c', 'merge.directoryRenames=conflict', '-c', 'user.name=b', '-c', 'user.email=b@b'];
  const git = (...args: string[]) => execFileSync('git', args, { cwd: worktree, encoding: 'utf8', stdio: 'pipe' });
  execFileSync('git', ['worktree', 'add', '-q', '--detach', worktree], { cwd: repo });

  return (a: CommitId, b: CommitId): readonly string[] | undefined => {
    git('reset', '-q', '--hard');
    git('clean', '-ffdqx');
    git('checkout', '-q', '--force', '--detach', a);
    const merge = spawnSync('git', [...rules, 'merge', '--no-commit', '--no-ff', b], { cwd: worktree });
    const open = git('ls-files', '-u', '-z').split('\0').filter(Boolean);
    if ((merge.status === 0) !== (open.length === 0)) return undefined;
    // A file that was in a folder's way lies beside it, named after its side.
    const paths = open.map((line) => line.slice(line.indexOf('\t') + 1).replace(/~(HEAD|[0-9a-f]{40})(_\d+)?$/, ''));
    return [...new Set(paths)].sort();
  };
}
