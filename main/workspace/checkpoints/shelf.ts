import type { RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun, type Thread, type Worktree } from '../../../core/model/thread.ts';
import type { CheckpointList, CheckpointMoment, CheckpointReason } from '../../../core/model/workspace/checkpoint.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { listCheckpoints, sizeOf, type Checkpoint } from '../../git/checkpoint/list.ts';
import { restoreCheckpoint, type Restored } from '../../git/checkpoint/restore.ts';
import { saveCheckpoint, type SaveOptions } from '../../git/checkpoint/save.ts';
import { diffFiles } from '../../git/diff.ts';
import { turns } from '../../git/hardening/turns.ts';
import { collectWork } from '../collect.ts';
import { forgetExpired, type ForgetParts } from './forget.ts';

export type SavedWork = {
  /** Undefined: there was nothing new to save. */
  readonly number: number | undefined;
  /** Sentences for the person. */
  readonly failed: readonly string[];
};

/** The checkpoints of all threads. What one thread asks for is done in turn. */
export type CheckpointShelf = {
  /** Captures what stands in a thread's worktrees; they stay as they are. One that has not changed is passed over. */
  save(thread: Thread, reason: CheckpointReason): Promise<SavedWork>;
  list(thread: Thread): Promise<Result<CheckpointList>>;
  /** What a checkpoint holds beyond the HEAD of its time. */
  show(thread: Thread, number: number): Promise<Result<readonly RepoFiles[]>>;
  /** Puts a moment back into the worktrees, or into those `only`, after a checkpoint of the present. Failures: run-alive, workspace-missing, checkpoint-not-found, those of restoreCheckpoint. */
  restore(thread: Thread, number: number, only?: readonly Repo['id'][]): Promise<Result<RestoredMoment>>;
  /** Lets somebody change a worktree, in turn with the checkpoints, who first saves what stands there as told. */
  change<T>(
    thread: Thread,
    { worktree, reason }: Omit<Asked, 'number'>,
    use: (save: SaveOptions) => Promise<Result<T>>,
  ): Promise<Result<T>>;
};

/** `before`: the checkpoint of what stood there. `left`: paths a restore leaves alone. */
export type RestoredMoment = Restored & { readonly repos: readonly string[] };

export type ShelfParts = ForgetParts & {
  readonly dataFolder: string;
  /** Globs of ignored files that count as work. */
  precious(repo: Repo): Promise<readonly string[]>;
};

export function checkpointShelf(parts: ShelfParts): CheckpointShelf {
  const inTurn = turns();
  return {
    save: (thread, reason) => inTurn(thread.thread, () => save(parts, thread, reason)),
    list: (thread) => list(parts, thread),
    show: (thread, number) => show(parts, thread, number),
    restore: (thread, number, only) => inTurn(thread.thread, () => restore(parts, thread, { number, only })),
    change: (thread, asked, use) =>
      inTurn(thread.thread, async () => {
        const known = await knownOf(parts, thread);
        if (!known.ok) return known;
        return use(await optionsFor(parts, thread, { ...asked, number: nextNumber(known.value) }));
      }),
  };
}

async function save(parts: ShelfParts, thread: Thread, reason: CheckpointReason): Promise<SavedWork> {
  const collected = await collectWork(parts, thread);
  const failed = collected.ok ? [] : [collected.error.message];
  const known = await knownOf(parts, thread);
  if (!known.ok) return { number: undefined, failed: [...failed, known.error.message] };
  const number = nextNumber(known.value);
  const made = await Promise.all(
    worktreesOf(thread).map(async (worktree) => {
      const options = await optionsFor(parts, thread, { worktree, number, reason });
      const last = known.value.get(worktree.repo)?.at(-1);
      return { worktree, checkpoint: await saveCheckpoint(worktree.path, { ...options, last, base: worktree.base }) };
    }),
  );
  for (const { worktree, checkpoint } of made)
    if (!checkpoint.ok) failed.push(`${worktree.path}: ${checkpoint.error.message}`);
  const saved = made.some(({ checkpoint }) => checkpoint.ok && checkpoint.value.commit !== undefined);
  if (saved) failed.push(...(await forgetExpired(parts, thread)));
  return { number: saved ? number : undefined, failed };
}

type Known = ReadonlyMap<Repo['id'], readonly Checkpoint[]>;

