import type { RepoId, ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { isUnfinished } from '../../../core/model/thread.ts';
import type { RadarHead } from '../../../core/radar/conflict.ts';
import type { Overlap } from '../../../core/radar/overlap.ts';
import { createRadar } from '../../radar/radar.ts';
import type { Radar } from '../../radar/radar.ts';
import type { ThreadMeeting } from '../../../core/similar/shared-work.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

export type RadarWatch = {
  overlaps(): readonly Overlap[];
  /** How the commits of each two threads meet, also where they only touch the same files. */
  meetings(): readonly ThreadMeeting[];
  /** Called when other threads overlap than before, or elsewhere. */
  subscribe(listener: (overlaps: readonly Overlap[]) => void): () => void;
  stop(): void;
};

/** What a window gets of one overlap: more is a wall, not news. */
const mostFiles = 50;
const mostRanges = 20;

/** Follows the branches of all unfinished threads: which of them conflict as their commits stand now. */
export function watchRadar({ state, subscribe }: Pick<Orchestrator, 'state' | 'subscribe'>, afterMs = 500): RadarWatch {
  const listeners = new Set<(overlaps: readonly Overlap[]) => void>();
  const radars = new Map<string, Radar<ThreadId>>();
  let overlaps: readonly Overlap[] = [];
  let meetings: readonly ThreadMeeting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let stopped = false;

  async function look(): Promise<readonly Overlap[]> {
    const found: ThreadMeeting[] = [];
    for (const repo of state.repos.values()) {
      const heads = headsIn(repo.id, state.threads.values());
      if (heads.length < 2) continue;
      const radar = radars.get(repo.path) ?? createRadar<ThreadId>(repo.path);
      radars.set(repo.path, radar);
      const met = await radar.look(heads);
      // Such as a clone that was moved away: then nothing is known of it, and its threads say what is wrong.
      if (met.ok) found.push(...met.value.map((meeting) => ({ ...meeting, repo: repo.id })));
    }
    meetings = found;
    const conflicting = found.filter(({ files }) => files.length > 0);
    return conflicting.map(({ repo, a, b, files }) => ({ repo, a, b, files: files.slice(0, mostFiles).map(shortened) }));
  }

  async function follow(): Promise<void> {
    timer = undefined;
    if (looking) return soon();
    looking = true;
    const next = await look().finally(() => (looking = false));
    if (stopped || JSON.stringify(next) === JSON.stringify(overlaps)) return;
    overlaps = next;
    for (const listener of listeners) listener(overlaps);
  }

  function soon(): void {
    if (!stopped) timer ??= setTimeout(() => void follow().catch(tell), afterMs).unref();
  }

  const unsubscribe = subscribe(soon);
  soon();
  return {
    overlaps: () => overlaps,
    meetings: () => meetings,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      unsubscribe();
      clearTimeout(timer);
    },
  };
}

function tell(error: unknown): void {
  console.error('teatree: the radar failed', error);
}

function headsIn(repo: RepoId, threads: Iterable<Thread>): readonly RadarHead<ThreadId>[] {
  return [...threads].filter(isUnfinished).flatMap(({ thread, changes }) => {
    const change = changes.find((each) => each.repo === repo);
    return change && change.head !== change.base ? [{ name: thread, commit: change.head }] : [];
  });
}

function shortened(file: Overlap['files'][number]): Overlap['files'][number] {
  const { lines, theirLines } = file;
  return { ...file, lines: lines.slice(0, mostRanges), theirLines: theirLines.slice(0, mostRanges) };
}
