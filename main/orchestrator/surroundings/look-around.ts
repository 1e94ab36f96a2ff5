import type { CommitId, RepoId, ThreadId } from '../../../core/ids.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import { trialOf } from '../../../core/model/attention/trial.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { isUnfinished } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { FileConflict, RadarHead } from '../../../core/radar/conflict.ts';
import type { Drift, RadarPicture, RedPair } from '../../../core/radar/overlap.ts';
import type { ThreadMeeting } from '../../../core/similar/shared-work.ts';
import { revParse } from '../../git/ancestry.ts';
import { createRadar } from '../../radar/radar.ts';
import type { Radar } from '../../radar/radar.ts';

export type Seen = {
  readonly picture: RadarPicture;
  /** How the commits of each two threads meet, also where they only touch the same files. */
  readonly meetings: readonly ThreadMeeting[];
};

/** What a window gets of one conflict: more is a wall, not news. */
const mostFiles = 50;
const mostRanges = 20;
/** Where a default branch stands is read anew at most this often. */
const targetKeptMs = 5000;

/** The default branch among the heads. */
const TARGET = 'target';
type Name = ThreadId | typeof TARGET;

/** Looks at the branches of all unfinished threads, and at the default branch of each repo as it was fetched last. */
export function lookAround({ repos, threads }: Pick<FactoryState, 'repos' | 'threads'>): () => Promise<Seen> {
  const radars = new Map<string, Radar<Name>>();
  const targetOf = targetReader();
  return async () => {
    const found: ThreadMeeting[] = [];
    const drifts: Drift[] = [];
    for (const repo of repos.values()) {
      const heads: readonly RadarHead<Name>[] = headsIn(repo.id, threads.awake());
      if (heads.length === 0) continue;
      const target = await targetOf(repo);
      const radar = radars.get(repo.path) ?? createRadar<Name>(repo.path);
      radars.set(repo.path, radar);
      const met = await radar.look(target ? [...heads, { name: TARGET, commit: target }] : heads);
      // Such as a clone that was moved away: then nothing is known of it, and its threads say what is wrong.
      for (const { a, b, files, shared } of met.ok ? met.value : []) {
        if (a === TARGET) continue;
        if (b !== TARGET) found.push({ repo: repo.id, a, b, files, shared });
        else if (files.length > 0)
          drifts.push({ repo: repo.id, thread: a, target: targetName(repo), files: shortened(files) });
      }
    }
    const overlaps = found.flatMap(({ repo, a, b, files }) =>
      files.length > 0 ? [{ repo, a, b, files: shortened(files) }] : [],
    );
    return { meetings: found, picture: { overlaps, drifts, redPairs: redPairsOf(threads) } };
  };
}

function targetName({ remote, defaultBranch }: Repo): string {
  return `${remote.name}/${defaultBranch}`;
}

/** Where the default branch of a repo stood when it was fetched last. */
function targetReader(): (repo: Repo) => Promise<CommitId | undefined> {
  const known = new Map<RepoId, { readonly at: number; readonly commit: CommitId | undefined }>();
  return async (repo) => {
    const before = known.get(repo.id);
    const at = performance.now();
    if (before && at - before.at < targetKeptMs) return before.commit;
    const read = await revParse(repo.path, `refs/remotes/${targetName(repo)}`);
    const commit = read.ok ? read.value : undefined;
    known.set(repo.id, { at, commit });
    return commit;
  };
}

function redPairsOf(threads: FactoryState['threads']): readonly RedPair[] {
  return [...threads.awake()].filter(isUnfinished).flatMap((a) =>
    (a.trials ?? []).flatMap(({ other }) => {
      const b = threads.get(other);
      const failed = b && isUnfinished(b) ? (trialOf(a, b)?.failed ?? []) : [];
      return failed.length > 0 ? [{ a: a.thread, b: other, failed }] : [];
    }),
  );
}

function headsIn(repo: RepoId, threads: Iterable<Thread>): readonly RadarHead<ThreadId>[] {
  return [...threads].filter(isUnfinished).flatMap(({ thread, changes }) => {
    const change = changes.find((each) => each.repo === repo);
    return change && change.head !== change.base ? [{ name: thread, commit: change.head }] : [];
  });
}

function shortened(files: readonly FileConflict[]): readonly FileConflict[] {
  return files.slice(0, mostFiles).map(({ lines, theirLines, ...file }) => ({
    ...file,
    lines: lines.slice(0, mostRanges),
    theirLines: theirLines.slice(0, mostRanges),
  }));
}
