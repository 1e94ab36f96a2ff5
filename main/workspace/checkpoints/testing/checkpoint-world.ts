import { InstructionId, RepoId, ThreadId } from '../../../../core/ids.ts';
import { evolve } from '../../../../core/loop/evolve.ts';
import type { ThreadEvent } from '../../../../core/loop/event.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import { Repo } from '../../../../core/model/repo.ts';
import type { CheckpointReason } from '../../../../core/model/workspace/checkpoint.ts';
import { Retention } from '../../../../core/model/workspace/retention.ts';
import { sandbox, value } from '../../../git/testing/sandbox.ts';
import { addWorktree } from '../../../git/worktree.ts';
import { checkpointShelf, type ShelfParts } from '../shelf.ts';

/** A thread over one repo with its worktree, and the shelf of its checkpoints. */
export async function checkpointWorld(changed: Partial<ShelfParts> = {}) {
  const box = sandbox();
  const tree = box.at('tree');
  const branch = 'teatree/abc-work';
  value(await addWorktree(box.clone, { path: tree, branch, base: box.first }));
  const repo = Repo.parse({
    ...{ id: 'rep_api', name: 'api', path: box.clone, remote: { name: 'origin', url: box.remote } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  });
  const open = () =>
    checkpointShelf({
      ...{ dataFolder: box.at('data'), now: () => 1_800_000_000_000, repo: () => repo },
      ...{ precious: () => Promise.resolve([]), retention: () => Retention.parse({ keep: 1000 }) },
      ...changed,
    });
  let shelf = open();
  const thread = threadWith([{ repo: RepoId.parse('rep_api'), path: tree, branch, base: box.first }]);
  return {
    ...{ box, tree, thread, repo },
    shelf: () => shelf,
    relaunch: () => void (shelf = open()),
    save: (reason: CheckpointReason) => shelf.save(thread(), reason),
    /** Answers the number of the checkpoint that a restore makes of the present, and what it left alone. */
    restore: async (number: number) => value(await shelf.restore(thread(), number)),
  };
}

type Worktrees = Extract<ThreadEvent, { type: 'workspace.prepared' }>['worktrees'];

/** A thread whose workspace stands; its state is folded from facts. */
function threadWith(worktrees: Worktrees) {
  const state = emptyState();
  const id = ThreadId.parse('thr_abc');
  const events: readonly ThreadEvent[] = [
    {
      ...{ type: 'thread.created', thread: id, number: 1 },
      brief: {
        thread: id,
        title: 'Work',
        goal: 'g',
        repos: [RepoId.parse('rep_api')],
        harness: { id: 'x', config: {} },
      },
      instruction: { id: InstructionId.parse('ins_a'), kind: 'goal', text: 'g' },
    },
    { type: 'workspace.prepared', thread: id, path: '/w', worktrees, ports: { first: 1, count: 1 } },
  ];
  for (const [at, event] of events.entries()) evolve(state, { seq: at + 1, at, event });
  return () => {
    const thread = state.threads.get(id);
    if (!thread) throw new Error('There is no thread');
    return thread;
  };
}
