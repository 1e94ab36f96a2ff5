import { expect, test } from './stage.ts';

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
