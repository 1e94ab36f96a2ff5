import { expect, onTestFinished, test } from 'vitest';
import type { Push } from '../../core/contract.ts';
import { fail } from '../../core/result.ts';
import { watchMachine } from '../orchestrator/surroundings/machine.ts';
import { createRouter } from './router.ts';
import type { Caller } from './router-port.ts';
import { fakeServices, firstThread, repo } from './testing/fake-services.ts';

const caller: Caller = { id: 'test', via: 'cli' };
const recipe = { text: 'title: T\nsteps: [{ run: "true" }]' };

function setUp(overrides: Parameters<typeof fakeServices>[0] = {}) {
  const world = fakeServices(overrides);
  const router = createRouter(world.services);
  world.record([{ type: 'repo.added', repo: repo('rep_a', 'a') }]);
  return { ...world, router, call: (name: string, input: unknown) => router.handle(caller, name, input) };
}

test.each([
  ['no.such', {}, 'unknown-method', 'There is no method no.such'],
  ['toString', {}, 'unknown-method', 'There is no method toString'],
  ['app.snapshot', undefined, 'bad-input', 'input: is missing'],
  ['repos.add', { path: '' }, 'bad-input', 'path: Too small'],
  ['repos.add', { path: 1, extra: true }, 'bad-input', 'path: must be a text; extra: is not a known field'],
  [
    'threads.create',
    { goal: ' ', repos: [] },
    'bad-input',
    'goal: say what should be done; repos: choose at least one repo',
  ],
  [
    'threads.halt',
    { thread: 'x', halt: 'later' },
    'bad-input',
    'thread: is not a thr_… id; halt: must be one of paused, stopped, killed',
  ],
  ['threads.land', { thread: 'thr_1', heads: [{ repo: 'rep_a' }] }, 'bad-input', 'heads[0].commit: is missing'],
  ['settings.update', { patch: { wipLimit: 'three' } }, 'bad-input', 'patch.wipLimit: must be a number'],
  ['settings.update', { patch: { wipLimit: 99 } }, 'bad-input', 'patch.wipLimit: may be at most 50'],
])('%s %j is refused by field', async (name, input, ...[code, message]) => {
  const result = await setUp().call(name, input);
  expect(result).toMatchObject({ ok: false, error: { code } });
  expect(result.ok ? '' : result.error.message).toContain(message);
});

test('a bug becomes an internal failure and is logged once', async () => {
  const { call, bugs } = setUp({ doctor: () => Promise.reject(new TypeError('boom')) });
  expect(await call('app.doctor', {})).toMatchObject({
    ok: false,
    error: { code: 'internal', message: 'app.doctor failed unexpectedly: boom' },
  });
  expect(bugs).toHaveLength(1);
});

test('a thread is made with a title from its goal, its recipe as it is now, and its number', async () => {
  const { call, state } = setUp();
  const goal = '\n## Rename `makeSlug` to `slugify` in every package and in all of the documentation\n\nMore.';
  expect(await call('threads.create', { goal, repos: ['rep_a'], recipe })).toEqual({
    ok: true,
    value: { thread: firstThread, number: 1 },
  });
  expect(state.threads.get(firstThread)).toMatchObject({
    title: 'Rename `makeSlug` to `slugify` in every package and in all…',
    goal: goal.trim(),
    harness: { id: 'recipe', config: { recipe: recipe.text } },
    instructions: [{ kind: 'goal', text: goal.trim() }],
  });
});

test.each([
  [{ recipe: { text: 'title: T\nsteps:\n  - rum: x', name: 'mine.yaml' } }, 'recipe-malformed', 'mine.yaml:3'],
  [{ recipe: { text: recipe.text, inputs: { a: 'b' } } }, 'recipe-input-unknown', 'no input a'],
  [{}, 'recipe-needed', 'needs a recipe'],
  [{ harness: 'recip' }, 'harness-unknown', 'There is no harness recip'],
  [{ recipe, repos: ['rep_none'] }, 'repo-not-found', 'There is no repo rep_none'],
])('a thread that cannot work is refused before anything is recorded: %j', async (input, code, message) => {
  const { call, entries } = setUp();
  const before = entries.length;
  const result = await call('threads.create', { goal: 'g', repos: ['rep_a'], ...input });
  expect(result).toMatchObject({ ok: false, error: { code } });
  expect(result.ok ? '' : result.error.message).toContain(message);
  expect(entries).toHaveLength(before);
});