async function knownOf({ repo }: ShelfParts, thread: Thread): Promise<Result<Known>> {
  const listed = await Promise.all(
    thread.repos.map(async (id) => {
      const clone = repo(id)?.path;
      return { id, all: clone === undefined ? ok([]) : await listCheckpoints(clone, thread.thread) };
    }),
  );
  const known = new Map<Repo['id'], readonly Checkpoint[]>();
  for (const { id, all } of listed) {
    if (!all.ok) return all;
    known.set(id, all.value);
  }
  return ok(known);
}

function nextNumber(known: Known): number {
  return 1 + Math.max(0, ...[...known.values()].flat().map(({ number }) => number));
}

function worktreesOf({ workspace }: Thread): readonly Worktree[] {
  return workspace.kind === 'ready' ? workspace.worktrees : [];
}

type Asked = { readonly worktree: Worktree; readonly number: number; readonly reason: CheckpointReason };

async function optionsFor(parts: ShelfParts, { thread }: Thread, { worktree, number, reason }: Asked) {
  const repo = parts.repo(worktree.repo);
  const precious = repo ? await parts.precious(repo) : [];
  return { thread, number, reason, at: parts.now(), branch: worktree.branch, precious };
}

async function list(parts: ShelfParts, thread: Thread): Promise<Result<CheckpointList>> {
  const known = await knownOf(parts, thread);
  if (!known.ok) return known;
  const moments = new Map<number, CheckpointMoment>();
  let bytes = 0;
  for (const [repo, all] of known.value) {
    for (const { number, commit, head, note } of all) {
      const { reason, at, nested, submodules, leftOut } = note;
      const parts_ = [...(moments.get(number)?.parts ?? []), { repo, commit, head, nested, submodules, leftOut }];
      moments.set(number, { number, at, reason, parts: parts_ });
    }
    const size = await sizeOf(parts.repo(repo)?.path ?? '', all);
    if (!size.ok) return size;
    bytes += size.value;
  }
  return ok({ moments: [...moments.values()].sort((a, b) => b.number - a.number), bytes });
}

async function show(parts: ShelfParts, thread: Thread, number: number): Promise<Result<readonly RepoFiles[]>> {
  const known = await knownOf(parts, thread);
  if (!known.ok) return known;
  const repos: RepoFiles[] = [];
  for (const [repo, all] of known.value) {
    const clone = parts.repo(repo)?.path;
    const checkpoint = all.find((each) => each.number === number);
    if (!checkpoint?.head || clone === undefined) continue;
    const files = await diffFiles(clone, { from: checkpoint.head, to: checkpoint.commit });
    if (!files.ok) return files;
    repos.push({ repo, base: checkpoint.head, head: checkpoint.commit, files: files.value });
  }
  return repos.length > 0 ? ok(repos) : fail(notFound(thread, number));
}

function notFound({ number: thread }: Thread, number: number) {
  const message = `Thread #${String(thread)} has no checkpoint ${String(number)}`;
  return { code: 'checkpoint-not-found', message, next: `List them: teatree checkpoint list ${String(thread)}` };
}

async function restore(
  parts: ShelfParts,
  thread: Thread,
  { number, only }: { readonly number: number; readonly only: readonly Repo['id'][] | undefined },
): Promise<Result<RestoredMoment>> {
  if (isAlive(currentRun(thread)))
    return fail({ code: 'run-alive', message: 'Its agent is at work', next: 'Pause or stop the thread first' });
  if (thread.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: `Thread #${String(thread.number)} has no workspace` });
  const collected = await collectWork(parts, thread);
  if (!collected.ok) return collected;
  const known = await knownOf(parts, thread);
  if (!known.ok) return known;
  if (![...known.value.values()].flat().some((each) => each.number === number)) return fail(notFound(thread, number));
  const before = nextNumber(known.value);
  const left: string[] = [];
  const repos: string[] = [];
  for (const worktree of thread.workspace.worktrees) {
    if (only && !only.includes(worktree.repo)) continue;
    // A repo that had not changed at that moment stands in the one before.
    const checkpoint = known.value.get(worktree.repo)?.findLast((each) => each.number <= number);
    if (!checkpoint) continue;
    const options = await optionsFor(parts, thread, { worktree, number: before, reason: 'restore' });
    const restored = await restoreCheckpoint(worktree.path, checkpoint, options);
    if (!restored.ok) return restored;
    left.push(...restored.value.left);
    repos.push(worktree.repo);
  }
  // The newest checkpoint is always what stands: who makes a lost worktree again takes that one.
  await save(parts, thread, 'asked');
  return ok({ before, left, repos });
}
