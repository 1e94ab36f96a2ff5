import type { Page } from '@playwright/test';
import { threadId } from './fixture/journal.ts';
import { expect, tabTo, test } from './stage.ts';

const at = { view: 'thread', thread: threadId(23), tab: 'changes' } as const;
const file = (page: Page, name: string) => page.getByRole('region', { name: `Diff of ${name}`, exact: true });
const changed = (page: Page) => page.getByRole('navigation', { name: 'Changed files' });

test('changes are searched, compared, unfolded and discarded by the keyboard alone, and what was discarded comes back', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at });
  await test.step('a search leads to a file by its path, and to lines of files that nobody opened', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('CART');
    await expect(changed(page).getByRole('button', { name: /old\.ts/ })).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(file(page, 'src/cart.ts')).toBeVisible();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('smallest unit');
    await expect(changed(page).getByText('No file has this in its path.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Lines found' }).getByRole('button').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-index].outline-accent')).toContainText('smallest unit');
    await page.keyboard.press('Escape');
  });
  await test.step('a hunk goes and its way back is offered at once', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('cart');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    const hunks = page.getByRole('button', { name: /^Discard the hunk/ });
    await expect(hunks).toHaveCount(3);
    const viewed = page.getByRole('checkbox', { name: 'Viewed' });
    await page.keyboard.press('v');
    await expect(file(page, 'src/cart.ts')).toHaveCount(0);
    await page.keyboard.press('h');
    await expect(hunks).toHaveCount(3);
    await expect(viewed).toBeChecked();
    await page.keyboard.press('d');
    await expect(viewed, 'the file has changed since').not.toBeChecked();
    await expect(page.getByRole('status').filter({ hasText: 'checkpoint 1' })).toContainText('of cart.ts');
    await expect(hunks).toHaveCount(2);
    await page.keyboard.press('u');
    await expect(hunks).toHaveCount(3);
    await page.keyboard.press('x');
    await expect(changed(page).getByRole('button', { name: /cart\.ts/ })).toHaveCount(2);
    await page.keyboard.press('u');
    await expect(changed(page).getByRole('button', { name: /cart\.ts/ })).toHaveCount(3);
  });
  await test.step('a folder folds, and going to a file in it opens it', async () => {
    const folder = changed(page).getByRole('button', { name: 'src 3 files' }).first();
    await folder.focus();
    await page.keyboard.press('Enter');
    await expect(folder).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('l');
    await page.keyboard.press('h');
    await expect(folder).toHaveAttribute('aria-expanded', 'true');
  });
  await test.step('a generated file is folded until it is wanted', async () => {
    await page.keyboard.press('b');
    await expect(page.getByRole('radio', { name: 'Uncommitted' })).toBeChecked();
    await page.keyboard.press('/');
    await page.keyboard.type('lock');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByText('A generated file')).toBeVisible();
    await page.keyboard.press('e');
    await expect(page.locator('[data-line=added]').first()).toBeVisible();
    await page.keyboard.press('b');
    await page.keyboard.press('b');
    await expect(page.getByRole('radio', { name: 'Whole change' })).toBeChecked();
  });
});

test('remarks on lines outlive a reload, go to the agent together, are resolved and opened again, by the keyboard alone', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at });
  const draft = page.getByRole('textbox', { name: 'Comment', exact: true });
  const open = page.getByRole('region', { name: 'Open comments' });
  await expect(file(page, 'old.ts')).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.type('Who used this?');
  await page.reload();
  await tabTo(page, draft);
  await expect(draft).toHaveValue('Who used this?');
  await page.keyboard.press('Control+Enter');
  await expect(open).toContainText('1 open comment');
  await page.keyboard.press('l');
  await expect(file(page, 'package.json')).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.type('Pin it');
  await page.keyboard.press('Control+Enter');
  await tabTo(page, open.getByRole('button', { name: 'Send all 2 to the agent' }));
  await page.keyboard.press('Enter');
  await expect(open).toContainText('2 open comments, 2 sent');
  const card = page.getByRole('article', { name: 'Comment: Pin it' });
  await expect(card).toContainText('sent to the agent');
  await tabTo(page, card.getByRole('button', { name: 'Resolve' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Resolved: Pin it')).toBeVisible();
  await expect(open).toContainText('1 open comment, 1 sent');
  await tabTo(page, page.getByRole('button', { name: 'Open again' }));
  await page.keyboard.press('Enter');
  await expect(card).toBeVisible();
});

test('of 1,000 files with 100,000 changed lines only what is in sight is drawn, and all of it is searched', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, manyFiles: true, at });
  await expect(page.getByText('1,000 files, +100,000')).toBeVisible();
  await expect(page.locator('[data-line=added]').first()).toBeVisible();
  expect(await page.locator('*').count()).toBeLessThan(5000);
  await page.keyboard.press('/');
  await page.keyboard.type('module-999.ts 99');
  await expect(page.getByRole('region', { name: 'Lines found' })).toContainText('1 line');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-index].outline-accent')).toContainText('module-999.ts 99');
  await page.keyboard.press('Escape');
  await expect(changed(page).locator('[aria-current=true]')).toContainText('module-999.ts');
});
