import type { Page } from '@playwright/test';
import { expect, test } from './stage.ts';

const board = (page: Page) => page.getByRole('toolbar', { name: 'Board' });
const mode = (page: Page, name: string) => board(page).getByRole('button', { name });

test('a filter is set, seen and taken back by the keyboard, and kept for the window', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  const cards = page.locator('[data-card]');
  const shown = board(page).getByRole('status');
  await page.keyboard.press('/');
  await page.keyboard.type('webhook');
  await expect(shown).toHaveText(/^\d of 30 threads shown$/);
  for (const card of await cards.all()) await expect(card).toContainText('webhook');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Filter the board' })).toHaveValue('webhook');
  await page.keyboard.press('/');
  await page.keyboard.type('no such words');
  await expect(page.getByRole('heading', { name: 'No thread fits the filter' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).press('Enter');
  await expect(shown).toHaveCount(0);

  await board(page).getByRole('button', { name: 'State' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: /^paused/ }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(cards).not.toHaveCount(0);
  for (const card of await cards.all()) await expect(card).toContainText('You paused it');
  await page.getByRole('button', { name: 'state paused: no longer filter by it' }).press('Enter');
  await expect(shown).toHaveCount(0);
});

test('the board is grouped by repo, watched as tiles and as a timeline, by keys, also with 200 threads', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 200 });
  const nodes = () => page.locator('*').count();
  await board(page).getByRole('button', { name: 'Group' }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'By repo' }).press('Enter');
  const lane = page.getByRole('region', { name: 'billing-service' });
  for (const card of await lane.getByRole('article').all()) await expect(card).toContainText('billing-service');
  expect(await nodes()).toBeLessThan(20_000);
  await board(page).getByRole('button', { name: 'By repo' }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'By the repos that change together' }).press('Enter');
  await expect(page.getByRole('region', { name: 'api + web', exact: true })).toBeVisible();

  await mode(page, 'Columns').focus();
  await page.keyboard.press('2');
  const tiles = page.getByRole('list', { name: 'Runs at work' });
  await page.keyboard.press('j');
  const focused = tiles.locator('article:focus-within');
  await expect(focused).toContainText('quiet');
  const title = (await focused.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(focused).toHaveAttribute('aria-label', title);
  expect(await nodes()).toBeLessThan(20_000);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);

  await page.keyboard.press('Control+1');
  await page.keyboard.press('3');
  const rows = page.getByRole('list', { name: 'Threads that ran' });
  await page.keyboard.press('j');
  await page.keyboard.press('l');
  await expect(rows.locator(':focus')).toHaveAttribute('aria-label', /^run 1, \w+, \d\d:\d\d to /);
  await expect(page.getByRole('region', { name: 'Timeline of runs' }).locator('footer')).toContainText('run 1, ');
  await page.keyboard.press('-');
  await expect(page.getByRole('button', { name: '24 h' })).toHaveAttribute('aria-pressed', 'true');
  expect(await nodes()).toBeLessThan(20_000);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tablist', { name: 'Thread' })).toBeVisible();
});
