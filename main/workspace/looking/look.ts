import { sep } from 'node:path';
import type { Against } from '../../../core/contract/thread/change-methods.ts';
import type { FileDiff, RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import type { CommitId, RepoId } from '../../../core/ids.ts';
import type { CheckpointPart } from '../../../core/model/workspace/checkpoint.ts';
import { currentRun, type Thread, type Worktree } from '../../../core/model/thread.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { standingOf, type Since, type Standing } from '../../git/checkpoint/standing.ts';
import { diffFiles, diffText } from '../../git/diff.ts';
import { collectWork } from '../collect.ts';
import type { DeskParts } from './desk-parts.ts';

/** Where the worktrees stand, by their paths. */
export type Standings = ReadonlyMap<string, Standing>;
export type Looked = { readonly files: readonly RepoFiles[]; readonly standings: Standings };

/** An earlier look at the same worktrees. */
export type Earlier = {
  readonly standings: Standings;
  /** Absolute paths of all that has changed since. */
  readonly changed: readonly string[];
  /** What git itself keeps about the worktrees is as it was then. */
  stillHolds(): boolean;
};

/** What differs, repo by repo. The files are kept as a tree, so that later looks into single files see the same. */
export async function look(
  parts: DeskParts,
  thread: Thread,
  { against, earlier }: { readonly against: Against; readonly earlier?: Earlier | undefined },
): Promise<Result<Looked>> {
  if (thread.workspace.kind !== 'ready') {
    const files = against === 'base' ? await lookAtCommits(parts, thread) : ok([]);
    return files.ok ? ok({ files: files.value, standings: new Map() }) : files;
  }
  const collected = await collectWork(parts, thread);
  if (!collected.ok) return collected;
  const before = against === 'last-turn' ? await beforeTurn(parts, thread) : ok(new Map<RepoId, CheckpointPart>());
  if (!before.ok) return before;
  // Only now: what was just collected moves a branch.
  const still = earlier?.stillHolds() === true ? earlier : undefined;
  const looked = await Promise.all(
    thread.workspace.worktrees.map((worktree) =>
      lookAt(parts, worktree, {
        ...{ against, before: before.value, recorded: recordedHead(thread, worktree), earlier: still },
      }),
    ),
  );
  const failed = looked.find((each) => !each.ok);
  if (failed) return failed;
  const seen = looked.flatMap((each) => (each.ok ? [each.value] : []));
  return ok({
    files: seen.map(({ files }) => files),
    standings: new Map(seen.map(({ path, standing }) => [path, standing])),
  });
}

type Parts = ReadonlyMap<RepoId, CheckpointPart>;

function recordedHead({ changes }: Thread, { repo }: Worktree): CommitId | undefined {
  return changes.find((each) => each.repo === repo)?.head;
}

type How = {
  readonly against: Against;
  readonly before: Parts;
  /** Where its branch stood when its work was recorded; as a rule it still does. */
  readonly recorded: CommitId | undefined;
  readonly earlier: Earlier | undefined;
};

type Seen = { readonly path: string; readonly files: RepoFiles; readonly standing: Standing };

async function lookAt(
  parts: DeskParts,
  { repo, path, base }: Worktree,
  { against, before, recorded, earlier }: How,
): Promise<Result<Seen>> {
  const start = against === 'uncommitted' ? undefined : (before.get(repo)?.commit ?? base);
  const [standing, likely] = await Promise.all([
    preciousOf(parts, repo).then((precious) => standingOf(path, precious, sinceOf(earlier, path))),
    start && recorded ? filesBetween(path, { from: start, to: recorded }) : undefined,
  ]);
  if (!standing.ok) return standing;
  const { head, files: to } = standing.value;
  const from = start ?? head;
  const files = to === recorded && likely ? likely : await filesBetween(path, { from, to });
  if (!files.ok) return files;
  const made = { repo, base, head, files: files.value, between: { from, to } };
  return ok({ path, files: made, standing: standing.value });
}

function sinceOf(earlier: Earlier | undefined, path: string): Since | undefined {
  const standing = earlier?.standings.get(path);
  const changed = earlier?.changed.filter((each) => each.startsWith(path + sep));
  return standing && changed && { standing, changed };
}

function filesBetween(path: string, range: { readonly from: CommitId; readonly to: CommitId }) {
  return range.from === range.to ? ok([]) : diffFiles(path, range);
}

async function preciousOf(parts: DeskParts, id: RepoId): Promise<readonly string[]> {
  const repo = parts.repo(id);
  return repo ? parts.precious(repo) : [];
}

/** Of each repo the latest checkpoint from before the latest turn; none where nothing had changed by then. */
async function beforeTurn({ shelf }: DeskParts, thread: Thread): Promise<Result<Parts>> {
  const began = currentRun(thread)?.startedAt;
  const listed = await shelf.list(thread);
  if (!listed.ok) return listed;
  const found = new Map<RepoId, CheckpointPart>();
  // Newest first.
  for (const { parts } of listed.value.moments.filter(({ at }) => began !== undefined && at <= began))
    for (const part of parts) if (!found.has(part.repo)) found.set(part.repo, part);
  return ok(found);
}

/** What the commits of a thread changed that has no workspace any more. */
async function lookAtCommits(parts: DeskParts, { changes }: Thread): Promise<Result<readonly RepoFiles[]>> {
  const repos: RepoFiles[] = [];
  for (const { repo, base, head } of changes) {
    const clone = parts.repo(repo)?.path;
    if (clone === undefined) continue;
    const files = await diffFiles(clone, { from: base, to: head });
    if (!files.ok) return files;
    repos.push({ repo, base, head, files: files.value, between: { from: base, to: head } });
  }
  return ok(repos);
}

export type FileWish = {
  readonly repo: RepoId;
  readonly path: string;
  readonly oldPath?: string | undefined;
  readonly between?: { readonly from: CommitId; readonly to: CommitId } | undefined;
};

/** The unified diff of one file. Failures: workspace-missing, repo-not-found. */
export async function lookAtFile(parts: DeskParts, thread: Thread, wish: FileWish): Promise<Result<FileDiff>> {
  const paths = [...(wish.oldPath === undefined ? [] : [wish.oldPath]), wish.path];
  if (wish.between) {
    const folder = folderOf(parts, thread, wish.repo);
    return folder.ok ? diffText(folder.value, { ...wish.between, paths }) : folder;
  }
  const collected = await collectWork(parts, thread);
  if (!collected.ok) return collected;
  const worktree = worktreeOf(thread, wish.repo);
  if (!worktree.ok) return worktree;
  return diffText(worktree.value.path, { from: worktree.value.base, to: 'worktree', paths });
}

/** Where git can be asked about a repo of the thread. */
export function folderOf(parts: DeskParts, thread: Thread, repo: RepoId): Result<string> {
  const worktree = worktreeOf(thread, repo);
  if (worktree.ok) return ok(worktree.value.path);
  const clone = thread.repos.includes(repo) ? parts.repo(repo)?.path : undefined;
  return clone === undefined ? worktree : ok(clone);
}

export function worktreeOf({ workspace, number }: Thread, repo: RepoId): Result<Worktree> {
  if (workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: `Thread #${String(number)} has no workspace` });
  const worktree = workspace.worktrees.find((each) => each.repo === repo);
  return worktree
    ? ok(worktree)
    : fail({ code: 'repo-not-found', message: `${repo} is not part of thread #${String(number)}` });
}
