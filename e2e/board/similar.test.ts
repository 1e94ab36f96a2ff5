import { expect, test } from './stage.ts';

test('threads about the same thing are shown before another is created, and one can be opened instead', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const dialog = page.getByRole('dialog', { name: 'New thread' });
  const similar = dialog.getByRole('region', { name: 'Similar threads' });

  const card = page.getByRole('article').first();
  const title = (await card.getAttribute('aria-label')) ?? '';

  await page.keyboard.press('Control+n');
  await dialog.getByLabel('Goal').fill('Zzyzx qwfp');
  await expect(similar).toHaveCount(0);

  await dialog.getByLabel('Goal').fill(`Please ${title.toLowerCase()}`);
  const first = similar.getByRole('listitem').first();
  await expect(first).toContainText(title);
  await expect(first).toContainText('both ');
  await expect(similar.getByRole('listitem')).toHaveCount(await similar.getByRole('button').count());

  // Several at once, a template, the goal as a template of one's own; then what is there already.
  for (const _ of Array(4)) await page.keyboard.press('Tab');
  await expect(first.getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
});
