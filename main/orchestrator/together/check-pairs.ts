import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import type { CommitId, RepoId } from '../../../core/ids.ts';
import type { Admission } from '../../../core/loop/admission.ts';
import { effectsOf } from '../../../core/loop/effects.ts';
import { plan } from '../../../core/loop/plan.ts';
import { trialOf } from '../../../core/model/attention/trial.ts';
import type { Trial } from '../../../core/model/attention/trial.ts';
import { headsOf, sameHeads } from '../../../core/model/change-set.ts';
import { roundVerdict } from '../../../core/model/check.ts';
import type { CheckEnd } from '../../../core/model/check.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import { currentRound, isUnfinished } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';
import type { ThreadMeeting } from '../../../core/similar/shared-work.ts';
import { clearCheckouts } from '../../checks/checkout.ts';
import { checksFolder } from '../../workspace/place.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { pairMarkerOf } from '../perform/check.ts';
import { tryTogether } from './try-together.ts';
import type { Together } from './try-together.ts';

type PairParts = {
  readonly orchestrator: Pick<Orchestrator, 'state' | 'report'>;
  readonly dataFolder: string;
  /** How the branches meet, as the radar knows it. */
  readonly meetings: () => readonly ThreadMeeting[];
  readonly readConfig: (repo: Repo) => Promise<Result<RepoConfig>>;
  readonly admission: () => Admission;
  /** Whether the processors have nothing better to do. */
  readonly quiet?: () => boolean;
  readonly everyMs?: number;
};

type Pair = { readonly a: Thread; readonly b: Thread };

/**
 * While nothing else is to be done: the repos' checks over the merge of each two threads that are green by themselves,
 * merge cleanly and touch the same file. One pair at a time, each once for its commits. Answers how to stop.
 */
export function checkPairs({ orchestrator, dataFolder, meetings, ...parts }: PairParts): () => void {
  const { admission, readConfig, quiet = isQuiet, everyMs = 15_000 } = parts;
  const { state } = orchestrator;
  const folder = join(checksFolder(dataFolder), 'pairs');
  const ended = new AbortController();
  /** What could not be tried is not tried again until one of the two moves. */
  const givenUp = new Set<string>();
  let busy = false;

  function mayBegin(): boolean {
    const allowed = admission();
    const { active, effects } = plan(state, allowed);
    return !allowed.hold && active === 0 && effects.every(({ kind }) => kind === 'run') && quiet();
  }

  async function tick(): Promise<void> {
    if (busy || ended.signal.aborted || meetings().length === 0 || !mayBegin()) return;
    const pair = pairsOf(meetings(), state.threads).find((each) => !givenUp.has(keyOf(each)));
    if (!pair) return;
    busy = true;
    await tryPair(pair).finally(() => (busy = false));
    return tick();
  }

  async function tryPair({ a, b }: Pair): Promise<void> {
    const heads = [...headsOf(a.changes)];
    const otherHeads = [...headsOf(b.changes)];
    const world = { readConfig, repo: (id: RepoId) => state.repos.get(id) };
    const tried = await tryTogether(world, {
      candidates: [
        { thread: a, heads },
        { thread: b, heads: otherHeads },
      ],
      ...{ onto: startsOf(a, b), folder, marker: pairMarkerOf(a, b), signal: ended.signal, onOutput: () => undefined },
    });
    if (ended.signal.aborted) return;
    const failed = tried.ok ? verdictOf(tried.value) : undefined;
    if (!failed) return void givenUp.add(keyOf({ a, b }));
    const trial: Trial = { other: b.thread, heads, otherHeads, failed };
    const told = await orchestrator.report({ type: 'thread.tried-together', thread: a.thread, trial });
    if (!told.ok) givenUp.add(keyOf({ a, b }));
  }

  const clock = setInterval(() => void tick().catch(tell), everyMs).unref();
  // What a factory that was killed left behind.
  void clearCheckouts(folder, [...state.repos.values()]).catch(tell);
  return () => {
    ended.abort();
    clearInterval(clock);
  };
}

function isQuiet(): boolean {
  return process.platform === 'win32' || (loadavg()[0] ?? 0) < availableParallelism();
}

function tell(error: unknown): void {
  console.error('teatree: two threads could not be tried together', error);
}

/** What of it failed; undefined where the checks themselves could not run, which says nothing about the two. */
function verdictOf(together: Together) {
  if (together.kind === 'green') return [];
  if (together.kind === 'conflict') return undefined;
  const said = together.failed.filter(({ outcome }) => outcome === 'failed' || outcome === 'timed-out');
  return said.length < together.failed.length ? undefined : said.map(failedCheck);
}

/** What is kept of an output: its end, where test runners sum up. */
const tailKept = 1500;

function failedCheck({ repo, name, tail }: CheckEnd) {
  return { repo, name, tail: tail.slice(-tailKept) };
}

function pairsOf(meetings: readonly ThreadMeeting[], threads: ReadonlyMap<Thread['thread'], Thread>): readonly Pair[] {
  const conflicting = new Set(meetings.filter(({ files }) => files.length > 0).map(({ a, b }) => `${a} ${b}`));
  const sharing = meetings.filter(({ a, b, shared }) => shared.length > 0 && !conflicting.has(`${a} ${b}`));
  return sharing.flatMap((meeting) => {
    const [a, b] = [threads.get(meeting.a), threads.get(meeting.b)];
    return a && b && isGreenAlone(a) && isGreenAlone(b) && !trialOf(a, b) ? [{ a, b }] : [];
  });
}

/** Only then it is the two together that are to blame. */
function isGreenAlone(thread: Thread): boolean {
  const round = currentRound(thread);
  const isCurrent = round !== undefined && sameHeads(round.heads, headsOf(thread.changes)) && !thread.recheck;
  return isCurrent && roundVerdict(round) === 'green' && isUnfinished(thread) && effectsOf(thread) === undefined;
}

/** The merge is of the two alone, so that nothing else can be the reason. */
function startsOf(a: Thread, b: Thread): ReadonlyMap<RepoId, CommitId> {
  const bases = [b, a].flatMap(({ workspace }) => (workspace.kind === 'ready' ? workspace.worktrees : []));
  return new Map([
    ...bases.map(({ repo, base }) => [repo, base] as const),
    ...[b, a].flatMap(({ changes }) => headsOf(changes).map(({ repo, commit }) => [repo, commit] as const)),
  ]);
}

function keyOf({ a, b }: Pair): string {
  return [a, b].flatMap(({ changes }) => headsOf(changes).map(({ commit }) => commit)).join(' ');
}
