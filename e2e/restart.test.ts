import { expect, test } from './app.ts';
import {
  PATIENCE,
  addRepos,
  createThread,
  expectLanded,
  openAsk,
  sampleThread,
  threadOf,
  untilColumn,
} from './facts.ts';

test.setTimeout(180_000);

test('an open ask survives a power cut, is answered once, and a stale answer is refused', async ({ desk }) => {
  const first = await desk.launch();
  await createThread(first, sampleThread(await addRepos(first, desk)));
  const before = await openAsk(first);
  await first.cutPower();

  const second = await desk.launch();
  await expect(second.window.getByRole('region', { name: 'Needs you' }).getByRole('article')).toHaveCount(1);
  const after = await openAsk(second);
  expect({ id: after.id, subject: after.subject }).toEqual({ id: before.id, subject: before.subject });
  await second.picture('after-the-power-cut');

  // The agent asks again as soon as it is back; what was shown before that answers nothing any more.
  await expect.poll(async () => (await openAsk(second)).generation, PATIENCE).toBe(before.generation + 1);
  const answer = { kind: 'approve' as const };
  const stale = await second.call('asks.answer', { ask: after.id, generation: before.generation, answer });
  expect(stale).toMatchObject({ ok: false, error: { code: 'ask-stale' } });

  await second.window
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: /^Inbox/ })
    .click();
  // Until the page has folded the new generation, a click is refused as stale as well.
  await expect(async () => {
    await second.window.getByRole('button', { name: /^Approve once/ }).click({ timeout: 2000 });
    await expect.poll(async () => (await threadOf(second)).asks[0]?.state.kind, { timeout: 2000 }).toBe('answered');
  }).toPass({ timeout: 30_000 });
  await untilColumn(second, 'in-review');
  const given = (await threadOf(second)).asks[0]?.generation ?? 0;
  const again = await second.call('asks.answer', { ask: after.id, generation: given, answer });
  expect(again).toMatchObject({ ok: false, error: { code: 'ask-answered' } });

  const { asks, changes } = await threadOf(second);
  expect(asks.map((ask) => ask.state.kind)).toEqual(['answered']);
  const heads = changes.map(({ repo, head }) => ({ repo, commit: head }));
  await second.call('threads.land', { thread: (await threadOf(second)).thread, heads });
  await untilColumn(second, 'landed');
  expectLanded(desk.sample);
});
