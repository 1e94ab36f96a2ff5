import { existsSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { awaitThrough, isKeeping, sendCourier, threadOf } from '../desk/crew.ts';
import { keptInGit, readLedgers, worktreesOf } from '../desk/ledger.ts';
import { cut, pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';
import { patienceMs, when } from '../rounds/when.ts';

type Stage = readonly [name: string, what: string, reached: (scene: Scene, thread: Thread) => boolean];

/** What the disk shows of a workspace that is being made. */
const making: readonly Stage[] = [
  ['folder', 'its folder is there', (scene, thread) => existsSync(folderOf(scene, thread))],
  ['worktree', 'its first worktree is there', (scene, thread) => existsSync(join(folderOf(scene, thread), 'one'))],
  [
    'branch',
    'its branch is there',
    ({ desk }, thread) => existsSync(join(desk.clones[0] ?? '', '.git/refs/heads/teatree', nameOf(thread))),
  ],
  ['files', 'its files are there', (scene, thread) => existsSync(join(folderOf(scene, thread), 'one/README.md'))],
];

const removing: readonly Stage[] = [
  ['asked', 'it is asked for', () => true],
  ['trash', 'its place in the trash is made', (scene, thread) => trashOf(scene, thread) !== undefined],
  ['moved', 'it is in the trash', (scene, thread) => existsSync(join(trashOf(scene, thread) ?? '/-', 'workspace'))],
  ['unlisted', 'git lists it no more', (scene, thread) => existsSync(join(trashOf(scene, thread) ?? '/-', 'git/one'))],
];

export const workspaceFaults: readonly Fault[] = [
  ...making.map(([name, what, reached]): Fault => ({
    id: `cut-making-${name}`,
    title: `kill -9 while a workspace is made: ${what}`,
    expected: 'goes on',
    inject: async (scene) => {
      const courier = await sendCourier(scene, { repos: 3 });
      const thread = await threadOf(scene.factory, courier);
      await cutWhen(scene, () => reached(scene, thread));
      return {
        factory: 'down',
        afterwards: async ({ factory }) => {
          await awaitThrough(factory, courier);
          return [];
        },
      };
    },
  })),
  ...removing.map(([name, what, reached]): Fault => ({
    id: `cut-removing-${name}`,
    title: `kill -9 while a workspace is removed: ${what}`,
    expected: 'goes on',
    inject: async (scene) => {
      const courier = await sendCourier(scene, { repos: 3 });
      const thread = await awaitThrough(scene.factory, courier);
      await scene.factory.client.call('threads.drop', { thread: courier, reason: 'To be removed' });
      const kept = [...readLedgers([thread]).values()];
      void scene.factory.client.call('workspaces.remove', { thread: courier, force: true });
      await cutWhen(scene, () => reached(scene, thread));
      return { factory: 'down', hit: [courier], afterwards: (after) => removedAndBack(after, courier, kept) };
    },
  })),
  {
    id: 'worktree-deleted',
    title: 'a worktree deleted by hand: what was committed or in a checkpoint is kept',
    expected: 'stops and says why',
    inject: async ({ desk, factory, random }) => {
      const { threads } = await factory.snapshot();
      const thread = pick(
        threads.filter((each) => isKeeping(each) && worktreesOf(each).length > 0),
        random,
      );
      if (!thread) throw new Error('There is no worktree yet');
      const { path = '' } = pick(worktreesOf(thread), random) ?? {};
      const saved = await keptInGit(desk);
      // One rename first: the agent writes into it meanwhile.
      await rename(path, `${path}-deleted`);
      await rm(`${path}-deleted`, { recursive: true });
      const afterwards = async (after: Scene) => {
        const now = await keptInGit(after.desk);
        return [...saved].filter((entry) => !now.has(entry)).map((entry) => `lost: ledger/${entry}`);
      };
      return { factory: 'up', hit: [thread.thread], destroyed: path, afterwards };
    },
  },
];

/** As soon as the disk shows it, or a little later. */
async function cutWhen(scene: Scene, reached: () => boolean): Promise<void> {
  if (!(await when(reached, patienceMs, 1))) throw new Error('the stage never came');
  if (scene.random() < 0.5) await sleep(scene.random() * 30);
  await cut(scene);
}

/** The removal is finished when it is asked for again, and what was removed comes back whole. */
async function removedAndBack(
  { factory, desk }: Scene,
  courier: ThreadId,
  kept: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const { client } = factory;
  const gone = await when(async () => {
    if ((await threadOf(factory, courier)).workspace.kind === 'none') return true;
    await client.call('workspaces.remove', { thread: courier, force: true });
    return false;
  }, patienceMs / 4);
  if (!gone) {
    const refusal = await client.call('workspaces.remove', { thread: courier, force: true });
    return [`the removal cannot be finished: ${refusal.ok ? 'it says that it was' : refusal.error.message}`];
  }
  const listed = desk.clones.filter((clone) => desk.git(clone, 'worktree', 'list').includes(courier.slice(4)));
  const back = await client.call('workspaces.restore', { thread: courier });
  if (!back.ok) return [`it does not come back: ${back.error.message}`];
  const now = [...readLedgers([await threadOf(factory, courier)]).values()];
  return [
    ...listed.map((clone) => `git lists the removed worktree in ${clone}`),
    ...(JSON.stringify(now) === JSON.stringify(kept) ? [] : ['what came back is not what was removed']),
  ];
}

function nameOf({ thread, title }: Thread): string {
  return `${thread.slice(4)}-${title}`;
}

function folderOf({ desk }: Scene, thread: Thread): string {
  return join(desk.dataFolder, 'workspaces', nameOf(thread));
}

function trashOf({ desk }: Scene, thread: Thread): string | undefined {
  const trash = join(desk.dataFolder, 'trash');
  const name = existsSync(trash) ? readdirSync(trash).find((each) => each.endsWith(nameOf(thread))) : undefined;
  return name && join(trash, name);
}
