import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { ClearId, LandingId } from '../../../core/ids.ts';
import { person } from '../../../core/loop/testing/story.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import { ok } from '../../../core/result.ts';
import { standing } from '../../../core/views/board.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import { memoryJournal } from '../testing/memory-journal.ts';

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

/** A finished thread that lands on a target which moved since it was checked: its checks run again, and hang. */
async function checkedAgain() {
  const box = () => world.box;
  world = factoryWorld();
  const command = `test ! -e moved.txt || { touch ${box().at('again')}; test -e ${box().at('go')} || sleep 60; }`;
  const config = { checks: [{ name: 'test', command, timeoutSeconds: 60 }] };
  const agent = fakeHarness(async () => {
    box().commit(world.worktree(), { 'new.txt': 'x' });
    return { outcome: 'completed', summary: 'done' };
  });
  const memory = memoryJournal();
  const open = () => world.open(agent.harness, memory, { readConfig: () => Promise.resolve(ok(config)) });
  const factory = open();
  await factory.begin();
  await factory.orchestrator.settled();
  const moved = box().commit('clone', { 'moved.txt': 'by somebody' });
  box().git('clone', 'push', '-q', 'origin', 'HEAD:main');
  const heads = headsOf(factory.read().changes);
  const clear = ClearId.parse('clr_c');
  await factory.orchestrator.dispatch({ type: 'thread.clear', thread, clear, heads, at: 1, by: person });
  await factory.orchestrator.dispatch({ type: 'thread.land', thread, landing: LandingId.parse('lnd_l'), by: person });
  await vi.waitFor(() => expect(box().exists('again')).toBe(true), { timeout: 20_000 });
  return { ...factory, open, moved };
}

test('a quit ends the checks of a landing at once, and the next factory lands it', async () => {
  const { orchestrator, open, moved } = await checkedAgain();
  await orchestrator.stop();
  expect(world.box.head('remote.git', 'main'), 'nothing was pushed').toBe(moved);
  world.box.write('go', '');
  const next = open();
  expect(next.read().landings).toMatchObject([{ ended: undefined }]);
  await next.orchestrator.start();
  await next.orchestrator.settled();
  expect(next.read().landings).toMatchObject([{ ended: { outcome: 'landed' } }]);
}, 50_000);

test('a kill ends the checks of a landing at once, pushes nothing and leaves the change set in review', async () => {
  const { halt, orchestrator, read, moved } = await checkedAgain();
  expect(await halt('killed')).toMatchObject({ ok: true });
  await orchestrator.settled();
  expect(read().landings).toMatchObject([{ ended: { outcome: 'refused', cause: 'stopped' } }]);
  expect(standing(read(), undefined).column).toBe('in-review');
  expect(world.box.head('remote.git', 'main')).toBe(moved);
}, 50_000);
