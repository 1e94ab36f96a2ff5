import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RepoId, ThreadId } from '../../../core/ids.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { placeOf } from '../place.ts';
import { prepareWorkspace } from '../prepare.ts';
import type { PrepareOptions } from '../prepare.ts';

export const thread = { thread: ThreadId.parse('thr_abc'), title: 'Rename it' };

/** A data folder, and two repos of the person's with remotes: `api` and `web`. */
export function workspaceWorld() {
  const box = sandbox();
  box.git('.', 'clone', '-q', '--bare', box.remote, box.at('web.git'));
  box.git('.', 'clone', '-q', box.at('web.git'), 'web');
  const dataFolder = box.at('data');
  mkdirSync(dataFolder);
  const place = placeOf(dataFolder, thread);
  const repos = [repoAt(box.clone, 'api', box.remote), repoAt(box.at('web'), 'web', box.at('web.git'))];
  const phases: string[] = [];
  /** Everything in a clone that a workspace may not change. */
  const primary = (name: string) => ({
    head: box.git(name, 'rev-parse', 'HEAD'),
    on: box.git(name, 'rev-parse', '--abbrev-ref', 'HEAD'),
    status: box.git(name, 'status', '--porcelain', '--untracked-files=all'),
    staged: box.git(name, 'diff', '--cached'),
    unstaged: box.git(name, 'diff'),
    stash: box.git(name, 'stash', 'list'),
    branches: box.git(name, 'branch', '--list', '--format=%(refname:short)', '--', 'main', 'mine'),
  });
  return {
    ...{ box, dataFolder, place, repos, phases, primary },
    prepare: (changed: Partial<PrepareOptions> = {}) =>
      prepareWorkspace({
        ...{
          dataFolder,
          thread,
          repos,
          at: 1,
          ports: { first: 41_000, count: 10 },
          signal: new AbortController().signal,
        },
        onPhase: async (phase) => void phases.push(phase),
        ...changed,
      }),
    worktree: (name: string, ...below: readonly string[]) => join(place.folder, name, ...below),
    /** Somebody else pushes a commit to the default branch. */
    strangerPushes(remote: string) {
      box.git('.', 'clone', '-q', box.at(remote), `stranger-of-${remote}`);
      const commit = box.commit(`stranger-of-${remote}`, { 'news.txt': 'news\n' }, 'news');
      box.git(`stranger-of-${remote}`, 'push', '-q', 'origin', 'HEAD:main');
      return commit;
    },
    branchesOf: (name: string) => box.git(name, 'branch', '--list', '--format=%(refname:short)', 'teatree/*'),
    worktreesOf: (name: string) => box.git(name, 'worktree', 'list').split('\n').length,
  };
}

function repoAt(path: string, name: string, url: string): Repo {
  return {
    id: RepoId.parse(`rep_${name}`),
    name,
    path,
    remote: { name: 'origin', url },
    defaultBranch: 'main',
    config: {},
    configSource: 'detected',
  };
}
