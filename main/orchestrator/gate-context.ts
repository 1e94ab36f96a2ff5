import { homedir, userInfo } from 'node:os';
import type { GateContext } from '../../core/gates/context.ts';
import { ratifiedFor } from '../../core/learning/ratified.ts';
import type { Lesson } from '../../core/model/learning/lesson.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Thread } from '../../core/model/thread.ts';
import { ownTools } from './surroundings/own-tools.ts';
import { placeOf, workspacesFolder } from '../workspace/place.ts';

export type GateFacts = {
  readonly dataFolder: string;
  readonly repos: readonly Repo[];
  readonly protectedBranches: readonly string[];
  /** Whether runs see no processes but their own. */
  ownPids(): boolean;
  readonly lessons?: readonly Lesson[];
};

/** The facts the gate may use about a thread's run. */
export function gateContextOf(thread: Thread, facts: GateFacts): GateContext {
  const place = placeOf(facts.dataFolder, thread);
  const worktrees = thread.workspace.kind === 'ready' ? thread.workspace.worktrees : [];
  const named = facts.repos.flatMap((repo) => repo.config.protected ?? []);
  const defaults = facts.repos.map((repo) => repo.defaultBranch);
  return {
    home: homedir(),
    worktrees: worktrees.map(({ repo: id, path, branch }) => {
      const repo = facts.repos.find((each) => each.id === id);
      return {
        path,
        branch,
        ...(repo && { repo: repo.name }),
        defaultBranch: repo?.defaultBranch ?? 'main',
        remote: repo?.remote.name ?? 'origin',
      };
    }),
    scratch: place.scratch,
    workspace: place.folder,
    workspaces: workspacesFolder(facts.dataFolder),
    primaryClones: facts.repos.map((repo) => repo.path),
    appState: facts.dataFolder,
    protectedBranches: [...new Set([...facts.protectedBranches, ...defaults, ...named])],
    ratified: ratifiedFor(facts.lessons ?? [], thread),
    env: { HOME: homedir(), TMPDIR: place.scratch, USER: userInfo().username },
    symlinks: {},
    // Asked anew for each call: tools are installed, and containment is found out, while the run goes on.
    get tools() {
      return ownTools(worktrees);
    },
    get ownPids() {
      return facts.ownPids() ? true : undefined;
    },
  };
}
