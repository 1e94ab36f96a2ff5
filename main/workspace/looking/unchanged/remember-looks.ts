import type { Against } from '../../../../core/contract/thread/change-methods.ts';
import type { RepoFiles } from '../../../../core/contract/thread/work-methods.ts';
import type { ThreadId } from '../../../../core/ids.ts';
import type { Thread, Worktree } from '../../../../core/model/thread.ts';
import { ok, type Result } from '../../../../core/result.ts';
import { existsSync } from 'node:fs';
import { ignoredFolders } from '../../../git/status.ts';
import { worktreeStamp } from '../../../git/worktrees/stamp.ts';
import { placeOf } from '../../place.ts';
import type { DeskParts } from '../desk-parts.ts';
import type { Earlier, Looked, Standings } from '../look.ts';
import { watchTree, type TreeWatch } from './watch-tree.ts';

type Parts = Pick<DeskParts, 'dataFolder' | 'repo' | 'precious'>;
type Files = Result<readonly RepoFiles[]>;
type Look = (
  thread: Thread,
  how: { readonly against: Against; readonly earlier?: Earlier | undefined },
) => Promise<Result<Looked>>;
type Ready = Extract<Thread['workspace'], { kind: 'ready' }>;

/** Differs whenever something may have changed: files by their watch, what git keeps by its stamp. */
type Moment = { readonly turn: number; readonly stamp: string };
type Answer = { readonly moment: Moment; readonly files: Files };
type Known = {
  readonly watch: Promise<TreeWatch | undefined>;
  readonly since: number;
  readonly answers: Map<string, Answer>;
  /** Where its worktrees stood at the latest look. */
  last: { readonly moment: Moment; readonly standings: Standings } | undefined;
  /** It could be watched: when that ends it begins again. What could not is left alone for a while. */
  told: boolean;
};

/** Of so many threads; those looked at longest ago go first. */
const most = 60;
/** Then all is looked at anew: a file may be changed through memory, and what is ignored be said elsewhere. */
const longestMs = 600_000;

/**
 * The same looks, but while nothing has changed the last answer holds, and git is not asked; while nothing but files
 * has changed, git is asked less. `anew`: what is known is forgotten first.
 */
export function rememberLooks(
  parts: Parts,
  look: Look,
): (thread: Thread, against: Against, anew?: boolean) => Promise<Files> {
  const known = new Map<ThreadId, Known>();

  function forget(id: ThreadId): void {
    void known.get(id)?.watch.then((watch) => watch?.stop());
    known.delete(id);
  }
  function begin(thread: Thread, workspace: Ready): void {
    const watch = watchWork(parts, thread, workspace);
    known.set(thread.thread, { watch, since: Date.now(), answers: new Map(), last: undefined, told: false });
    for (const id of [...known.keys()].slice(0, -most)) forget(id);
  }
  function knownOf({ thread }: Thread): Known | undefined {
    if (Date.now() - (known.get(thread)?.since ?? 0) > longestMs) forget(thread);
    return known.get(thread);
  }

  async function filesIn(thread: Thread, against: Against): Promise<Files> {
    const { workspace } = thread;
    // Before the turn: that is a matter of checkpoints.
    if (workspace.kind !== 'ready' || against === 'last-turn') return filesOf(await look(thread, { against }));
    const own = knownOf(thread);
    const stamp = () => stampOf(parts, workspace.worktrees);
    const now = own && (await momentOf(own, stamp));
    const key = JSON.stringify([against, workspace.worktrees]);
    const answer = own?.answers.get(key);
    if (now && answer && isSame(answer.moment, now)) return answer.files;
    const earlier = now && (await earlierOf(own, now, stamp));
    const looked = await look(thread, { against, earlier });
    if (now && looked.ok) remember(own, now, { key, looked: looked.value });
    if (now) own.told = true;
    else if (own?.told === true) forget(thread.thread);
    if (!known.has(thread.thread)) begin(thread, workspace);
    return filesOf(looked);
  }

  return (thread, against, anew) => {
    if (anew) forget(thread.thread);
    return filesIn(thread, against);
  };
}

function isSame(one: Moment, other: Moment): boolean {
  return one.turn === other.turn && one.stamp === other.stamp;
}

/** Not where submodules are: what becomes of them no moment tells. */
function remember(
  own: Known,
  moment: Moment,
  { key, looked }: { readonly key: string; readonly looked: Looked },
): void {
  const { files, standings } = looked;
  if ([...standings.values()].some(({ submodules }) => submodules)) return;
  own.answers.set(key, { moment, files: ok(files) });
  own.last = { moment, standings };
}

function filesOf(looked: Result<Looked>): Files {
  return looked.ok ? ok(looked.value.files) : looked;
}

/** Undefined: it cannot be told. */
async function momentOf({ watch }: Known, stamp: () => string | undefined): Promise<Moment | undefined> {
  const turn = await (await watch)?.turn();
  const stamped = stamp();
  return turn === undefined || stamped === undefined ? undefined : { turn, stamp: stamped };
}

/** The latest look, where only files have changed since. */
async function earlierOf(
  { watch, last }: Known,
  now: Moment,
  stamp: () => string | undefined,
): Promise<Earlier | undefined> {
  if (last?.moment.stamp !== now.stamp) return undefined;
  const changed = (await watch)?.changedSince(last.moment.turn);
  return changed && { standings: last.standings, changed, stillHolds: () => stamp() === now.stamp };
}

/** Over the worktrees, and over what contained agents have committed and nobody has taken over yet. */
async function watchWork(
  { dataFolder, repo, precious }: Parts,
  thread: Thread,
  { worktrees }: Ready,
): Promise<TreeWatch | undefined> {
  const leaveOut = new Set<string>();
  for (const { path, repo: id } of worktrees) {
    const owner = repo(id);
    // Ignored files that count as work lie anywhere.
    if (owner && (await precious(owner)).length > 0) continue;
    const ignored = await ignoredFolders(path);
    if (!ignored.ok) return undefined;
    for (const folder of ignored.value) leaveOut.add(folder);
  }
  const { outboxes } = placeOf(dataFolder, thread);
  return watchTree([...worktrees.map(({ path }) => path), ...(existsSync(outboxes) ? [outboxes] : [])], leaveOut);
}

/** Undefined where one of them is no worktree. */
function stampOf({ repo }: Parts, worktrees: readonly Worktree[]): string | undefined {
  const stamps = worktrees.map(({ path, branch, repo: id }) => {
    const { remote, defaultBranch } = repo(id) ?? {};
    const target = remote && defaultBranch ? [`refs/remotes/${remote.name}/${defaultBranch}`] : [];
    return worktreeStamp(path, [`refs/heads/${branch}`, ...target]);
  });
  return stamps.includes(undefined) ? undefined : stamps.join('\n\n');
}
