import { expect, test } from 'vitest';
import { createRouter } from '../../router.ts';
import { fakeServices, repo } from '../../testing/fake-services.ts';

const modes = [
  { id: 'default', title: 'Work' },
  { id: 'plan', title: 'Plan first' },
];

async function threadWith(harness: string) {
  const world = fakeServices({
    harnesses: async () => [
      { id: 'claude', title: 'Claude Code', state: 'ready', text: '', modes },
      { id: 'gemini', title: 'Gemini CLI', state: 'ready', text: '' },
    ],
  });
  const router = createRouter(world.services);
  world.record([{ type: 'repo.added', repo: repo('rep_a', 'a') }]);
  const call = (name: string, input: unknown) => router.handle({ id: 'test', via: 'cli' }, name, input);
  const made = await call('threads.create', { goal: 'Brew tea', repos: ['rep_a'], harness });
  if (!made.ok) throw new Error(made.error.message);
  const { thread } = made.value as { readonly thread: string };
  const choose = (mode: string) => call('threads.chooseMode', { thread, mode });
  return { choose, mode: () => [...world.state.threads.values()].at(-1)?.mode };
}

test('a thread works in a mode of its harness, and in no other: what skips its questions is not among them', async () => {
  const { choose, mode } = await threadWith('claude');
  expect(await choose('plan')).toEqual({ ok: true, value: { done: true } });
  expect(mode()).toBe('plan');
  expect(await choose('bypassPermissions')).toEqual({
    ok: false,
    error: {
      code: 'mode-unknown',
      message: 'mode: Claude Code has none called bypassPermissions',
      next: 'There is: default, plan',
    },
  });
  expect(mode()).toBe('plan');
});

test('a harness without modes says so', async () => {
  const { choose } = await threadWith('gemini');
  expect(await choose('plan')).toMatchObject({ error: { message: 'Gemini CLI has no modes to choose from' } });
});
