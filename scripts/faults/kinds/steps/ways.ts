import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { headsOf } from '../../../../core/model/change-set.ts';
import { signal } from '../../../../e2e/processes.ts';
import { agentsOf, answerQuestion, threadOf } from '../../desk/crew.ts';
import { patienceMs, until } from '../../rounds/when.ts';
import { hang } from '../../desk/hook.ts';
import { landed, landIt, readyToLand } from '../../desk/landing.ts';
import { allowAlways, atTheGate } from './at-the-gate.ts';
import type { Scene } from '../../fault.ts';
import { granted, onTheWay } from './plot.ts';
import type { FactType, Plot } from './plot.ts';

const question = '  - { id: which, ask: { question: Which?, options: [this, that] } }\n';

/** What a remote's hook says to each push, in shell: as long as it is there, nothing comes in, or only once. */
const refusesAll = 'echo "not today" >&2; exit 1';
const refusesTheNext = 'if [ -e pushed-to ]; then echo "no way back" >&2; exit 1; fi; touch pushed-to';

/** The life of a thread from its order to the remotes. */
export const ways: Readonly<Partial<Record<FactType, Plot>>> = {
  'thread.created': onTheWay(),
  'workspace.entered-phase': onTheWay(),
  'workspace.prepared': onTheWay(),
  'run.started': onTheWay(),
  'run.spawned': onTheWay(),
  'action.judged': onTheWay(),
  'change-set.recorded': onTheWay(),
  'run.ended': onTheWay(),
  'checks.started': onTheWay(),
  'check.ended': onTheWay(),
  'checks.ended': onTheWay(),
  'ask.opened': onTheWay({ extra: question }),
  'ask.answered': onTheWay({
    extra: question,
    meanwhile: ({ factory }, courier) =>
      until(
        async () => answerQuestion(factory, await threadOf(factory, courier)),
        patienceMs,
        'its question is not answered',
      ),
  }),
  'ask.renewed': async (scene, strike) => {
    const { thread } = await atTheGate(scene);
    const agent = (await agentsOf(scene.factory)).find((each) => each.thread === thread);
    if (agent) await strike(() => Promise.resolve(signal(agent.pid, 'SIGKILL')));
    return { hit: [thread] };
  },
  'ask.withdrawn': async (scene, strike) => {
    const { thread } = await atTheGate(scene);
    await strike(() => granted(scene.factory.client.call('threads.drop', { thread })));
    return { hit: [thread] };
  },
  'gate.rules-added': async (scene, strike) => {
    const at = await atTheGate(scene);
    const { seq } = await scene.factory.snapshot();
    await strike(() => allowAlways(scene, at));
    return {
      hit: [at.thread],
      afterwards: async ({ factory: { client } }) => {
        // On record before it is made: a cut in between leaves it to the ask, which is still open.
        for (const rule of await rulesSince(client, seq)) await client.call('gate.removeRule', { rule });
        return [];
      },
    };
  },
  'gate.rules-removed': async (scene, strike) => {
    const { client } = scene.factory;
    const at = await atTheGate(scene);
    const { seq } = await scene.factory.snapshot();
    await allowAlways(scene, at);
    const [rule = ''] = await rulesSince(client, seq);
    await strike(() => granted(client.call('gate.removeRule', { rule })));
    return { hit: [at.thread] };
  },
  'clear.given': toTheRemotes(),
  'landing.started': toTheRemotes(),
  'landing.prepared': toTheRemotes(),
  'landing.push-claimed': toTheRemotes(),
  'landing.pushed': toTheRemotes(),
  'landing.ended': toTheRemotes(),
  'landing.push-refused': toTheRemotes(refusesAll),
  'landing.revert-claimed': toTheRemotes(refusesAll),
  'landing.reverted': toTheRemotes(refusesAll),
  'landing.revert-refused': toTheRemotes(refusesAll, refusesTheNext),
  'landing.proven': async (scene, strike) => {
    const couriers = [await readyToLand(scene), await readyToLand(scene)];
    const threads = await Promise.all(couriers.map((courier) => threadOf(scene.factory, courier)));
    const group = threads.map(({ thread, changes }) => ({ thread, heads: [...headsOf(changes)] }));
    await strike(() => granted(scene.factory.client.call('threads.landTogether', { threads: group })));
    return {
      afterwards: async (after) => (await Promise.all(couriers.map((courier) => landed(after, courier)))).flat(),
    };
  },
};

/** The person's rules that came since then. */
async function rulesSince(client: Scene['factory']['client'], seq: number): Promise<readonly string[]> {
  const told = await granted(client.call('journal.read', { after: seq }));
  return told.flatMap(({ event }) => (event.type === 'gate.rules-added' ? event.rules : []));
}

/** A landing over two repos, of which the second refuses where it is to be so, and then the first its being taken back. */
function toTheRemotes(second?: string, first?: string): Plot {
  return async (scene, strike) => {
    const courier = await readyToLand(scene);
    const remotes = scene.desk.clones.map(scene.desk.remoteOf);
    const hooks = [first, second].flatMap((script, at) =>
      script ? [hang(remotes[at] ?? '', 'pre-receive', `${script}\nexit 0`)] : [],
    );
    await strike(() => landIt(scene, courier));
    return {
      afterwards: async (after) => {
        for (const unhook of hooks) unhook();
        for (const remote of remotes) rmSync(join(remote, 'pushed-to'), { force: true });
        return landed(after, courier);
      },
    };
  };
}
