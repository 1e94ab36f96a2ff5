import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Thread } from '../../../core/model/thread.ts';
import { isKeeping } from '../desk/crew.ts';
import { worktreesOf } from '../desk/ledger.ts';
import { pick } from '../fault.ts';
import type { Aftermath, Fault, Scene } from '../fault.ts';

type Struck = { readonly thread: Thread; readonly path: string; readonly branch: string };

/** What a person does by hand to a worktree of a thread at work, or to its branch; answers what to ask afterwards. */
function byHand(
  id: string,
  title: string,
  act: (struck: Struck, scene: Scene) => Pick<Aftermath, 'destroyed' | 'afterwards'> | void,
): Fault {
  return {
    ...{ id, title, expected: 'stops and says why' },
    inject: async (scene) => {
      const { threads } = await scene.factory.snapshot();
      const all = threads
        .filter(isKeeping)
        .flatMap((thread) => worktreesOf(thread).map((each) => ({ thread, ...each })));
      const struck = pick(all, scene.random);
      if (!struck) throw new Error('There is no worktree yet');
      return { factory: 'up', hit: [struck.thread.thread], ...act(struck, scene) };
    },
  };
}

/** Whoever moved it away has what was in it, and nobody may have touched that. */
function moveAway({ path }: Struck) {
  const place = `${path}-moved`;
  const listed = () => {
    const ledger = join(place, 'ledger');
    return existsSync(ledger) ? readdirSync(ledger, { recursive: true }).map(String) : [];
  };
  renameSync(path, place);
  const before = listed();
  const afterwards = () =>
    Promise.resolve(before.filter((entry) => !listed().includes(entry)).map((entry) => `lost: ${place}/${entry}`));
  return { destroyed: path, afterwards };
}

export const handFaults: readonly Fault[] = [
  byHand('worktree-moved', 'a worktree moved away by hand', moveAway),
  byHand('worktree-symlink', 'a worktree replaced by a symlink', (struck, { desk }) => {
    const elsewhere = join(desk.home, 'elsewhere');
    const moved = moveAway(struck);
    mkdirSync(elsewhere, { recursive: true });
    symlinkSync(elsewhere, struck.path);
    return moved;
  }),
  byHand('branch-deleted', 'a thread’s branch deleted by hand', ({ branch }, { desk }) => {
    for (const clone of clonesWith(desk, branch)) desk.git(clone, 'update-ref', '-d', `refs/heads/${branch}`);
  }),
  byHand('branch-moved', 'a thread’s branch moved by hand', ({ branch }, { desk }) => {
    for (const clone of clonesWith(desk, branch))
      desk.git(clone, 'update-ref', `refs/heads/${branch}`, 'refs/heads/main');
  }),
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
