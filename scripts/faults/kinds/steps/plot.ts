import { setTimeout as sleep } from 'node:timers/promises';
import type { ThreadId } from '../../../../core/ids.ts';
import type { FactoryEvent } from '../../../../core/loop/event.ts';
import type { Result } from '../../../../core/result.ts';
import { awaitThrough, sendCourier } from '../../desk/crew.ts';
import { cut } from '../../fault.ts';
import type { Aftermath, Fault, Scene } from '../../fault.ts';
import { patienceMs, when } from '../../rounds/when.ts';

export type FactType = FactoryEvent['type'];
/** Whether a fact of the awaited type is the one that is meant. */
type Counts = (event: FactoryEvent) => boolean;
/** What leads to the fact. The factory dies as it tells of it. */
type Strike = (act: () => Promise<unknown>, counts?: Counts) => Promise<void>;
/** Brings a fact about, inside `strike`; answers what has to hold when the factory is back. */
export type Plot = (scene: Scene, strike: Strike) => Promise<Pick<Aftermath, 'hit' | 'afterwards'> | void>;

/** kill -9 of the factory in the moment in which it has told of a fact. */
export function cutAt(type: FactType, plot: Plot): Fault {
  return {
    id: `cut-at-${type}`,
    title: `kill -9 of the factory right after ${type}`,
    expected: 'goes on',
    inject: async (scene) => ({ factory: 'down', ...(await plot(scene, strikeAt(type, scene))) }),
  };
}

function strikeAt(type: FactType, scene: Scene): Strike {
  return async (act, counts = () => true) => {
    const facts: FactoryEvent[] = [];
    scene.factory.onEntries = (entries) =>
      facts.push(...entries.flatMap(({ event }) => (event.type === type ? [event] : [])));
    let refusal: unknown;
    const acted = act().catch((error: unknown) => (refusal = error));
    // Looked at again each time: whose fact it is may be known only by the answer to the order.
    const came = () => facts.some(counts);
    await when(() => came() || refusal !== undefined, patienceMs, 1);
    if (!came()) throw new Error(`${type} never came`, { cause: refusal });
    await cut(scene);
    // What was asked of a factory that dies is not answered.
    await Promise.race([acted, sleep(1000)]);
  };
}

type Errand = {
  /** Further steps of its recipe. */
  readonly extra?: string;
  /** What the person does about it on its way. */
  readonly meanwhile?: (scene: Scene, courier: ThreadId) => Promise<unknown>;
};

/** A courier is sent; the power is cut on its way to the review, and then it comes there all the same. */
export function onTheWay({ extra = '', meanwhile }: Errand = {}): Plot {
  return async (scene, strike) => {
    const title = scene.desk.nextLedger();
    let courier: ThreadId | undefined;
    await strike(
      async () => {
        courier = await sendCourier(scene, { title, extra });
        await meanwhile?.(scene, courier);
      },
      (event) =>
        event.type === 'thread.created' ? event.brief.title === title : 'thread' in event && event.thread === courier,
    );
    return {
      afterwards: async ({ factory }) => {
        const found = (await factory.snapshot()).threads.find((thread) => thread.title === title);
        if (!found) return ['the thread that was ordered is not there'];
        await awaitThrough(factory, found.thread);
        return [];
      },
    };
  };
}

/** The answer of a call that must not be refused. */
export async function granted<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
