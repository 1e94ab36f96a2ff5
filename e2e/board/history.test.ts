import type { Page } from '@playwright/test';
import { expect, test } from './stage.ts';

const rows = (page: Page) => page.getByRole('list', { name: 'Answered asks' }).getByRole('listitem');

test('200 threads ask on one line each; decisions are found again and taken elsewhere, all by the keyboard', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 200, at: { view: 'inbox' } });
  const open = page.getByRole('list', { name: 'Open asks' });
  await test.step('only the ask whose turn it is stands whole, and the next unfolds as it comes', async () => {
    await expect(open.getByRole('article')).not.toHaveCount(0);
    expect(await open.getByRole('article').count()).toBeGreaterThan(12);
    await expect(page.getByRole('button', { name: /^Approve once/ })).toHaveCount(1);
    const turn = open.locator('article.ring-1');
    const first = await turn.getAttribute('data-ask');
    await page.keyboard.press('j');
    await expect(turn).not.toHaveAttribute('data-ask', first ?? '');
    await page.keyboard.press('k');
    await expect(turn).toHaveAttribute('data-ask', first ?? '');
    expect(await page.locator('*').count()).toBeLessThan(8000);
  });
  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: /^Approve once/ })).toHaveCount(0);
  const reject = page.getByRole('button', { name: /^Reject/ });
  for (let steps = 0; steps < 10 && !(await reject.isVisible()); steps += 1) await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.type('Not on a Friday');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'History' }).focus();
  await page.keyboard.press('Enter');
  await expect(rows(page)).not.toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type('on a friday');
  await expect(rows(page).filter({ hasNotText: '“Not on a Friday”' })).toHaveCount(0);
  await expect(page.getByText(/^10 of \d+ shown$/)).toBeVisible();
  await page.getByLabel('Answer', { exact: true }).selectOption('approved');
  await expect(page.getByText('No decision is like this')).toBeVisible();
  await page.getByLabel('Answer', { exact: true }).selectOption('rejected');
  await page.getByLabel('Time', { exact: true }).selectOption('1');
  await page.getByRole('button', { name: 'Export CSV…' }).press('Enter');
  await expect(page.getByText('10 decisions written')).toBeVisible();
  await page.getByRole('button', { name: 'Export JSON Lines…' }).press('Enter');
  await expect(page.getByText('/home/kim/decisions.jsonl')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).press('Enter');
  await expect(page.getByText(/ shown$/)).toHaveCount(0);
  await expect(rows(page).filter({ hasText: 'approved once' })).not.toHaveCount(0);
});
