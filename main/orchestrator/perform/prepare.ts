import type { Effect } from '../../../core/loop/effects.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { Ports, Thread, Worktree } from '../../../core/model/thread.ts';
import type { Failure, Result } from '../../../core/result.ts';
import { placeOf, portsOf } from '../../workspace/place.ts';
import { prepareWorkspace } from '../../workspace/prepare.ts';
import { setUpWorkspace } from '../../workspace/setup/set-up.ts';
import { markerOf } from './check.ts';
import type { WorldParts } from './parts.ts';

export async function performPrepare(
  parts: WorldParts,
  effect: Extract<Effect, { kind: 'prepare' }>,
  signal: AbortSignal,
): Promise<void> {
  const thread = parts.thread(effect.thread);
  if (!thread) return;
  const repos = thread.repos.flatMap((id) => parts.repo(id) ?? []);
  if (repos.length < thread.repos.length)
    return failed(parts, effect, {
      code: 'repo-not-found',
      message: 'A repo of this thread is not registered any more',
    });
  const ports = portsOf(thread.number, parts.portBase(), portsInUse(parts));
  const prepared = await prepareWorkspace({
    dataFolder: parts.dataFolder,
    thread,
    repos,
    ports,
    at: parts.now(),
    ...{ signal, pool: parts.pool },
    onPhase: (phase) => parts.report({ type: 'workspace.entered-phase', thread: thread.thread, phase }),
  });
  const ready = prepared.ok
    ? await setUp(parts, { thread, repos, ports, signal, worktrees: prepared.value.worktrees })
    : prepared;
  // Aborted by the person or by a shutdown: nothing failed, it is begun again when it is owed again.
  if (signal.aborted && !ready.ok) return;
  if (!prepared.ok) return failed(parts, effect, prepared.error);
  if (!ready.ok) return failed(parts, effect, ready.error);
  await parts.report({
    type: 'workspace.prepared',
    thread: thread.thread,
    path: prepared.value.path,
    worktrees: [...prepared.value.worktrees],
    ports,
  });
}

type Fresh = {
  readonly thread: Thread;
  readonly repos: readonly Repo[];
  readonly worktrees: readonly Worktree[];
  readonly ports: Ports;
  readonly signal: AbortSignal;
};

/** As the protected branches say; what an agent wrote into its worktree is never asked. */
async function setUp(parts: WorldParts, { thread, repos, worktrees, ports, signal }: Fresh): Promise<Result<true>> {
  const wanted: Parameters<typeof setUpWorkspace>[0]['worktrees'][number][] = [];
  for (const worktree of worktrees) {
    const repo = repos.find(({ id }) => id === worktree.repo);
    const config = repo && (await parts.readConfig(repo));
    if (config && !config.ok) return config;
    if (repo && config?.value.workspace) wanted.push({ repo, worktree, config: config.value.workspace });
  }
  return setUpWorkspace({
    ...{ thread, ports, signal, worktrees: wanted, marker: markerOf(thread) },
    scratch: placeOf(parts.dataFolder, thread).scratch,
    onPhase: (phase) => parts.report({ type: 'workspace.entered-phase', thread: thread.thread, phase }),
    onOutput: (text) => parts.onActivity(thread.thread, text.trimEnd().split('\n').at(-1) ?? ''),
  });
}

function portsInUse(parts: WorldParts): readonly Ports[] {
  return [...parts.threads.awake()].flatMap(({ workspace }) => (workspace.kind === 'ready' ? [workspace.ports] : []));
}

async function failed(
  parts: WorldParts,
  effect: Extract<Effect, { kind: 'prepare' }>,
  { code, message, next }: Failure,
): Promise<void> {
  await parts.report({ type: 'workspace.failed', thread: effect.thread, failure: { code, message, next } });
}
