import { setTimeout as sleep } from 'node:timers/promises';
import { answerQuestion, awaitThrough, sendCourier, threadOf } from '../desk/crew.ts';
import { cut } from '../fault.ts';
import type { Aftermath, Fault, Scene } from '../fault.ts';
import { patienceMs, until, when } from '../rounds/when.ts';
import { landed, landIt, readyToLand } from './landing.ts';

// kill -9 of the factory in the moment in which it has told of a fact: once for each kind of fact in a thread's life.

/** The life of a courier from its order to its review. */
const toReview = [
  ...['thread.created', 'workspace.entered-phase', 'workspace.prepared', 'run.started', 'run.spawned'],
  ...['action.judged', 'change-set.recorded', 'run.ended', 'checks.started', 'check.ended', 'checks.ended'],
];
const toTheRemote = [
  ...['clear.given', 'landing.started', 'landing.prepared', 'landing.push-claimed', 'landing.pushed', 'landing.ended'],
];
const question = '  - { id: which, ask: { question: Which?, options: [this, that] } }\n';

export const stepFaults: readonly Fault[] = [
  ...toReview.map((type) => cutAt(type, (scene, struck) => courierOrdered(scene, struck))),
  ...['ask.opened', 'ask.answered'].map((type) =>
    cutAt(type, (scene, struck) =>
      courierOrdered(scene, struck, { extra: question, answers: type === 'ask.answered' }),
    ),
  ),
  ...toTheRemote.map((type) =>
    cutAt(type, async (scene, struck) => {
      const courier = await readyToLand(scene);
      await struck(() => landIt(scene, courier));
      return (after) => landed(after, courier);
    }),
  ),
  ...['thread.halted', 'thread.resumed'].map((type) =>
    cutAt(type, async (scene, struck) => {
      const courier = await sendCourier(scene);
      await struck(async () => {
        await scene.factory.client.call('threads.halt', { thread: courier, halt: 'killed' });
        if (type === 'thread.resumed') await scene.factory.client.call('threads.resume', { thread: courier });
      });
      return async ({ factory }) => {
        if (type === 'thread.halted') await factory.client.call('threads.resume', { thread: courier });
        await awaitThrough(factory, courier);
        return [];
      };
    }),
  ),
];

/** A courier is sent; the power is cut on its way to the review, and then it comes there all the same. */
async function courierOrdered(scene: Scene, struck: Struck, { extra = '', answers = false } = {}): Promise<Afterwards> {
  const title = scene.desk.nextLedger();
  await struck(async () => {
    const courier = await sendCourier(scene, { title, extra });
    if (answers)
      await until(async () => answerQuestion(scene.factory, await threadOf(scene.factory, courier)), patienceMs, '');
  });
  return async ({ factory }) => {
    const courier = (await factory.snapshot()).threads.find((thread) => thread.title === title);
    if (!courier) return ['the thread that was ordered is not there'];
    await awaitThrough(factory, courier.thread);
    return [];
  };
}

type Afterwards = NonNullable<Aftermath['afterwards']>;
type Struck = (act: () => Promise<unknown>) => Promise<void>;
type Plot = (scene: Scene, struck: Struck) => Promise<Afterwards>;

/** `plot` does, inside `struck`, what leads to the fact; the factory is dead when `struck` is over. */
function cutAt(type: string, plot: Plot): Fault {
  return {
    id: `cut-at-${type}`,
    title: `kill -9 of the factory right after ${type}`,
    expected: 'goes on',
    inject: async (scene) => {
      const struck: Struck = async (act) => {
        let told = false;
        scene.factory.onEntries = (entries) => (told ||= entries.some(({ event }) => event.type === type));
        // What was asked of a factory that dies is not answered.
        const acted = act().catch(() => undefined);
        if (!(await when(() => told, patienceMs, 1))) throw new Error(`${type} never came`);
        await cut(scene);
        await Promise.race([acted, sleep(1000)]);
      };
      return { factory: 'down', afterwards: await plot(scene, struck) };
    },
  };
}
