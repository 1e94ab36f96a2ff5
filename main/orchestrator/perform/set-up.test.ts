import { afterEach, expect, test } from 'vitest';
import { standing } from '../../../core/views/board.ts';
import { factoryWorld, shortId } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

const step = (command: string) => ({ workspace: { setup: [{ name: 'install', command, timeoutSeconds: 60 }] } });

test('an agent begins in a workspace that is set up, and its environment names the same ports as the steps’', async () => {
  world = factoryWorld(step('echo "$TEATREE_PORT_FIRST $TEATREE_DATABASE" > ports.txt'));
  const agent = fakeHarness(async () => ({
    outcome: 'completed',
    summary: world.box.read(world.worktree('ports.txt')),
  }));
  const { begin, orchestrator } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  const env = agent.starts[0]?.env ?? {};
  expect(world.box.read(world.worktree('ports.txt'))).toBe(`${String(env['TEATREE_PORT_FIRST'])} teatree_${shortId}\n`);
  expect(env).toMatchObject({ TEATREE_DATABASE: `teatree_${shortId}` });
});

test('while a step runs the card names it; a step that fails begins no agent, and its report stands on the thread', async () => {
  world = factoryWorld(step('until test -f ../../../../go; do sleep 0.02; done; echo no network; exit 7'));
  const agent = fakeHarness(async () => ({ outcome: 'completed', summary: 'done' }));
  const { begin, until, read } = world.open(agent.harness);
  await begin();
  await until(({ workspace }) => workspace.kind === 'preparing' && workspace.phase.includes('install'));
  expect(standing(read(), undefined)).toMatchObject({ reason: 'Setting up api: install (1 of 1)' });
  world.box.write('go', '');
  await until(({ workspace }) => workspace.kind === 'failed');
  const { workspace } = read();
  expect(workspace).toMatchObject({ failure: { code: 'setup-failed' } });
  expect(workspace.kind === 'failed' && workspace.failure.message).toMatch(
    /install failed: exit 7 after .* s\nno network$/,
  );
  expect(agent.starts).toHaveLength(0);
});
