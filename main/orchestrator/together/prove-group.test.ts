import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { finishedThreads, sumCheck } from './testing/finished-threads.ts';

let close: () => Promise<unknown> = () => Promise.resolve();
afterEach(() => close());

async function factory(most: number, ...changes: readonly Readonly<Record<string, number>>[]) {
  const made = await finishedThreads((at) => sumCheck(most, at('log')), changes);
  close = made.world.close;
  const sums = () =>
    existsSync(made.box.at('log')) ? readFileSync(made.box.at('log'), 'utf8').trim().split('\n') : [];
  return { ...made, sums };
}

test('threads that are green together are tried once as a whole and land in their order', async () => {
  const { orchestrator, landTogether, landings, subjects, sums } = await factory(3, { a: 1 }, { b: 1 }, { c: 1 });
  await landTogether(3, 1, 2);
  await orchestrator.start();
  await orchestrator.settled();
  expect(landings().map((ended) => ended?.outcome)).toEqual(['landed', 'landed', 'landed']);
  expect(subjects().slice(2)).toEqual(['Land: t3', 'Land: t1', 'Land: t2']);
  expect(sums()[0], 'all of them before the first push').toBe('3');
}, 60_000);

test('threads that are red together push nothing, and the pair that is to blame is told', async () => {
  const { orchestrator, landTogether, landings, subjects, box } = await factory(
    ...([3, { a: 1 }, { b: 2 }, { c: 2 }] as const),
  );
  await landTogether(1, 2, 3);
  await orchestrator.start();
  await orchestrator.settled();
  const reason = 'Nothing was pushed: #2 and #3 are red together (sum in api)';
  const [first, ...later] = landings();
  expect(first).toMatchObject({ outcome: 'refused', cause: 'checks', reason });
  for (const ended of later)
    expect(ended).toMatchObject({
      ...{ outcome: 'refused', cause: 'checks' },
      reason: `#1, which goes before it, did not land: ${reason}`,
    });
  expect(subjects()).toHaveLength(2);
  expect(box.git('clone', 'worktree', 'list').split('\n'), 'no checkout is left').toHaveLength(1);
  const folders = readdirSync(box.at('data/checks')).filter((name) => !name.startsWith('.trash-'));
  expect(folders.flatMap((each) => readdirSync(box.at('data/checks', each)))).toEqual([]);
}, 60_000);

test('threads of a group that conflict are refused before anything is checked or pushed', async () => {
  const { orchestrator, landTogether, landings, subjects, sums } = await factory(9, { a: 1 }, { a: 2 });
  await landTogether(1, 2);
  await orchestrator.start();
  await orchestrator.settled();
  expect(landings()[0]).toMatchObject({
    ...{ outcome: 'refused', cause: 'conflict' },
    reason: 'Nothing was pushed: #2 conflicts with what goes before it in api: sum.sh',
  });
  expect([subjects().length, sums()]).toEqual([2, []]);
}, 60_000);

test('a group whose factory dies between two of its landings goes on with the next, and is not tried as a whole again', async () => {
  const { orchestrator, landTogether, landings, subjects, sums, again } = await factory(3, { a: 1 }, { b: 1 });
  await landTogether(1, 2);
  const dead = new Promise<void>((resolve) => {
    orchestrator.subscribe((entries) => {
      if (entries.some(({ event }) => event.type === 'landing.ended')) void orchestrator.stop().then(resolve);
    });
  });
  await orchestrator.start();
  await dead;
  expect(landings().map((ended) => ended?.outcome)).toEqual(['landed', undefined]);
  const next = again();
  await next.start();
  await next.settled();
  expect(landings(next.state.threads).map((ended) => ended?.outcome)).toEqual(['landed', 'landed']);
  expect(subjects().slice(2)).toEqual(['Land: t1', 'Land: t2']);
  expect(sums(), 'once as a group, and once because the second found the first on its target').toEqual(['2', '2']);
}, 60_000);
