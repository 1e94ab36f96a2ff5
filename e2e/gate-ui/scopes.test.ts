import { readFileSync } from 'node:fs';
import { expect, test } from '../app.ts';
import { addRepos } from '../facts.ts';
import { gateAsks, openInbox, threadThatRuns, untilAsked, untilEnded } from './asks.ts';

const RESET = 'git reset --hard';
const CLEAN = 'git clean -fd';

test('once, for the thread and for the repo reach as far as they say, by the keyboard alone', async ({ desk, app }) => {
  const page = app.window;
  await addRepos(app, desk);
  const thread = await threadThatRuns(app, 'textkit', [RESET, RESET, RESET, CLEAN]);
  await openInbox(page);
  await test.step('once holds for one action', async () => {
    await untilAsked(app, thread, 1);
    await expect(page.getByRole('article', { name: RESET })).toContainText('textkit');
    await page.keyboard.press('a');
    await untilAsked(app, thread, 2);
  });
  await test.step('for the thread holds for the same action later', async () => {
    await expect(page.getByRole('article', { name: RESET })).toBeVisible();
    await page.keyboard.press('t');
    await untilAsked(app, thread, 3);
    await expect(page.getByRole('article', { name: CLEAN })).toBeVisible();
  });
  const policy = await app.call('gate.policy', {});
  const file = policy.ok ? policy.value.file : '';
  await test.step('the rule for the repo and its back-test are shown before it is written', async () => {
    await page.keyboard.press('p');
    const dialog = page.getByRole('dialog', { name: 'Always allow this in this repo?' });
    const rule = dialog.getByLabel('The rule to be written');
    await expect(rule).toContainText('repo: textkit');
    await expect(dialog.getByRole('region', { name: 'Back-test' })).toContainText(/It would have changed .+ action/);
    await app.picture('the-rule');
    const shown = (await rule.textContent()) ?? '';
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await untilEnded(app, thread);
    expect(readFileSync(file, 'utf8')).toContain(shown.trim().split('\n').at(-1)?.trim());
  });
  const again = await threadThatRuns(app, 'textkit', [CLEAN]);
  await untilEnded(app, again);
  expect(await gateAsks(app, again), 'the rule answers in this repo').toEqual([]);
  const elsewhere = await threadThatRuns(app, 'storefront', [CLEAN]);
  await untilAsked(app, elsewhere, 1);
});

test('the same ask of two threads is one card, and always answers both and every later one', async ({ desk, app }) => {
  const page = app.window;
  await addRepos(app, desk);
  const first = await threadThatRuns(app, 'textkit', [CLEAN]);
  const second = await threadThatRuns(app, 'storefront', [CLEAN]);
  await untilAsked(app, first, 1);
  await untilAsked(app, second, 1);
  await openInbox(page);
  const card = page.getByRole('article', { name: CLEAN });
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('2 threads want this');
  await expect(card.getByRole('list', { name: 'Asked by' }).getByRole('listitem')).toHaveCount(2);
  await app.picture('one-card-for-two');
  await page.keyboard.press('w');
  await expect(page.getByRole('dialog')).toContainText('Approves all 2 threads');
  await expect(page.getByLabel('The rule to be written')).not.toContainText('repo:');
  await page.keyboard.press('Enter');
  await untilEnded(app, first);
  await untilEnded(app, second);
  const third = await threadThatRuns(app, 'newsletter', [CLEAN]);
  await untilEnded(app, third);
  expect(await gateAsks(app, third)).toEqual([]);
  await page.getByRole('tab', { name: 'History' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Answered asks' })).toContainText('always allowed');
});
