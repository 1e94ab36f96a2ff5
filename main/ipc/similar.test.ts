import { expect, test } from 'vitest';
import { ThreadId } from '../../core/ids.ts';
import { similarThreads } from '../orchestrator/similar-threads.ts';
import { createRouter } from './router.ts';
import { fakeServices, repo } from './testing/fake-services.ts';

const recipe = { text: 'title: T\nsteps: [{ run: "true" }]' };

function setUp() {
  const world = fakeServices();
  const router = createRouter(world.services);
  world.record(['a', 'b'].map((name) => ({ type: 'repo.added' as const, repo: repo(`rep_${name}`, name) })));
  const call = (name: string, input: unknown) => router.handle({ id: 'test', via: 'cli' }, name, input);
  const create = async (goal: string, repos = ['rep_a']) => {
    const made = await call('threads.create', { goal, repos, recipe });
    if (!made.ok) throw new Error(made.error.message);
    const { thread } = made.value as { readonly thread: string };
    return ThreadId.parse(thread);
  };
  const edges = (thread: ThreadId) => world.state.threads.get(thread)?.edges ?? [];
  return { ...world, call, create, edges };
}

test('before a thread is created those about the same thing are named, where they stand and why', async () => {
  const { call, create } = setUp();
  await create('Login fails after the session expired\n\nThe token in src/auth.ts is refreshed too late.');
  await create('Uploads of large files hang');
  expect(await call('threads.similar', { goal: 'Expired sessions break the log-in' })).toMatchObject({
    ok: true,
    value: [
      {
        number: 1,
        title: 'Login fails after the session expired',
        word: 'queued',
        why: expect.stringContaining('both speak of') as string,
      },
    ],
  });
  expect(await call('threads.similar', { goal: 'Explain the colours of the map' })).toEqual({ ok: true, value: [] });
});

test('a dropped thread is named for thirty days more, an open one always', async () => {
  const { call, create, services, state } = setUp();
  const open = await create('Cache grows for ever');
  const dropped = await create('The cache never evicts an entry');
  await call('threads.drop', { thread: dropped, reason: 'not now' });
  const after = async (days: number) => {
    const later = similarThreads({ state, now: () => services.now() + days * 24 * 60 * 60 * 1000 });
    const hits = await later.find({ goal: 'cache evicts entries and grows', repos: [] });
    return hits.map((hit) => hit.thread).toSorted();
  };
  expect(await after(29)).toEqual([open, dropped].toSorted());
  expect(await after(31)).toEqual([open]);
});

test('a board of thousands of threads is read bit by bit, and others get their turn meanwhile', async () => {
  const { call, create, services } = setUp();
  for (let n = 0; n < 45; n += 1) await create(`Read the meter ${String(n)} in the cellar`);
  let turns = 0;
  const others = setInterval(() => (turns += 1));
  const hits = await services.similar.find({ goal: 'the meter in the cellar', repos: [] });
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
  expect(hits).toHaveLength(5);
  expect(await call('threads.similar', { goal: 'meter 42' })).toMatchObject({
    value: [{ number: 43 }, {}, {}, {}, {}],
  });
});

test('what is provably the same work is linked when it is created, and nothing else is', async () => {
  const { create, edges, entries } = setUp();
  const ticket = 'https://git.example/team/api/issues/12';
  const first = await create(`Sessions end early\n\nFixes ${ticket}`);
  const again = await create(`Log-in is broken\n\n${ticket}`);
  const alike = await create('Sessions end early and often');
  expect(edges(again)).toEqual([
    { kind: 'same-as', to: first, evidence: expect.stringContaining('issues/12') as string },
  ]);
  expect([edges(first), edges(alike)]).toEqual([[], []]);
  expect(entries.filter(({ event }) => event.type === 'thread.dropped')).toEqual([]);
});

test('the same words in another repo are other work', async () => {
  const { create, edges } = setUp();
  await create('Update all dependencies to their newest version', ['rep_a']);
  const other = await create('Update all dependencies to their newest version', ['rep_b']);
  const same = await create('Update all  dependencies to their newest version', ['rep_b']);
  expect(edges(other)).toEqual([]);
  expect(edges(same)).toMatchObject([{ kind: 'same-as', to: other }]);
});
