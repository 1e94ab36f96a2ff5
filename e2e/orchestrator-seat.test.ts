import { delimiter, dirname } from 'node:path';
import { boardPrint } from '../core/decisions/board-print.ts';
import { stateOf } from '../core/contract/recorded.ts';
import { proposalsOf } from '../core/decisions/rules.ts';
import { expect, test } from './app.ts';
import { PATIENCE, addRepos, createThread } from './facts.ts';
import { startFakeModel } from './fake-model/fake-model.ts';
import { findProgram } from './fake-model/find-program.ts';
import type { Step } from './fake-model/scenario.ts';

const claude = findProgram('claude');
const question = 'title: Ask\nsteps:\n  - id: colour\n    ask: { question: "Which colour?", options: [red, green] }\n';

test.setTimeout(180_000);
test.skip(claude === undefined, 'Claude Code is not installed: npm run harnesses -- claude');

test('an order begins the thread of a signal by itself; the model in the seat, set in the settings, is asked and advises', async ({
  desk,
}) => {
  const scenarios: Record<string, Step[]> = { tidy: [{ say: 'The shed is tidy.' }] };
  const model = await startFakeModel({ scenarios, unnamed: 'seat' });
  const app = await desk.launch({
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'sk-ant-dummy-0123456789',
    PATH: [dirname(claude?.command ?? ''), process.env.PATH].join(delimiter),
  });
  const { window, call } = app;
  const [repo] = await addRepos(app, desk);
  const page = window.getByRole('region', { name: 'Orchestrator' });

  await test.step('orders: the first that fits wins, and begins the thread', async () => {
    await window.keyboard.press('Control+5');
    for (const words of ['TODO notes can wait', 'open todos with claude']) {
      await page.getByRole('button', { name: 'New order…' }).click();
      await page.getByLabel('In your words').fill(words);
      await page.getByRole('button', { name: 'Give this order' }).click();
      await expect(page.getByRole('region', { name: 'Standing orders' })).toContainText(words);
    }
    const orders = page.getByRole('region', { name: 'Standing orders' }).getByRole('listitem');
    await expect(orders.first()).toContainText('can wait');
    await orders.last().getByRole('button', { name: 'Earlier: open todos with claude' }).press('Enter');
    await expect(orders.first()).toContainText('open todos');
    await orders.first().getByRole('button', { name: 'Later: open todos with claude' }).press('Enter');
    await expect(orders.last()).toContainText('open todos');
    await orders.last().getByRole('button', { name: 'Earlier: open todos with claude' }).press('Enter');
    await expect(orders.first()).toContainText('open todos');
    await call('signals.add', { title: 'Tidy the shed [[scenario:tidy]]', kind: 'todo', repo });
    const decided = page.getByRole('region', { name: 'Decided' });
    await expect(decided).toContainText('begin #1 "Tidy the shed', PATIENCE);
    await expect(decided).toContainText('by your order');
    await expect(decided).toContainText('By your order "open todos with claude"');
    await app.picture('1-begun-by-an-order');
    const begun = await call('app.snapshot', {});
    expect(begun.ok && begun.value.threads).toMatchObject([{ harness: { id: 'claude' }, repos: [repo] }]);
    await expect.poll(() => model.requests.some(({ scenario }) => scenario === 'tidy'), PATIENCE).toBe(true);
  });

  await test.step('the seat: who can have it and who not, and why', async () => {
    await window.keyboard.press('Control+,');
    const seat = window.getByRole('region', { name: 'The model’s seat' });
    await expect(seat.getByRole('list')).toContainText('Not Recipe: it follows a recipe and has no model');
    await seat.getByRole('combobox').selectOption('claude');
    await seat.getByLabel('Its model').fill('haiku');
    await seat.getByLabel('Its model').press('Enter');
    await app.picture('2-settings');
    const refused = await call('settings.update', { patch: { seat: { harness: 'recipe', everyMinutes: 60 } } });
    expect(refused.ok ? '' : refused.error.message).toContain('Recipe cannot have it');
    const kept = await call('app.snapshot', {});
    expect(kept.ok && kept.value.settings.seat).toMatchObject({ harness: 'claude', model: 'haiku' });
  });

  await test.step('it is asked, advises with a quotation, and what was said can be read', async () => {
    const recipe = { text: question };
    await createThread(app, { goal: 'Paint the old shed in the garden', repos: [repo], recipe });
    await createThread(app, { goal: 'Paint the old fence in the garden', repos: [repo], recipe });
    await window.keyboard.press('Control+5');
    const card = page.getByRole('listitem').filter({ hasText: 'Comes back' });
    await expect(card.first()).toContainText('is about the same as #2', PATIENCE);
    await expect(page.getByRole('listitem').getByText('needs input')).toHaveCount(2, PATIENCE);
    const tool = (name: string, input: unknown) => ({ tool: { name: `mcp__teatree__${name}`, input } });
    const answer = async () => {
      const snapshot = await call('app.snapshot', {});
      if (!snapshot.ok) throw new Error(snapshot.error.message);
      const state = stateOf(snapshot.value);
      const key = proposalsOf(state, Date.now())[0]?.key;
      const said = { key, action: 'apart', reason: 'A fence is no shed', quote: 'Paint the old fence' };
      return tool('decide', { board: boardPrint(state), decisions: [said] });
    };
    scenarios['seat'] = [tool('board', {}), { shell: 'ls' }, await answer(), { say: 'I have answered.' }];
    const seat = page.getByRole('region', { name: 'The model’s seat' });
    await seat.getByRole('button', { name: 'Ask the model' }).click();
    await expect(seat).toContainText('Last asked', PATIENCE);
    await expect(card.first()).toContainText('is not about the same as #2');
    await seat.getByRole('button', { name: 'What was said' }).click();
    await expect(seat.getByRole('list', { name: 'What was said in the seat' })).toContainText('denied');
    await app.picture('3-asked');
    await card.first().getByRole('button', { name: 'Not the same' }).click();
    await expect(page.getByRole('region', { name: 'Decided' })).toContainText('1 of 1 as the model had said');
    await window.emulateMedia({ colorScheme: 'dark' });
    await app.picture('4-dark');
  });
  await model.close();
});
