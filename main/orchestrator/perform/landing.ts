import { setTimeout as sleep } from 'node:timers/promises';
import { checkStream } from '../../../core/contract.ts';
import type { RepoId } from '../../../core/ids.ts';
import type { Report } from '../../../core/loop/command.ts';
import type { Effect } from '../../../core/loop/effects.ts';
import type { Head, Landing } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { currentRound } from '../../../core/model/thread.ts';
import { land } from '../../landing/land.ts';
import type { Checked, LandingDesk, LandingRepo, Stopped } from '../../landing/desk.ts';
import { checkHeads, markerOf } from './check.ts';
import { proveGroup } from '../together/prove-group.ts';
import type { WorldParts } from './parts.ts';

/** Only its checks can be interrupted, never a push; after that and after a crash it goes on where it was. */
export async function performLanding(
  parts: WorldParts,
  effect: Extract<Effect, { kind: 'land' }>,
  signal: AbortSignal,
): Promise<void> {
  const thread = parts.thread(effect.thread);
  const landing = thread?.landings.find((each) => each.id === effect.landing);
  if (!thread || !landing) return;
  if (landing.group) {
    const obstacle = await proveGroup(parts, { thread, landing }, signal);
    if (!obstacle.ok) return;
    const ended = { type: 'landing.ended', thread: thread.thread, landing: landing.id, outcome: 'refused' } as const;
    if (obstacle.value) return void (await parts.report({ ...ended, ...obstacle.value }));
  }
  const repos = landing.heads.flatMap((head) => landingRepo(parts, thread, head) ?? []);
  if (repos.length === landing.heads.length) return land(deskOf(parts, thread, { landing, repos, signal }));
  await refuseIncomplete(parts, thread, landing);
}

/** All or none: a landing whose repos are not all known is not begun, and one in the middle is not called landed. */
async function refuseIncomplete(parts: WorldParts, thread: Thread, landing: Landing): Promise<void> {
  const begun = Object.values(landing.steps).some((step) => step.kind !== 'waiting' && step.kind !== 'prepared');
  const missing = landing.heads.filter(({ repo }) => !parts.repo(repo)).map(({ repo }) => repo);
  await parts.report({
    type: 'landing.ended',
    thread: thread.thread,
    landing: landing.id,
    outcome: begun ? 'partly-landed' : 'refused',
    cause: 'internal',
    reason: `Not registered any more: ${missing.join(', ') || 'a repo of the change set'}`,
  });
}

type Known = { readonly landing: Landing; readonly repos: readonly LandingRepo[]; readonly signal: AbortSignal };

function deskOf(parts: WorldParts, thread: Thread, { landing, repos, signal }: Known): LandingDesk {
  return {
    thread: thread.thread,
    landing: landing.id,
    title: thread.title,
    at: landing.startedAt,
    repos,
    read: () => parts.thread(thread.thread)?.landings.find((each) => each.id === landing.id) ?? landing,
    report: (event) => recorded(parts, event),
    check: (heads) => checkMerged(parts, thread, { heads, signal }),
    pause: (ms) => sleep(ms),
  };
}

/** A step that is not on record must not be done: the landing ends here and goes on from the journal when it can. */
async function recorded(parts: WorldParts, event: Report) {
  const result = await parts.report(event);
  if (!result.ok) throw new Error(`${event.type} could not be recorded: ${result.error.message}`);
  return result;
}

function landingRepo(parts: WorldParts, thread: Thread, head: Head): LandingRepo | undefined {
  const repo = parts.repo(head.repo);
  const change = thread.changes.find((each) => each.repo === head.repo);
  if (!repo || !change) return undefined;
  return {
    id: repo.id,
    name: repo.name,
    path: repo.path,
    remote: repo.remote,
    branch: repo.defaultBranch,
    head: head.commit,
    base: change.base,
    reverted: lastReverted(thread, repo.id),
  };
}

function lastReverted(thread: Thread, repo: RepoId): LandingRepo['reverted'] {
  for (const landing of [...thread.landings].reverse()) {
    const step = landing.steps[repo];
    if (step?.kind === 'reverted') return { merge: step.merge, revert: step.revert };
  }
  return undefined;
}

/** The merged trees are checked like a change set, but are not the thread's commits, so no round is recorded. */
async function checkMerged(
  parts: WorldParts,
  thread: Thread,
  { heads, signal }: { readonly heads: readonly Head[]; readonly signal: AbortSignal },
): Promise<Checked | Stopped> {
  const round = (currentRound(thread)?.round ?? 0) + 1;
  const id = thread.thread;
  const ends = await checkHeads(
    parts,
    { thread, heads, signal, marker: markerOf(thread) },
    {
      onPlanned: () => Promise.resolve(),
      onOutput({ repo, name }, text) {
        parts.transcripts.append(checkStream({ thread: id, round, repo, name }), {
          type: 'tool-output',
          call: name,
          text,
        });
      },
      onEnded: () => Promise.resolve(),
    },
  );
  if (signal.aborted) return 'stopped';
  if (!ends.ok) return { green: false, reason: ends.error.message };
  const red = ends.value.filter((end) => end.outcome !== 'passed');
  const names = red.map((end) => `${end.name} ${end.outcome} in ${parts.repo(end.repo)?.name ?? end.repo}`);
  return { green: red.length === 0, reason: names.join(', ') };
}
