import type { TerminalCommand } from '../../core/contract.ts';
import type { Repo } from '../../core/model/repo.ts';
import { isAlive } from '../../core/model/run.ts';
import { currentRun, lastRunOf } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Harness } from '../harness/harness.ts';
import { findHarness } from '../harness/registry.ts';
import { placeOf } from '../workspace/place.ts';
import type { Orchestrator } from './orchestrator-port.ts';

export type Handover = {
  readonly dataFolder: string;
  readonly harnesses: readonly Harness[];
  readonly orchestrator: Pick<Orchestrator, 'state' | 'subscribe'>;
  /** Keeps what the agent left, before the person's first edit. */
  save(thread: Thread, reason: 'take-over'): Promise<unknown>;
};

/** The command for the person's terminal, once the agent is gone: two must never work in one worktree. */
export async function takeOver(hall: Handover, id: Thread['thread']): Promise<Result<TerminalCommand>> {
  await runEnded(hall.orchestrator, id);
  const thread = hall.orchestrator.state.threads.get(id);
  if (thread?.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: 'The thread has no workspace' });
  await hall.save(thread, 'take-over');
  const { path: workspace, worktrees } = thread.workspace;
  const nameOf = (repo: Repo['id']) => hall.orchestrator.state.repos.get(repo)?.name ?? repo;
  const repos = worktrees.map((worktree) => ({ name: nameOf(worktree.repo), path: worktree.path }));
  const session = lastRunOf(thread, thread.harness)?.session;
  const { state } = placeOf(hall.dataFolder, thread);
  const own = await findHarness(hall.harnesses, thread.harness.id)?.takeOver?.({ session, state, repos, workspace });
  return ok(own ?? { file: process.env['SHELL'] ?? '/bin/sh', args: [], cwd: repos[0]?.path ?? workspace, env: {} });
}

function runEnded({ state, subscribe }: Handover['orchestrator'], id: Thread['thread']): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const thread = state.threads.get(id);
      if (thread && isAlive(currentRun(thread))) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = subscribe(look);
    look();
  });
}
