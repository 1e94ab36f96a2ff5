import { currentRound } from '../core/model/thread.ts';
import { expect, test } from './app.ts';
import { PATIENCE, addRepos, expectLanded, threadOf, untilColumn } from './facts.ts';

test.setTimeout(180_000);

test('a brief over three repos is gated, checked, repaired, read and landed, all in the window', async ({
  desk,
  app,
}) => {
  const page = app.window;
  await test.step('a thread is created in the dialog', async () => {
    await addRepos(app, desk);
    await page
      .getByRole('button', { name: /^New thread/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'New thread' });
    await dialog.getByLabel('Goal').fill('Rename makeSlug to slugify');
    const chosen = dialog.getByRole('list', { name: 'Chosen repos in landing order' });
    for (const { name } of desk.sample.repos) await dialog.getByRole('button', { name: `Add ${name}` }).click();
    await expect(chosen.getByRole('listitem')).toHaveText([/textkit/, /storefront/, /newsletter/]);
    const recipe = dialog.getByLabel('Recipe', { exact: true });
    await recipe.selectOption({ value: 'sample-rename' });
    await app.picture('1-new-thread');
    await dialog.getByRole('button', { name: /^Start/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Rename makeSlug to slugify');
  });

  await test.step('the gate is answered in the inbox', async () => {
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /^Inbox/ })
      .click();
    const ask = page.getByRole('article', { name: /^git push .*preview\.git HEAD:refs\/heads\/preview\/slugify/ });
    await expect(ask).toBeVisible({ timeout: PATIENCE.timeout });
    await app.picture('2-inbox');
    await ask.getByRole('button', { name: /^Approve once/ }).click();
    await expect(ask).toHaveCount(0);
  });

  await test.step('checks fail once and are repaired', async () => {
    await untilColumn(app, 'in-review');
    const thread = await threadOf(app);
    expect(thread.rounds).toHaveLength(2);
    expect(thread.rounds[0]?.ended.map((end) => end.outcome).sort()).toEqual([
      'failed',
      ...Array<string>(5).fill('passed'),
    ]);
    expect(currentRound(thread)?.ended.map((end) => end.outcome)).toEqual(Array(6).fill('passed'));
  });

  await test.step('a line of the diff is read', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Board' }).click();
    await expect(page.getByRole('region', { name: 'In review' }).getByRole('article')).toHaveCount(1);
    await app.picture('3-in-review');
    await page.getByRole('button', { name: 'Rename makeSlug to slugify' }).first().click();
    await page.getByRole('tab', { name: /^Changes/ }).click();
    await expect(page.getByRole('navigation', { name: 'Changed files' })).toContainText('newsletter');
    await expect(page.locator('[data-line=added]').filter({ hasText: 'slugify' }).first()).toBeVisible();
    await expect(page.locator('[data-line=deleted]').filter({ hasText: 'makeSlug' }).first()).toBeVisible();
    await app.picture('4-changes');
  });

  await test.step('a remark on a line outlives the window, and is kept with the change', async () => {
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Comment' }).fill('Is slugify told to the docs?');
    await page.reload();
    await page.getByRole('button', { name: 'Rename makeSlug to slugify' }).first().click();
    await page.getByRole('tab', { name: /^Changes/ }).click();
    await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('Is slugify told to the docs?');
    await page.getByRole('textbox', { name: 'Comment' }).press('Control+Enter');
    await expect(page.getByRole('article', { name: 'Comment: Is slugify told to the docs?' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveCount(0);
    await app.picture('4-comment');
    await page.getByRole('tab', { name: /^Checks/ }).click();
    await expect(page.getByRole('tabpanel')).toContainText('Round 2');
    await app.picture('5-checks');
  });

  await test.step('it lands, the library first', async () => {
    await page.getByRole('button', { name: 'Land…' }).click();
    await app.picture('6-land');
    await page.getByRole('button', { name: 'Approve and land' }).click();
    await untilColumn(app, 'landed');
    expectLanded(desk.sample);
    await page.getByRole('tab', { name: /^Conversation/ }).click();
    await app.picture('7-landed');
  });
});
