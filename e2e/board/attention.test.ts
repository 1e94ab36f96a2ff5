import { expect, tabTo, test } from './stage.ts';

test('a queued card says its place and why, a pin moves it to the front, and a held one what it waits for', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const queued = page.getByRole('region', { name: 'Queued', exact: true }).getByRole('article');
  await expect(queued.first()).toContainText('1. ');
  await expect(queued.filter({ hasText: 'Waits for #' })).not.toHaveCount(0);

  await queued
    .first()
    .getByRole('button', { name: /^1\. .*why here\?$/ })
    .press('Enter');
  const why = page.getByRole('dialog', { name: 'Why it stands here' });
  await expect(why).toContainText('score');
  await expect(why).toContainText('divides the sum');
  await page.keyboard.press('Escape');
  await expect(why).toHaveCount(0);

  // Every card tells its terms, whatever its state.
  for (const column of ['Needs you', 'Working', 'In review', 'Ready to land']) {
    const card = page.getByRole('region', { name: column, exact: true }).getByRole('article').first();
    await card.getByRole('button', { name: /^P\d .*: why here\?$/ }).press('Enter');
    await expect(why).toContainText('score');
    await page.keyboard.press('Escape');
    await expect(why).toHaveCount(0);
  }

  // Not the last one: it is scrolled to, and the front is not drawn then.
  const third = queued.nth(2);
  const name = (await third.getAttribute('aria-label')) ?? '';
  await third.locator('h3 button').focus();
  await page.keyboard.press('Space');
  const peek = page.getByRole('complementary', { name: 'Context' });
  await peek.getByRole('button', { name: 'Pin to the front' }).press('Enter');
  await expect(peek.getByRole('button', { name: 'Unpin' })).toBeVisible();
  const pinned = queued.filter({ hasText: 'you pinned it' });
  await expect(pinned).toHaveAttribute('aria-label', name);
  await peek.getByLabel('Priority').selectOption('P0');
  await expect(pinned).toContainText('stops the line');
});

test('why something is not running, and the way to tell a signal, are found by the keyboard alone', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const queued = page.getByRole('region', { name: 'Queued', exact: true }).getByRole('article');
  const held = queued.filter({ hasText: 'Waits for #' }).first();
  await held.locator('h3 button').focus();
  await page.keyboard.press('Space');
  const peek = page.getByRole('complementary', { name: 'Context' });
  const why = peek.getByRole('region', { name: 'Why is it not running?' });
  await expect(why).toContainText('Waits for #');
  await expect(why).toContainText('score');
  await page.keyboard.press('Escape');

  const first = queued.first();
  await first.locator('h3 button').focus();
  const trigger = first.getByRole('button', { name: /why here\?$/ });
  await page.keyboard.press('Tab');
  await expect(trigger).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Why it stands here' })).toContainText('lane');
  await page.keyboard.press('Escape');
  await expect(trigger).toBeFocused();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('add a signal');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a signal' });
  await expect(dialog.getByLabel('What is it?')).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  const report = dialog.getByRole('textbox', { name: 'Report of your CI' });
  await tabTo(page, report);
  await page.keyboard.type('/home/kim/build.log');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('only .xml (JUnit) and .tap are read');
  await report.fill('/home/kim/web/report.xml');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 failing, 1 that failed before pass now')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Orchestrator' })).toBeVisible();
});
