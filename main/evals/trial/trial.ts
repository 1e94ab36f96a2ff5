import type { Call } from '../../../core/contract.ts';
import { stage, Recording } from '../../../core/evals/grading/recording.ts';
import { moved } from '../../../core/evals/replay/placed.ts';
import type { Move } from '../../../core/evals/replay/placed.ts';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { failureClass } from '../../../core/loop/decide/failure.ts';
import type { RepoId, ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { standing } from '../../../core/views/board.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { judgedCalls, replyIn, transcriptOf } from './calls.ts';
import { endState } from './end-state.ts';
import { repoMoves } from './place.ts';
import type { PlaceWish, TrialPlace } from './place.ts';
import type { TrialFactory, TrialLab } from './trial-factory.ts';
import { watchThread } from './watch.ts';
import type { Watched } from './watch.ts';

export type TrialWish = PlaceWish & {
  readonly harness: string;
  readonly model?: string | undefined;
  readonly recipe?: { readonly name: string; readonly text: string } | undefined;
  readonly signal: AbortSignal;
};

export type Tried = {
  readonly recording: Recording;
  /** Why it does not count, where it does not. */
  readonly note: string;
  /** Another try would come to the same. */
  readonly hopeless?: true;
};

const defaults = { minutes: 15, calls: 300 };

/** One trial: a thread of a factory of its own, from its creation to the end of its first turn. Never rejects for the agent's sake. */
export async function tryOnce(
  { lab, place, factory }: { readonly lab: TrialLab; readonly place: TrialPlace; readonly factory: TrialFactory },
  wish: TrialWish,
): Promise<Tried> {
  const { scenario } = wish;
  const begun = await begin(factory.call, place, wish);
  if (!begun.ok) return { recording: recordingOf(wish, {}), note: begun.error.message, hopeless: true };
  const limits = { ...defaults, ...scenario.limits, signal: wish.signal };
  const watched = await watchThread(factory, begun.value, limits);
  const run = watched.thread?.runs.at(-1);
  const transcript = run ? await transcriptOf(factory, run.id) : [];
  const calls = run ? judgedCalls(run.id, watched.entries, transcript) : [];
  const workspace = workspaceOf(watched.thread);
  const board = watched.thread && standing(watched.thread, undefined).column;
  const { ending, note } = endingOf(watched, scenario);
  const found = {
    ...{ ending, calls, reply: replyIn(transcript), usd: run?.usage?.costUsd },
    skills: [...(run?.skillsUsed ?? [])],
    state: await endState(scenario.expect, { place, workspace, board }),
  };
  const scratch = lab.scratchOf(place, { thread: begun.value, title: watched.thread?.title ?? '' });
  return { recording: recordingOf(wish, moved(found, movesOf(place, workspace, scratch)) as typeof found), note };
}

/** Of a trial of which nothing is found it says that it was no fault of the agent. */
export function recordingOf(
  { scenario, harness }: Pick<TrialWish, 'scenario' | 'harness'>,
  found: Partial<Recording>,
): Recording {
  const repos = scenario.fixture.repos.map(({ name }) => name);
  return Recording.parse({ version: 1, scenario: scenario.id, harness, repos, ending: 'infra', calls: [], ...found });
}

/** Repos and the thread. The suite admits trials, so that this factory holds nothing back. */
async function begin(
  call: Call,
  { clones }: TrialPlace,
  { scenario, harness, model, recipe }: TrialWish,
): Promise<Result<ThreadId>> {
  const patch = { freeMemoryGb: 0, notifications: false, poolSize: 0, wipLimit: 1 };
  const set = await call('settings.update', { patch });
  if (!set.ok) return set;
  const repos: RepoId[] = [];
  for (const { path } of clones) {
    const added = await call('repos.add', { path });
    if (!added.ok) return added;
    repos.push(added.value.id);
  }
  const { context } = scenario.fixture;
  const before = context === undefined ? '' : `${filled(context)}\n\n`;
  const created = await call('threads.create', {
    ...{ goal: before + scenario.prompt, title: scenario.title, repos, harness },
    ...(model !== undefined && { model }),
    ...(recipe && { recipe: { ...recipe, inputs: {} } }),
  });
  if (!created.ok) return created;
  return ok(created.value.thread);
}

function filled({ text, characters }: NonNullable<Scenario['fixture']['context']>): string {
  return `${text}\n`.repeat(Math.ceil(characters / (text.length + 1))).slice(0, characters);
}

function workspaceOf(thread: Thread | undefined) {
  if (thread?.workspace.kind !== 'ready') return undefined;
  const { path, worktrees } = thread.workspace;
  return { path, branch: worktrees[0]?.branch ?? stage.branch };
}

function endingOf(
  { end, thread }: Watched,
  { limits }: Scenario,
): { readonly ending: Recording['ending']; readonly note: string } {
  const run = thread?.runs.at(-1);
  if (end === 'stopped') return { ending: 'skipped', note: 'stopped' };
  if (end === 'lost') return { ending: 'infra', note: 'its factory went away' };
  if (end === 'too-many-calls') return { ending: 'capped', note: 'made more calls than allowed' };
  if (thread?.workspace.kind === 'failed') return { ending: 'infra', note: thread.workspace.failure.message };
  if (run === undefined) return { ending: 'infra', note: 'it did not begin' };
  if (run.state.kind !== 'ended') return { ending: 'capped', note: 'took longer than allowed' };
  if (limits.usd !== undefined && (run.usage?.costUsd ?? 0) > limits.usd)
    return { ending: 'capped', note: 'cost more than allowed' };
  const { outcome, reason } = run.state;
  switch (outcome) {
    case 'succeeded':
      return { ending: 'completed', note: '' };
    case 'refused':
      return { ending: 'gave-up', note: '' };
    case 'failed':
      return failedEnding(reason, run.contained !== undefined);
    default:
      return { ending: 'infra', note: reason };
  }
}

/** A model that will not is no agent that cannot; and what is wrong with a machine is wrong with no agent. */
function failedEnding(reason: string, spawned: boolean): ReturnType<typeof endingOf> {
  if (!spawned || failureClass(reason) !== 'task' || /cannot be played/.test(reason))
    return { ending: 'infra', note: reason };
  if (/\bmodel refused\b/i.test(reason)) return { ending: 'refused', note: reason };
  return { ending: 'gave-up', note: '' };
}

/** From where it was to the stage on which every recording plays. */
function movesOf(place: TrialPlace, workspace: ReturnType<typeof workspaceOf>, scratch: string): readonly Move[] {
  const { root, home, data } = place;
  const made: readonly Move[] = workspace
    ? [
        [workspace.path, stage.workspace],
        [workspace.branch, stage.branch],
      ]
    : [];
  const own: readonly Move[] = [
    [data, stage.appState],
    [home, stage.home],
    [root, '/eval'],
  ];
  return [...made, [scratch, stage.scratch], ...repoMoves(place), ...own];
}
