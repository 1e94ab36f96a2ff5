import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { knownAgents } from '../../main/harness/acp/agents.ts';
import { findPrograms } from '../../main/harness/acp/detect.ts';
import { startFakeModel, type FakeModel } from '../fake-model/fake-model.ts';
import { leftOut } from '../fake-model/find-program.ts';
import { knownSwitches, plantHostileFiles } from './hostile-repo.ts';
import { refused } from './off-switches.ts';
import { realWorld } from './real-world.ts';

// Each off-switch alone: what one of them would do is not hidden by what another one does. All of them at once, and a
// session's whole life beside them: agents.test.ts. Those of Claude Code: main/harness/claude/fail-closed.test.ts

const REASON = 'Denied by GIT7: ask for a landing';

let model: FakeModel;
test.beforeAll(async () => {
  const scenarios = { go: [{ shell: 'echo hi > made' }, { shell: 'echo forbidden > bad' }, { say: 'Understood.' }] };
  model = await startFakeModel({ scenarios });
});
test.afterAll(() => model.close());

for (const agent of knownAgents) {
  for (const { name, first = false, files } of knownSwitches.filter(({ of }) => of.includes(agent.id))) {
    test(`${agent.title} in a repo with ${name}: what is denied does not run`, async () => {
      test.setTimeout(200_000);
      test.skip(leftOut(agent.id) !== undefined, leftOut(agent.id));
      test.skip(!first && process.env.TEATREE_AGENTS !== 'all', 'tried with TEATREE_AGENTS=all');
      const found = await findPrograms(agent);
      test.skip(!found.ok, found.ok ? '' : found.error.message);
      const world = realWorld(agent, model);
      const marks = join(world.folder, 'tmp', 'marks');
      const hostile = await plantHostileFiles(
        world.worktree,
        marks,
        (each) => each.name === name && each.of.includes(agent.id),
      );
      const stops = refused[agent.id]?.find((path) => Object.keys(files).some((file) => file.startsWith(path)));
      try {
        if (stops !== undefined) {
          const message = expect.stringContaining(`${join(world.worktree, stops)} could `);
          await expect(world.start()).rejects.toMatchObject({ code: 'ungated', message });
        } else {
          const session = await world.start();
          await world.prompt(session, 'go');
          expect([world.has('bad'), world.read('made')]).toEqual([false, 'hi\n']);
          expect(JSON.stringify(model.requests.at(-1)?.conversation.turns)).toContain(REASON);
          expect(world.ungated()).toEqual([]);
        }
        expect(hostile.ran()).toEqual([]);
      } finally {
        hostile.close();
        await world.close();
      }
      expect(await world.living()).toBe(0);
    });
  }
}
