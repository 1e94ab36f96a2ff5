import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Thread } from '../../../core/model/thread.ts';
import { isKeeping } from '../desk/crew.ts';
import { worktreesOf } from '../desk/ledger.ts';
import { pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';

type Struck = { readonly thread: Thread; readonly path: string; readonly branch: string };

/** What a person does by hand to a worktree of a thread at work, or to its branch. */
function byHand(id: string, title: string, act: (struck: Struck, scene: Scene) => void): Fault {
  return {
    ...{ id, title, expected: 'stops and says why' },
    inject: async (scene) => {
      const { threads } = await scene.factory.snapshot();
      const all = threads
        .filter(isKeeping)
        .flatMap((thread) => worktreesOf(thread).map((each) => ({ thread, ...each })));
      const struck = pick(all, scene.random);
      if (!struck) throw new Error('There is no worktree yet');
      act(struck, scene);
      return { factory: 'up', hit: [struck.thread.thread] };
    },
  };
}

export const handFaults: readonly Fault[] = [
  byHand('worktree-moved', 'a worktree moved away by hand', ({ path }) => renameSync(path, `${path}-moved`)),
  byHand('worktree-symlink', 'a worktree replaced by a symlink', ({ path }, { desk }) => {
    const elsewhere = join(desk.home, 'elsewhere');
    renameSync(path, `${path}-moved`);
    mkdirSync(elsewhere, { recursive: true });
    symlinkSync(elsewhere, path);
  }),
  byHand('branch-deleted', 'a thread’s branch deleted by hand', ({ branch }, { desk }) => {
    for (const clone of clonesWith(desk, branch)) desk.git(clone, 'update-ref', '-d', `refs/heads/${branch}`);
  }),
  byHand('branch-moved', 'a thread’s branch moved by hand', ({ branch }, { desk }) => {
    for (const clone of clonesWith(desk, branch))
      desk.git(clone, 'update-ref', `refs/heads/${branch}`, 'refs/heads/main');
  }),
  {
    id: 'stale-locks',
    title: 'stale locks of git in every clone for 2 s',
    expected: 'goes on',
    inject: async ({ desk }) => {
      const names = ['packed-refs.lock', 'index.lock', 'config.lock', 'HEAD.lock'];
      const locks = desk.clones.flatMap((clone) => names.map((name) => join(clone, '.git', name)));
      for (const lock of locks) writeFileSync(lock, '');
      await sleep(2000);
      for (const lock of locks) rmSync(lock, { force: true });
      return { factory: 'up' };
    },
  },
  {
    id: 'remotes-gone',
    title: 'all remotes away for 3 s',
    expected: 'goes on',
    inject: async ({ desk }) => {
      const remotes = join(desk.home, 'remotes');
      renameSync(remotes, `${remotes}-away`);
      await sleep(3000);
      if (existsSync(`${remotes}-away`)) renameSync(`${remotes}-away`, remotes);
      return { factory: 'up' };
    },
  },
];

function clonesWith(desk: Scene['desk'], branch: string): readonly string[] {
  return desk.clones.filter((clone) => desk.git(clone, 'for-each-ref', `refs/heads/${branch}`) !== '');
}
