import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { knownAgents } from '../../main/harness/acp/agents.ts';
import { findPrograms } from '../../main/harness/acp/detect.ts';
import { detectContainment } from '../../main/process/containment/detect.ts';
import { startFakeModel, type FakeModel } from '../fake-model/fake-model.ts';
import { leftOut } from '../fake-model/find-program.ts';
import { plantHostileFiles } from './hostile-repo.ts';
import { refused } from './off-switches.ts';
import { keyOf } from '../../main/harness/acp/call-key.ts';
import { CANARY, realWorld } from './real-world.ts';

// The real programs with a scripted model, in a repo that ships every off-switch we know of. What is not installed is
// skipped and counted: npm run harnesses -- --all

const REASON = 'Denied by GIT7: ask for a landing';
const SLOW = 'timeout 61 tail -f /dev/null || echo late > late';

/** Switches the shim of the gate to one that lets everything pass. */
const tampering = (id: string) =>
  `cd .; for f in ../state/${id}/gate/shim; do echo exit 0 > "$f"; done; echo hi > tried`;

/** Tools that are no shell, under every name that agents give them; the model calls those that are there, at once. */
const searches = ['grep', 'grep_search', 'glob', 'list_agents', 'list_bash'].map((name) => ({
  tool: { name, input: name.startsWith('list') ? {} : { pattern: 'made' } },
}));
const PATIENCE = { timeout: 60_000 };

let model: FakeModel;
test.beforeAll(async () => {
  model = await startFakeModel({
    scenarios: {
      allowed: [{ shell: 'echo hi >> made' }, { say: 'Made it.' }],
      denied: [{ shell: 'echo forbidden > bad' }, { say: 'Understood.' }],
      looks: [{ shell: 'ls' }, { shell: 'cat made' }, searches, { say: 'Looked.' }],
      delegates: [{ agent: { title: 'Look closer', prompt: 'Look. [[scenario:inner]]' } }, { say: 'Delegated.' }],
      inner: [{ shell: 'echo inner > inner' }, { shell: 'echo forbidden > worse' }, { say: 'Looked closer.' }],
      slow: [{ shell: SLOW }, { say: 'Never.' }],
      after: [{ say: 'Still here.' }],
      ...Object.fromEntries(
        knownAgents.map(({ id }) => [`tamper-${id}`, [{ shell: tampering(id) }, { say: 'Tampered.' }]]),
      ),
    },
  });
});
test.afterAll(() => model.close());

/** What the model was told, whether by a tool or as a message. */
const heard = () => JSON.stringify(model.requests.at(-1)?.conversation.turns);

