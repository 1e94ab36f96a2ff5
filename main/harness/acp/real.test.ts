import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeModel, type FakeModel } from '../../../e2e/fake-model/fake-model.ts';
import { knownAgents } from './agents.ts';
import { findPrograms } from './detect.ts';
import { CANARY, realWorld } from './testing/real-world.ts';

// Against the real programs, where `npm run harnesses` or the machine has them; the others are skipped and counted.

let model: FakeModel;
beforeAll(async () => {
  model = await startFakeModel({
    scenarios: {
      allowed: [{ shell: 'echo hi >> made' }, { say: 'made it' }],
      denied: [{ shell: 'echo forbidden > bad' }, { say: 'understood' }],
      looks: [{ shell: 'ls' }, { read: 'made' }, { say: 'looked' }],
      edits: [{ write: { path: '/nowhere', text: 'x' } }],
      slow: [{ shell: 'sleep 60 && echo late > late' }, { say: 'never' }],
      after: [{ say: 'still here' }],
    },
  });
});
afterAll(() => model.close());

const only = process.env.TEATREE_AGENT;

for (const agent of knownAgents) {
  if (only !== undefined && agent.id !== only) continue;
  const found = await findPrograms(agent);
  describe.skipIf(!found.ok)(`${agent.title}: `, { timeout: 120_000 }, () => {
    test('its gate is proven by the canary; what is allowed runs, what is denied does not, and the model hears why', async () => {
      const world = realWorld(agent, model);
      const began = Date.now();
      const session = await world.start();
      console.log(agent.id, 'start', Date.now() - began, JSON.stringify(session.capabilities));
      try {
        expect(world.commands()).toEqual([`shell ${CANARY}`]);
        console.log(await world.prompt(session, 'allowed'), world.commands());
        expect(world.has('made')).toBe(true);
        console.log(await world.prompt(session, 'denied'), world.commands(), model.results('denied'));
        expect(world.has('bad')).toBe(false);
        console.log(await world.prompt(session, 'looks'), world.commands(), model.results('looks'));
        console.log(
          JSON.stringify(
            world.events.filter((e) => e.type.startsWith('tool-') || e.type === 'error' || e.type === 'usage'),
            null,
            1,
          ),
        );
        expect(world.ungated()).toEqual([]);
      } finally {
        await world.close();
      }
      expect(await world.living()).toBe(0);
    });
  });
}
