import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { ClearId, LandingId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(async () => {
  await world.close();
  vi.restoreAllMocks();
});

test('nothing is pushed whose claim could not be recorded; the landing goes on when there is room again', async () => {
  world = factoryWorld({ checks: [{ name: 'test', command: 'true', timeoutSeconds: 60 }] });
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  const agent = fakeHarness(async () => {
    world.box.commit(world.worktree(), { 'new.txt': 'x' });
    return { outcome: 'completed', summary: 'done' };
  });
  const { begin, orchestrator, memory, read, until } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  orchestrator.subscribe((entries) => {
    if (entries.some(({ event }) => event.type === 'landing.prepared')) memory.setFull(true);
  });
  const heads = headsOf(read().changes);
  const clear = ClearId.parse('clr_c');
  await orchestrator.dispatch({ type: 'thread.clear', thread, clear, heads, at: 1, by: person });
  await orchestrator.dispatch({ type: 'thread.land', thread, landing: LandingId.parse('lnd_l'), by: person });
  await until(() => memory.refused() > 0);
  await sleep(400);
  expect(world.box.head('remote.git', 'main')).toBe(world.box.first);
  memory.setFull(false);
  await orchestrator.settled();
  expect(read().landings).toMatchObject([{ ended: { outcome: 'landed' }, steps: { rep_api: { kind: 'pushed' } } }]);
  expect(world.box.git('remote.git', 'log', '--format=%s', 'main').split('\n')).toHaveLength(3);
});
