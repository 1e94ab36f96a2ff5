import { expect, tabTo, test } from './stage.ts';

test('a number typed into the palette leads to its thread, also from that thread, and does nothing to it', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  for (const _ of ['from the board', 'from the thread']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('#21');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('#21');
    await expect(page.getByRole('button', { name: 'Stop turn' })).toBeVisible();
  }
});

test('however many threads there are, the palette draws the latest of them and finds every other', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 200 });
  const options = page.getByRole('group', { name: 'Threads' }).getByRole('option');
  await page.keyboard.press('Control+k');
  await expect(options).toHaveCount(50);
  await expect(options.first()).toContainText('#200');
  await page.keyboard.type('#3');
  await expect(options.first()).toContainText(/^#3(?!\d)/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('webhook retry');
  await expect(options.first()).toContainText('Retry a webhook');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Retry a webhook');
});

test('what is recorded is searched by words and by kind, and leads to its thread, by the keyboard alone', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const dialog = page.getByRole('dialog', { name: 'Search everything' });
  const groups = dialog.getByRole('group').filter({ has: page.getByRole('option') });
  await page.keyboard.press('Control+Shift+f');
  await page.keyboard.type('readAmount');
  await expect(dialog.locator('mark').first()).toBeVisible();
  const threads = dialog.getByRole('button', { name: 'Threads' });
  await tabTo(page, threads);
  await page.keyboard.press('Enter');
  await expect(threads).toHaveAttribute('aria-pressed', 'true');
  await expect(groups).toHaveCount(1);
  await tabTo(page, dialog.getByRole('combobox'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('tablist', { name: 'Thread' })).toBeVisible();
});
