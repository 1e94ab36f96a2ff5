import type { Effect } from '../../../core/loop/effects.ts';
import type { Ports } from '../../../core/model/thread.ts';
import type { Failure } from '../../../core/result.ts';
import { portsOf } from '../../workspace/place.ts';
import { prepareWorkspace } from '../../workspace/prepare.ts';
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
  const prepared = await prepareWorkspace({
    dataFolder: parts.dataFolder,
    thread,
    repos,
    at: parts.now(),
    ...{ signal, pool: parts.pool },
    onPhase: (phase) => parts.report({ type: 'workspace.entered-phase', thread: thread.thread, phase }),
  });
  // Aborted by the person or by a shutdown: nothing failed, it is begun again when it is owed again.
  if (signal.aborted && !prepared.ok) return;
  if (!prepared.ok) return failed(parts, effect, prepared.error);
  await parts.report({
    type: 'workspace.prepared',
    thread: thread.thread,
    path: prepared.value.path,
    worktrees: [...prepared.value.worktrees],
    ports: portsOf(thread.number, parts.portBase(), portsInUse(parts)),
  });
}

function portsInUse(parts: WorldParts): readonly Ports[] {
  return [...parts.threads()].flatMap(({ workspace }) => (workspace.kind === 'ready' ? [workspace.ports] : []));
}

async function failed(
  parts: WorldParts,
  effect: Extract<Effect, { kind: 'prepare' }>,
  { code, message, next }: Failure,
): Promise<void> {
  await parts.report({ type: 'workspace.failed', thread: effect.thread, failure: { code, message, next } });
}
