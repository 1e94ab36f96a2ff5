import { expect, test } from './stage.ts';

test('a reload loses no selection and no draft: the peeked and the chosen cards, the ask, a reason, a thread half written', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const peeked = page.getByRole('complementary', { name: 'Context' }).getByRole('heading', { level: 2 }).first();
  const chosen = page.getByRole('region', { name: 'Chosen cards' }).getByRole('status');
  const card = page.locator('[data-card][data-column="in-review"] h3 button').first();
  await card.focus();
  await page.keyboard.press('x');
  await expect(chosen).toContainText('#');
  const words = await chosen.textContent();
  await page.keyboard.press('Space');
  await expect(peeked).toBeVisible();
  const title = (await peeked.textContent()) ?? '';
  await page.keyboard.press('Control+n');
  await page.getByRole('dialog').getByRole('textbox', { name: /goal/i }).first().fill('Half a goal for api');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(chosen).toHaveText(words ?? '');
  await expect(peeked).toHaveText(title);
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: /goal/i }).first()).toHaveValue(
    'Half a goal for api',
  );
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+2');
  const active = page.locator('[data-group]:has(.ring-accent)');
  await expect(active).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  const reason = page.getByRole('textbox', { name: 'Reason for the agent' });
  await reason.fill('Use the lockfile');
  const group = await active.getAttribute('data-group');
  await page.reload();
  await expect(active).toHaveAttribute('data-group', group ?? '');
  await page.keyboard.press('r');
  await expect(reason).toHaveValue('Use the lockfile');
});
