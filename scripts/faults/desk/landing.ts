import type { ThreadId } from '../../../core/ids.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import { standing } from '../../../core/views/board.ts';
import { awaitThrough, courierLength, sendCourier, threadOf, told } from './crew.ts';
import { subject, worktreesOf } from './ledger.ts';
import type { Scene } from '../fault.ts';
import { patienceMs, when } from '../rounds/when.ts';

/** A thread over two repos that is in review. */
export async function readyToLand(scene: Scene): Promise<ThreadId> {
  const courier = await sendCourier(scene, { repos: 2 });
  await awaitThrough(scene.factory, courier);
  return courier;
}

export async function landIt({ factory }: Pick<Scene, 'factory'>, thread: ThreadId): Promise<void> {
  const heads = headsOf((await threadOf(factory, thread)).changes);
  await factory.client.call('threads.land', { thread, heads: [...heads] });
}

/** However often it takes, it lands, and each remote has it once. A landing that was refused is asked for again. */
export async function landed(scene: Scene, thread: ThreadId): Promise<readonly string[]> {
  const { factory, desk } = scene;
  if (!(await comesIn(scene, thread))) return [`it does not land: ${told(await threadOf(factory, thread))}`];
  const now = await threadOf(factory, thread);
  return desk.clones.slice(0, worktreesOf(now).length).flatMap((clone) => {
    const subjects = desk.git(desk.remoteOf(clone), 'log', '--format=%s', 'main').split('\n');
    const times = subjects.filter((each) => each === subject(now.title, courierLength)).length;
    return times === 1 ? [] : [`the remote of ${clone} has the commit ${String(times)} times`];
  });
}

/** Whether it lands in the end. */
export function comesIn(scene: Pick<Scene, 'factory'>, thread: ThreadId): Promise<boolean> {
  return when(
    async () => {
      const now = await threadOf(scene.factory, thread);
      const { column, word } = standing(now, undefined);
      if (column === 'in-review' || column === 'needs-you') await landIt(scene, thread);
      return word === 'landed';
    },
    patienceMs,
    300,
  );
}
