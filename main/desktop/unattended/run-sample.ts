import type { Repo } from '../../../core/model/repo.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { createSampleThread } from '../../../core/sample.ts';
import type { SampleRepo } from '../../../core/contract/welcome-methods.ts';
import type { Router } from '../../ipc/router-port.ts';
import type { RemoteFacts, RemoteQuestion } from './proof.ts';

import { callAs, landUnattended } from './unattended.ts';
import type { Watched } from './unattended.ts';

const LIMIT_MS = 5 * 60_000;

export type SampleRun = {
  readonly router: Router;
  readonly orchestrator: Watched;
  readonly make: () => Promise<Result<{ readonly repos: readonly SampleRepo[] }>>;
  readonly readRemote: (question: RemoteQuestion) => Promise<Result<RemoteFacts>>;
  readonly say: (line: string) => void;
  /** Somebody is there to answer and to land. */
  readonly attended: boolean;
};

/** Prepares the sample and its thread; with nobody at the desk also takes it to its landing. */
export async function runSample(run: SampleRun): Promise<Result<undefined>> {
  const { router, orchestrator, say } = run;
  const made = await run.make();
  if (!made.ok) return made;
  say(`The sample's repos: ${made.value.repos.map((repo) => repo.name).join(', ')}`);
  const call = callAs(router);
  const thread = await createSampleThread(call, made.value.repos);
  if (!thread.ok) return thread;
  if (run.attended) return ok(undefined);
  const byPath = new Map(made.value.repos.map((repo) => [repo.clone, repo.remote]));
  const remoteOf = async (id: Repo['id']): Promise<Result<RemoteFacts>> => {
    const repo = orchestrator.state.repos.get(id);
    const remote = repo && byPath.get(repo.path);
    if (!repo || remote === undefined)
      return fail({ code: 'repo-not-found', message: `${id} is not a repo of the sample` });
    return run.readRemote({ clone: repo.path, remote, branch: repo.defaultBranch });
  };
  return landUnattended(thread.value, { call, orchestrator, remoteOf, say, limitMs: LIMIT_MS });
}
