import type { Locator, Page } from '@playwright/test';
import { expect, test } from './stage.ts';

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const cards = (page: Page, name: string) => column(page, name).getByRole('article');
const named = async (card: Locator) => (await card.getAttribute('aria-label')) ?? '';

type Place = { readonly over: Locator; readonly fromTop?: number };

/** Holds a card by its head over the middle of a place, or so many pixels from its top. */
async function hold(page: Page, card: Locator, { over, fromTop }: Place): Promise<void> {
  const from = await card.boundingBox();
  const to = await over.boundingBox();
  if (!from || !to) throw new Error('It is not on screen');
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 20, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + (fromTop ?? to.height / 2), { steps: 4 });
}

async function drag(page: Page, card: Locator, place: Place): Promise<void> {
  await hold(page, card, place);
  await page.mouse.up();
}

test('a dragged card asks for what its new place means, and stays with the reason where that cannot be', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const queued = cards(page, 'Queued');
  const second = await named(queued.nth(1));
  await drag(page, queued.nth(1), { over: queued.first(), fromTop: 2 });
  await expect(queued.first()).toHaveAttribute('aria-label', second);
  await expect(queued.first()).toContainText('1. you pinned it');
  await expect(page.getByText('Pinned at place 1')).toBeVisible();

  const waiting = queued.filter({ hasText: 'Waits for #' });
  await drag(page, waiting, { over: queued.first(), fromTop: 2 });
  await expect(page.getByText('It waits for another thread, so it stands after all that can begin')).toBeVisible();

  const working = cards(page, 'Working');
  const begun = working.filter({ hasText: 'On the goal' }).first();
  const number = (await begun.innerText()).match(/#\d+/)?.[0] ?? '';
  await drag(page, begun, { over: column(page, 'Queued'), fromTop: 300 });
  const parked = queued.filter({ hasText: number });
  await expect(parked).toContainText('You paused it');

  await hold(page, parked, { over: column(page, 'In review') });
  await expect(page.getByText('Cards come here by themselves, when their checks are done')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.getByText('Drop the thread')).toHaveCount(0);
  await expect(parked).toBeVisible();

  await drag(page, parked, { over: column(page, 'Needs you') });
  await expect(page.getByText(`${number} stays where it is`)).toBeVisible();
  await drag(page, parked, { over: page.getByRole('contentinfo', { name: 'Status' }) });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Drop ${number}?`);
  await page.keyboard.type('Not worth it');
  await page.keyboard.press('Enter');
  await expect(parked).toHaveCount(0);
  expect(await page.getByRole('heading', { level: 1 }).count(), 'a drag opens no thread').toBe(0);
});

test('the keyboard moves cards as the pointer does, and goes with them', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  const queued = cards(page, 'Queued');
  const focused = page.locator('article:focus-within');
  await page.keyboard.press('j');
  const first = await named(queued.first());
  await page.keyboard.press('Shift+ArrowDown');
  await expect(queued.nth(1)).toHaveAttribute('aria-label', first);
  await expect(focused).toContainText('2. you pinned it');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(focused).toContainText('1. you pinned it');

  await page.keyboard.press('l');
  await expect(focused).toHaveAttribute('data-column', 'working');
  const number = (await focused.innerText()).match(/#\d+/)?.[0] ?? '';
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(focused).toContainText('You paused it');
  await expect(focused).toContainText(number);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(focused).not.toContainText('You paused it');

  await cards(page, 'In review').first().locator('h3 button').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(focused).toHaveAttribute('data-column', 'ready-to-land');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('dialog', { name: /^Land/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(focused).toHaveAttribute('data-column', 'ready-to-land');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: /^Drop/ })).toBeVisible();
});

test('Space checks the box on a card, and peeks only from its title', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  const card = cards(page, 'Ready to land').first();
  const context = page.getByRole('complementary', { name: 'Context' });
  await card.getByRole('checkbox').press('Space');
  await expect(card.getByRole('checkbox')).toBeChecked();
  await expect(context.getByRole('button', { name: 'Open' })).toHaveCount(0);
  await card.locator('h3 button').press('Space');
  await expect(context.getByRole('button', { name: 'Open' })).toBeVisible();
});