test('a repo that intake refuses is not registered', async () => {
  const inspectRepo = async () => fail({ code: 'bare-repository', message: 'This is bare' });
  const { call, state } = setUp({
    intake: { readIssue: () => Promise.reject(new Error('Not asked for')), inspectRepo },
  });
  expect(await call('repos.add', { path: '/x' })).toMatchObject({ ok: false, error: { code: 'bare-repository' } });
  expect(state.repos.size).toBe(1);
});

test('an answer for an unknown ask changes nothing and says so', async () => {
  const answer = { ask: 'ask_none', generation: 1, answer: { kind: 'approve' } };
  expect(await setUp().call('asks.answer', answer)).toMatchObject({ ok: false, error: { code: 'ask-not-found' } });
});

test('a settings change is answered and pushed to everybody', async () => {
  const { router, call } = setUp();
  const pushes: Push[] = [];
  router.subscribe({ id: 'other', via: 'window' }, (push) => pushes.push(push));
  expect(await call('settings.update', { patch: { theme: 'dark' } })).toMatchObject({
    ok: true,
    value: { theme: 'dark' },
  });
  await expect.poll(() => pushes).toMatchObject([{ kind: 'settings', settings: { theme: 'dark' } }]);
});

test('facts of a moment go out together and in order; the latest activity wins', async () => {
  const { router, record, emit } = setUp();
  const pushes: Push[] = [];
  router.subscribe(caller, (push) => pushes.push(push));
  record([{ type: 'repo.added', repo: repo('rep_b', 'b') }]);
  for (const line of ['one', 'two']) emit.activity.forEach((tell) => tell([{ thread: firstThread, at: 1, line }]));
  record([{ type: 'repo.added', repo: repo('rep_c', 'c') }]);
  await expect.poll(() => pushes.length).toBe(2);
  expect(pushes).toMatchObject([
    { kind: 'entries', entries: [{ event: { repo: { name: 'b' } } }, { event: { repo: { name: 'c' } } }] },
    { kind: 'activity', activity: [{ line: 'two' }] },
  ]);
});

test('how full the machine and the accounts are is in the snapshot, and told alone when only that moves', async () => {
  const nothing = { crowded: undefined, stalled: undefined, freeDiskBytes: undefined, exhausted: undefined };
  const sample = { ...nothing, cores: 2, load: 1, freeBytes: 8 * 1024 ** 3 };
  const machine = watchMachine({ allowance: () => ({ wipLimit: 3, freeMemoryGb: 2 }), sample: () => sample });
  onTestFinished(machine.stop);
  const { router, call } = setUp({ machine });
  const pushes: Push[] = [];
  router.subscribe(caller, (push) => pushes.push(push));
  expect(await call('app.snapshot', {})).toMatchObject({ value: { gauges: { load: 1, freeGb: 8, windows: [] } } });
  const window = { account: 'claude', title: 'Claude Code', window: 'five hour', usedPercent: 81 };
  machine.tell(window);
  await expect.poll(() => pushes).toEqual([{ kind: 'gauges', gauges: { load: 1, freeGb: 8, windows: [window] } }]);
});

test('a transcript is pushed to those who follow it, from then on', async () => {
  const { router, call, emit } = setUp();
  expect(await call('transcripts.follow', { streams: ['run_1'] })).toMatchObject({
    ok: false,
    error: { code: 'not-subscribed' },
  });
  const pushes: Push[] = [];
  const end = router.subscribe(caller, (push) => pushes.push(push));
  const item = { seq: 1, at: 1, event: { type: 'thought', text: 'hm' } } as const;
  const say = (stream: string) => emit.transcript.forEach((tell) => tell(stream, [item]));
  say('run_1');
  expect(await call('transcripts.follow', { streams: ['run_1'] })).toMatchObject({ ok: true });
  for (const stream of ['run_1', 'run_2', 'run_1']) say(stream);
  await expect.poll(() => pushes).toEqual([{ kind: 'transcript', stream: 'run_1', items: [item, item] }]);
  end();
  say('run_1');
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(pushes).toHaveLength(1);
});

test('a subscriber that throws is dropped; the others go on', async () => {
  const { router, record, bugs } = setUp();
  const pushes: Push[] = [];
  router.subscribe({ id: 'bad', via: 'window' }, () => {
    throw new Error('gone');
  });
  router.subscribe(caller, (push) => pushes.push(push));
  record([{ type: 'repo.added', repo: repo('rep_b', 'b') }]);
  await expect.poll(() => pushes.length).toBe(1);
  expect(bugs).toHaveLength(1);
});
