import { appendFileSync, rmSync } from 'node:fs';
import { countCommits, isAncestor, log, mergeBase, readCommit, revParse } from '../ancestry.ts';
import { deleteCheckpoints, listCheckpoints, sizeOf } from '../checkpoint/list.ts';
import { restoreCheckpoint } from '../checkpoint/restore.ts';
import { saveCheckpoint } from '../checkpoint/save.ts';
import { addedPatches, diffFiles, diffText } from '../diff.ts';
import { fetchBranch } from '../fetch.ts';
import { readRemoteBranch, readRemoteDefaultBranch } from '../ls-remote.ts';
import { commitTree, mergeTrees, readPerson } from '../merge.ts';
import { collectOutbox } from '../outbox/collect.ts';
import { prepareOutbox } from '../outbox/outbox.ts';
import { pushBranch } from '../push.ts';
import { inspectRepository } from '../repository.ts';
import { revertCommit } from '../revert.ts';
import { readFileAt } from '../show.ts';
import { status } from '../status.ts';
import { addWorktree, copyPaths, deleteBranch, listWorktrees, pruneWorktrees, removeWorktree } from '../worktree.ts';
import type { hostileBox } from './hostile-repos.ts';
import { value } from './sandbox.ts';

const AT = 1_800_000_000_000;

/** Every call of git that the app makes, on a clone and a worktree of it, in the order of a thread's life. */
export async function everyVerb(box: ReturnType<typeof hostileBox>): Promise<void> {
  const { clone, first } = box;
  const base = value(await readCommit(clone, 'HEAD')).id;
  value(await inspectRepository(clone));
  value(await status(clone));
  value(await diffText(clone, { from: first, to: 'worktree' }));
  value(await fetchBranch(clone, box.main));
  const tree = box.at('tree');
  value(await addWorktree(clone, { path: tree, branch: 'teatree/1', base }));
  const outbox = { folder: box.at('outbox'), clone, worktree: tree, branch: 'teatree/1' };
  value(await prepareOutbox(outbox));
  appendFileSync(box.at('tree/a.txt'), 'changed\n');
  box.write('tree/x.evil', 'changed\n');
  box.write('tree/new.evil', 'new\n');
  value(await status(tree));
  value(await diffFiles(tree, { from: first, to: 'worktree' }));
  value(await diffText(tree, { from: base, to: 'worktree' }));
  value(await collectOutbox(outbox));
  box.git('tree', 'init', '-q', 'inner');
  box.write('tree/inner/.gitattributes', '* filter=evil\n');
  box.write('tree/inner/x.evil', 'nested\n');
  const save = { thread: 'thr_x', number: 1, reason: 'kill', at: AT, precious: ['*.db'] } as const;
  value(await saveCheckpoint(tree, save));
  const [saved] = value(await listCheckpoints(clone));
  if (!saved) throw new Error('There is no checkpoint');
  value(await sizeOf(clone, [saved]));
  rmSync(box.at('tree/new.evil'));
  value(await copyPaths(tree, { commit: base, paths: ['a.txt', 'x.evil'] }));
  value(await restoreCheckpoint(tree, saved, { ...save, number: 2 }));
  const ours = value(
    await commitTree(clone, { tree: `${saved.commit}^{tree}`, parents: [base], message: 'o', at: AT }),
  );
  const theirs = value(await commitTree(clone, { tree: `${first}^{tree}`, parents: [base], message: 't', at: AT }));
  value(await mergeTrees(clone, { ours, theirs }));
  value(await revertCommit(clone, { commit: ours, onto: ours, message: 'revert', at: AT }));
  value(await addedPatches(clone, { base, target: base, commit: ours }));
  value(await readFileAt(clone, { commit: ours, path: 'a.txt' }));
  value(await readPerson(clone));
  value(await log(clone, { from: first, to: ours }));
  value(await countCommits(clone, { from: first, to: ours }));
  value(await mergeBase(clone, ours, theirs));
  value(await isAncestor(clone, { ancestor: base, commit: ours }));
  value(await revParse(clone, 'refs/heads/main'));
  value(await readRemoteBranch(clone, box.main));
  value(await readRemoteDefaultBranch(clone, box.origin));
  value(await pushBranch(clone, { ...box.main, commit: ours, expected: box.head('remote.git', 'main') }));
  value(await listWorktrees(clone));
  await removeWorktree(clone, { path: tree });
  value(await removeWorktree(clone, { path: tree, force: true }));
  value(await addWorktree(clone, { path: box.at('checks'), commit: ours }));
  value(await removeWorktree(clone, { path: box.at('checks'), force: true }));
  value(await deleteBranch(clone, { branch: 'teatree/1', heldBy: 'refs/heads/main' }));
  value(await pruneWorktrees(clone));
  value(await deleteCheckpoints(clone, [saved]));
}
