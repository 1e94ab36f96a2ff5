import type { ThreadId } from '../../../../core/ids.ts';
import type { Ask, AskSubject } from '../../../../core/model/ask.ts';
import { openAsks } from '../../../../core/model/thread.ts';
import { sendCourier, threadOf } from '../../desk/crew.ts';
import type { Scene } from '../../fault.ts';
import { patienceMs, until } from '../../rounds/when.ts';
import { granted } from './plot.ts';

/** The gate asks about it; where there is no package it does nothing. */
const guarded = '  - run: npm publish\n';

type GateAsk = Ask & { readonly subject: Extract<AskSubject, { kind: 'gate' }> };
type AtTheGate = { readonly thread: ThreadId; readonly ask: GateAsk };

/** A courier whose agent waits for the person's word about a call. */
export async function atTheGate(scene: Scene): Promise<AtTheGate> {
  const thread = await sendCourier(scene, { extra: guarded });
  let ask: GateAsk | undefined;
  const asked = async () => (ask = openAsks(await threadOf(scene.factory, thread)).find(isAboutCall)) !== undefined;
  await until(asked, patienceMs, 'the gate asks nothing');
  if (!ask) throw new Error('The gate asks nothing any more');
  return { thread, ask };
}

function isAboutCall(ask: Ask): ask is GateAsk {
  return ask.subject.kind === 'gate';
}

export async function allowAlways({ factory: { client } }: Scene, { ask }: AtTheGate): Promise<void> {
  const answer = { kind: 'approve', scope: 'always' } as const;
  await granted(client.call('asks.answer', { ask: ask.id, generation: ask.generation, answer }));
}
