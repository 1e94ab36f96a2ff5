import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Thread } from '../../../core/model/thread.ts';
import { pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';

type Worktree = { readonly path: string; readonly branch: string };

async function someWorktree({ factory, random }: Scene): Promise<Worktree> {
  const { threads } = await factory.snapshot();
  const worktree = pick(threads.flatMap(worktreesOf), random);
  if (!worktree) throw new Error('There is no worktree yet');
  return worktree;
}

function worktreesOf({ workspace }: Thread): readonly Worktree[] {
  return workspace.kind === 'ready' ? workspace.worktrees : [];
}

function onWorktree(id: string, title: string, act: (worktree: Worktree, scene: Scene) => void): Fault {
  return {
    id,
    title,
    expected: 'stops and says why',
    inject: async (scene) => {
      act(await someWorktree(scene), scene);
      return 'up';
    },
  };
}

export const gitFaults: readonly Fault[] = [
  onWorktree('worktree-deleted', 'a worktree deleted by hand', ({ path }) => rmSync(path, { recursive: true })),
  onWorktree('worktree-moved', 'a worktree moved away by hand', ({ path }) => renameSync(path, `${path}-moved`)),
  onWorktree('worktree-symlink', 'a worktree replaced by a symlink', ({ path }, { desk }) => {
    renameSync(path, `${path}-moved`);
    mkdirSync(join(desk.home, 'elsewhere'), { recursive: true });
    symlinkSync(join(desk.home, 'elsewhere'), path);
  }),
  onWorktree('branch-deleted', 'a thread’s branch deleted by hand', ({ branch }, { desk }) => {
    for (const clone of desk.clones)
      if (has(desk, clone, branch)) desk.git(clone, 'update-ref', '-d', `refs/heads/${branch}`);
  }),
  onWorktree('branch-moved', 'a thread’s branch moved by hand', ({ branch }, { desk }) => {
    for (const clone of desk.clones)
      if (has(desk, clone, branch)) desk.git(clone, 'update-ref', `refs/heads/${branch}`, 'refs/heads/main');
  }),
  {
    id: 'stale-locks',
    title: 'stale locks of git in the clones',
    expected: 'goes on',
    inject: async ({ desk }) => {
      for (const clone of desk.clones)
        for (const lock of ['packed-refs.lock', 'index.lock', 'config.lock'])
          writeFileSync(join(clone, '.git', lock), '');
      await sleep(2000);
      for (const clone of desk.clones)
        for (const lock of ['packed-refs.lock', 'index.lock', 'config.lock'])
          rmSync(join(clone, '.git', lock), { force: true });
      return 'up';
    },
  },
  {
    id: 'remotes-gone',
    title: 'all remotes away for 4 s',
    expected: 'goes on',
    inject: async ({ desk }) => {
      const remotes = join(desk.home, 'remotes');
      renameSync(remotes, `${remotes}-away`);
      await sleep(4000);
      if (existsSync(`${remotes}-away`)) renameSync(`${remotes}-away`, remotes);
      return 'up';
    },
  },
];

function has(desk: Scene['desk'], clone: string, branch: string): boolean {
  return desk.git(clone, 'for-each-ref', `refs/heads/${branch}`) !== '';
}