for (const agent of knownAgents) {
  test(`${agent.title}: gated in a hostile repo, and resumed after a kill`, async () => {
    test.setTimeout(400_000);
    test.skip(leftOut(agent.id) !== undefined, leftOut(agent.id));
    const found = await findPrograms(agent);
    test.skip(!found.ok, found.ok ? '' : found.error.message);
    const world = realWorld(agent, model);
    const hostile = await plantHostileFiles(world.worktree, join(world.folder, 'tmp', 'marks'));
    try {
      for (const path of refused[agent.id] ?? [])
        await test.step(`it refuses to run beside ${path}, and says so`, async () => {
          await expect(world.start()).rejects.toMatchObject({
            ...{ code: 'ungated', next: 'Choose another harness, or remove the file' },
            message: expect.stringContaining(`${join(world.worktree, path)} could `),
          });
          rmSync(join(world.worktree, path), { recursive: true });
        });
      const session = await test.step('its gate denies the canary before the first turn', () => world.start());
      expect(world.commands()).toEqual([`shell ${CANARY}`]);

      await test.step('what is allowed runs', async () => {
        expect(await world.prompt(session, 'allowed')).toMatchObject({ outcome: 'completed' });
        expect(world.read('made')).toBe('hi\n');
      });
      await test.step('what is denied does not run, and the model hears why', async () => {
        await world.prompt(session, 'denied');
        expect(world.has('bad')).toBe(false);
        expect(heard()).toContain(REASON);
      });
      await test.step('what only looks is judged too', async () => {
        await world.prompt(session, 'looks');
        expect(world.commands()).toEqual(expect.arrayContaining(['shell ls', 'shell cat made']));
        expect(world.ungated()).toEqual([]);
      });
      if (!agent.gaps.some((gap) => /no sub-agents/.test(gap)))
        await test.step('what a sub-agent does is judged, and told under its name', async () => {
          await world.prompt(session, 'delegates');
          await expect.poll(() => world.commands(), PATIENCE).toContain('shell echo forbidden > worse');
          expect([world.read('inner'), world.has('worse')]).toEqual(['inner\n', false]);
          const [met] = world.events.filter((event) => event.type === 'sub-agent');
          const made = world.events.flatMap((event) => (event.type === 'tool-call' && event.agent ? [event] : []));
          expect(made.map(({ agent: by, call }) => [by, keyOf(call)])).toEqual([
            [met?.id, 'shell echo inner > inner'],
            [met?.id, 'shell echo forbidden > worse'],
          ]);
          expect(world.ungated()).toEqual([]);
        });
      await test.step('a cancelled turn ends, and the session stays usable', async () => {
        const turn = world.prompt(session, 'slow');
        await expect.poll(() => world.commands().at(-1), { timeout: 60_000 }).toBe(`shell ${SLOW}`);
        await sleep(500);
        const began = Date.now();
        session.cancelTurn();
        expect((await turn).outcome).toBe('interrupted');
        test.info().annotations.push({ type: 'cancel', description: `${String(Date.now() - began)} ms` });
        const next = await world.prompt(session, 'after');
        // Its history then holds a call without a result, which the real service refuses as the scripted one does.
        if (agent.id !== 'gemini') expect(next).toMatchObject({ outcome: 'completed' });
      });
      const again =
        await test.step('killed, nothing is left; started again, it has its session and does nothing twice', async () => {
          process.kill(session.process.pid, 'SIGKILL');
          await session.exited;
          expect(await world.living()).toBe(0);
          const resumed = await world.start(session.session);
          if (resumed.capabilities.resume) expect(resumed.session).toBe(session.session);
          expect(await world.prompt(resumed, 'after')).toMatchObject({ outcome: 'completed' });
          expect([world.read('made'), world.has('late'), world.has('rewritten')]).toEqual(['hi\n', false, false]);
          return resumed;
        });
      expect(world.ungated()).toEqual([]);
      await test.step('what its gate hangs on is changed: no further call runs, and the run is ungated', async () => {
        for (const file of world.settings()) appendFileSync(file, 'x');
        await expect(world.prompt(again, 'allowed')).rejects.toMatchObject({ code: 'ungated' });
        expect(world.read('made')).toBe('hi\n');
      });
      expect(hostile.ran()).toEqual([]);
    } finally {
      hostile.close();
      await world.close();
    }
    expect(await world.living()).toBe(0);
  });
}

for (const agent of knownAgents) {
  test(`${agent.title}: works inside its containment, where no tool can reach the gate`, async () => {
    test.setTimeout(300_000);
    test.skip(leftOut(agent.id) !== undefined, leftOut(agent.id));
    const found = await findPrograms(agent);
    test.skip(!found.ok, found.ok ? '' : found.error.message);
    const containment = await detectContainment();
    test.skip(containment.kind !== 'contained', 'this machine cannot contain programs');
    if (containment.kind !== 'contained') return;
    const world = realWorld(agent, model, containment.by);
    try {
      const session = await world.start();
      const shim = world.shim();
      await world.prompt(session, `tamper-${agent.id}`);
      expect([world.read('tried'), world.shim()]).toEqual(['hi\n', shim]);
    } finally {
      await world.close();
    }
    expect(await world.living()).toBe(0);
  });
}
