import { checkStream } from '../../../core/contract.ts';
import type { Effect } from '../../../core/loop/effects.ts';
import type { Head } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import { runRound } from '../../checks/run-round.ts';
import type { CheckJob, CheckRepo } from '../../checks/run-checks.ts';
import { placeOf } from '../../workspace/place.ts';
import { patiently } from '../surroundings/patience.ts';
import type { WorldParts } from './parts.ts';

type CheckEffect = Extract<Effect, { kind: 'check' }>;

/** One round over exactly the commits that are owed. A stopped round has no end and is owed again. */
export async function performCheck(parts: WorldParts, effect: CheckEffect, signal: AbortSignal): Promise<void> {
  const thread = parts.thread(effect.thread);
  if (!thread) return;
  const { round, heads } = effect;
  const id = thread.thread;
  const outcome = await checkHeads(
    parts,
    { thread, heads, signal, marker: markerOf(thread) },
    {
      onPlanned: (planned) =>
        parts.report({ type: 'checks.started', thread: id, round, heads: [...heads], planned: [...planned] }),
      onOutput({ repo, name }, text) {
        parts.transcripts.append(checkStream({ thread: id, round, repo, name }), {
          type: 'tool-output',
          call: name,
          text,
        });
        parts.onActivity(id, text.trimEnd().split('\n').at(-1) ?? '');
      },
      onEnded: (end) => parts.report({ type: 'check.ended', thread: id, round, end }),
    },
  );
  if (signal.aborted) return;
  if (!outcome.ok) await reportImpossible(parts, effect, outcome.error);
  await parts.report({ type: 'checks.ended', thread: id, round });
}

type Listeners = Pick<CheckJob, 'onPlanned' | 'onOutput' | 'onEnded'>;
type CheckScope = {
  readonly thread: Thread;
  readonly heads: readonly Head[];
  readonly signal: AbortSignal;
  readonly marker: string;
};

/** Every repo of the thread is checked out side by side: at its head where it changed, else at its base. */
export async function checkHeads(parts: WorldParts, scope: CheckScope, listeners: Listeners) {
  const repos = await checkRepos(parts, scope);
  if (!repos.ok) return repos;
  const { marker, signal, thread } = scope;
  const { checks } = placeOf(parts.dataFolder, thread);
  const round = () => runRound({ folder: checks, repos: repos.value, marker, signal, ...listeners });
  const onWait = (reason: string) => parts.onActivity(thread.thread, `The checks wait for the machine: ${reason}`);
  return patiently(round, { signal, onWait });
}

async function checkRepos(parts: WorldParts, { thread, heads }: CheckScope): Promise<Result<readonly CheckRepo[]>> {
  const repos: CheckRepo[] = [];
  for (const id of thread.repos) {
    const repo = parts.repo(id);
    const worktree =
      thread.workspace.kind === 'ready' ? thread.workspace.worktrees.find((each) => each.repo === id) : undefined;
    const base = worktree?.base;
    const head = heads.find((each) => each.repo === id)?.commit;
    const commit = head ?? base;
    if (!repo || !commit) return fail({ code: 'repo-not-found', message: `${id} is not registered any more` });
    const config = await parts.readConfig(repo);
    if (!config.ok) return config;
    const protectedRef = `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`;
    repos.push({
      id,
      name: repo.name,
      path: repo.path,
      commit,
      branch: worktree?.branch,
      changed: head !== undefined,
      protectedRef,
      config: config.value,
      lesson: parts.lessonTerms?.(thread),
    });
  }
  return ok(repos);
}

/** The checks could not even begin: that is recorded as a check of its own, never as green. */
async function reportImpossible(parts: WorldParts, effect: CheckEffect, failure: Failure): Promise<void> {
  const { thread, round, heads } = effect;
  const repo = heads[0]?.repo;
  if (!repo) return;
  const name = 'checkout';
  await parts.report({
    type: 'checks.started',
    thread,
    round,
    heads: [...heads],
    planned: [{ repo, name, command: 'git worktree add' }],
  });
  const end = {
    repo,
    name,
    outcome: 'errored',
    durationMs: 0,
    tail: failure.message,
    fingerprint: failure.code,
  } as const;
  await parts.report({ type: 'check.ended', thread, round, end });
}

/** Marks the processes of a thread's checks, so that those left by a crash are found. */
export function markerOf(thread: Pick<Thread, 'thread'>): string {
  return `checks:${thread.thread}`;
}

/** The same of what is tried over two threads: it is the first one's, and ended with whatever is left of that. */
export function pairMarkerOf(a: Pick<Thread, 'thread'>, b: Pick<Thread, 'thread'>): string {
  return `${markerOf(a)}+${b.thread}`;
}

/** The thread's own marker, from one of a pair. */
export function firstMarker(marker: string): string {
  return marker.split('+')[0] ?? marker;
}
