import { expect, onTestFinished, test } from 'vitest';
import { forRules } from '../../core/decisions/rules.ts';
import { RepoId, ThreadId } from '../../core/ids.ts';
import type { Report } from '../../core/loop/command.ts';
import { Authorities } from '../../core/model/deciding/decision.ts';
import type { ThreadMeeting } from '../../core/similar/shared-work.ts';
import { watchAlike } from '../orchestrator/deciding/watch-alike.ts';
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
  return { ...world, call, create };
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

const soon = { timeout: 10_000 };

/** The factory looks for the same work, as it does while it runs. */
function watching(world: ReturnType<typeof setUp>, meetings: readonly ThreadMeeting[] = []) {
  const { similar } = world.services;
  const report = (event: Report) => world.services.orchestrator.dispatch({ type: 'report', event });
  const orchestrator = { ...world.services.orchestrator, report };
  onTestFinished(watchAlike({ orchestrator, similar, meetings: () => meetings, firstMs: 0 }));
  return (thread: ThreadId) =>
    (world.state.threads.get(thread)?.alike ?? []).map(({ to, proven, evidence }) => ({
      ...{ to, proven },
      kinds: evidence.map(({ kind }) => kind),
    }));
}

test('what is provably the same work as an earlier thread is found, also where both say it in other words', async () => {
  const world = setUp();
  const { create, services, state } = world;
  const ticket = 'https://git.example/team/api/issues/12';
  const first = await create(`Sessions end early\n\nFixes ${ticket}`);
  const again = await create(`Log-in is broken\n\n${ticket}`);
  const other = await create('Explain the colours of the map');
  const alike = watching(world);
  await expect.poll(() => alike(again), soon).toMatchObject([{ to: first, proven: true }]);
  expect(state.threads.get(again)?.alike?.[0]?.evidence[0]).toEqual({
    kind: 'same-work',
    text: 'both are about git.example/team/api/issues/12',
  });
  expect([alike(first), alike(other)]).toEqual([[], []]);
  // The rules may link them, and do nothing else.
  const [proposal] = forRules(state, services.now(), Authorities.parse({}));
  expect(proposal?.choice).toEqual({ action: 'link', thread: again, edge: { kind: 'same-as', to: first } });
});

test('the same words in another repo are other work; in the same repo they are found while the factory runs', async () => {
  const world = setUp();
  const { create } = world;
  const alike = watching(world);
  await create('Update all dependencies to their newest version', ['rep_a']);
  const other = await create('Update all dependencies to their newest version', ['rep_b']);
  const same = await create('Update all  dependencies to their newest version', ['rep_b']);
  await expect.poll(() => alike(same), soon).toMatchObject([{ to: other, proven: true }]);
  expect(alike(other)).toEqual([]);
});

test('commits that meet in a seldom changed file raise what the texts left open, and are found as they come', async () => {
  const world = setUp();
  const { create } = world;
  const first = await create('Expired sessions break the log-in\n\nThey have to fill in the form twice a day.');
  const second = await create('Users lose what they wrote\n\nA session that has expired takes the form with it.');
  const meeting = { repo: RepoId.parse('rep_a'), a: first, b: second, files: [], shared: ['src/auth.ts'] };
  const meetings: ThreadMeeting[] = [];
  const alike = watching(world, meetings);
  // A third that is the same as the second shows that the second was looked at.
  const third = await create('Users lose what they wrote\n\nA session that has expired takes the form with it.');
  await expect.poll(() => alike(third), soon).toHaveLength(1);
  expect(alike(second)).toEqual([]);
  meetings.push(meeting);
  await create('Paint the shed');
  await expect.poll(() => alike(second), soon).toMatchObject([{ to: first, proven: false }]);
  expect(alike(second)[0]?.kinds).toContain('same-files');
});
