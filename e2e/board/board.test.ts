import { columns } from '../../core/views/board.ts';
import { unheld } from '../../core/loop/admission.ts';
import { boardOf } from '../../core/views/columns.ts';
import { evolve } from '../../core/loop/evolve.ts';
import { emptyState } from '../../core/loop/state.ts';
import { factory } from './fixture/threads.ts';
import { expect, test } from './stage.ts';

const titles = ['Queued', 'Working', 'Needs you', 'In review', 'Ready to land', 'Landed'];

function expected(threads: number) {
  const state = emptyState();
  for (const entry of factory(threads, Date.now()).entries) evolve(state, entry);
  return boardOf(state, unheld(6));
}

for (const threads of [1, 30, 200]) {
  test(`the board draws ${String(threads)} threads in the columns their facts say`, async ({ stage }) => {
    const page = await stage.show({ threads });
    const board = expected(threads);
    for (const [index, column] of columns.slice(0, -1).entries()) {
      const region = page.getByRole('region', { name: titles[index], exact: true });
      await expect(region.getByRole('heading', { level: 2 })).toHaveText(titles[index] ?? '');
      await expect(region.locator('header')).toContainText(String(board.columns[column].length));
      const cards = region.getByRole('article');
      for (const card of await cards.all()) await expect(card).toHaveAttribute('data-column', column);
      if (board.columns[column].length < 40) await expect(cards).toHaveCount(board.columns[column].length);
    }
    expect(await page.locator('*').count()).toBeLessThan(6000);
  });
}

test('while older threads are still being read, no number of landed ones claims to be all of them', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, unread: true });
  const landed = page.getByRole('region', { name: 'Landed', exact: true });
  await expect(landed).toContainText(/^\d+\+/);
  await expect(page.getByRole('region', { name: 'Working', exact: true }).locator('header')).not.toContainText('+');
  await page.keyboard.press('/');
  await page.keyboard.type('webhook');
  await expect(page.getByRole('toolbar', { name: 'Board' }).getByRole('status')).toHaveText(/of \d+\+ threads shown$/);
});

test('a factory that begins has one next action at a time, and who leaves that is not asked again', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 0 });
  const step = page.locator('[aria-current="step"]');
  await expect(step.getByRole('heading')).toHaveText('Choose repos');
  await page.getByRole('checkbox', { name: /^web/ }).press('Space');
  await page.getByRole('button', { name: 'Add 1 repo' }).press('Enter');
  await expect(step.getByRole('heading')).toHaveText('See which agents are here');
  await page.getByRole('button', { name: 'Go on' }).press('Enter');
  await expect(step.getByRole('button', { name: 'Run the sample' })).toBeVisible();
  await page.getByRole('button', { name: 'Leave this' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
});

test('an empty factory has exactly one next action, and a repo leads on to the first thread', async ({ stage }) => {
  const page = await stage.show({ threads: 0 });
  await page.getByRole('button', { name: 'Leave this' }).press('Enter');
  await page.getByRole('button', { name: 'Add a repo' }).press('Enter');
  await page.getByLabel('Path of a clone').fill('/home/kim/code/not a repo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Choose the top folder of a clone');
  await page.getByLabel('Path of a clone').fill('/home/kim/code/sugar');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'sugar' })).toBeVisible();
  await page.keyboard.press('Control+1');
  await page.getByRole('main').getByRole('button', { name: 'New thread' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'New thread' })).toBeVisible();
});

test('cards are moved through, peeked at and opened by the keyboard alone', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  await page.keyboard.press('j');
  await page.keyboard.press('l');
  await page.keyboard.press('l');
  const focused = page.locator('article:focus-within');
  await expect(focused).toHaveAttribute('data-column', 'needs-you');
  const title = (await focused.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: 'Context' })).toContainText(title);
  await page.keyboard.press('j');
  await expect(page.getByRole('complementary', { name: 'Context' })).not.toContainText(title);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
});

test('the inbox is answered by the keyboard alone, one decision for all threads that ask the same', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  await page.keyboard.press('Control+2');
  const open = page.getByRole('list', { name: 'Open asks' });
  const grouped = open.getByRole('article', { name: 'npm install zod@4.1.0' });
  await expect(grouped).toContainText('3 threads want this');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await expect(grouped).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.type('Not this way');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'History' }).press('Enter');
  const answered = page.getByRole('list', { name: 'Answered asks' }).getByRole('listitem');
  await expect(answered.filter({ hasText: '“Not this way”' })).toHaveCount(1);
  await expect(answered.filter({ hasText: 'npm install zod@4.1.0' })).toHaveText(Array(3).fill(/approved once/));
});

test('a thread is made from a goal that names its repos, and a bad recipe is answered line by line', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 1 });
  await page.keyboard.press('Control+n');
  await page.keyboard.type('Rename in sugar, then web');
  const chosen = page.getByRole('list', { name: 'Chosen repos in landing order' });
  await expect(chosen.getByRole('listitem')).toHaveText(['1sugar', '2web']);
  await page.getByRole('button', { name: 'Land web earlier' }).press('Enter');
  await expect(chosen.getByRole('listitem')).toHaveText(['1web', '2sugar']);
  await page.getByLabel('Recipe', { exact: true }).selectOption({ label: 'Paste a recipe…' });
  await page.getByLabel('Recipe text').fill('tilte: x');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('recipe.yaml:2: tilte: unknown key');
  await page.getByLabel('Recipe text').fill('title: x\nsteps: []');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rename in sugar, then web');
});

test('a change set is read line by line and landed by its exact commits', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('#23');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('2');
  await expect(page.getByRole('region', { name: 'Diff of old.ts' })).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByRole('region', { name: 'Diff of package.json' })).toBeVisible();
  await expect(page.locator('[data-line=added]').first()).toContainText("import { readAmount } from 'sugar';");
  await expect(page.locator('[data-line=added] [data-changed]').first()).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('navigation', { name: 'Changed files' })).toContainText('1 of 18 viewed');
  await expect(page.getByRole('region', { name: 'Diff of assets/coin.png' })).toBeVisible();
  await page.keyboard.press('h');
  await expect(page.getByRole('checkbox', { name: 'Viewed' })).toBeChecked();
  await page.keyboard.press('s');
  const beside = page.locator('.grid-cols-2', { has: page.locator('[data-line=deleted]') });
  await expect(beside.locator('[data-line=added]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Land…' }).press('Enter');
  const order = page.getByRole('dialog').getByRole('list', { name: 'Repos in landing order' });
  await expect(order.getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Approve and land' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('header').getByText('landing', { exact: true })).toBeVisible();
});

test('what agents say stays text', async ({ stage }) => {
  const page = await stage.show({ threads: 1 });
  await page.getByRole('article').locator('h3 button').click();
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(page.getByRole('link', { name: 'click' })).toBeVisible();
  expect(await page.locator('img, a, iframe, main script').count()).toBe(0);
});

test('a dialog traps the focus and gives it back', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  await page.keyboard.press('j');
  const focused = await page.locator(':focus').getAttribute('title');
  await page.keyboard.press('Control+/');
  const dialog = page.getByRole('dialog', { name: 'Shortcuts' });
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Tab');
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator(':focus')).toHaveAttribute('title', focused ?? '');
});

test('both rails are hidden and remembered', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('navigation', { name: 'Rail' })).toHaveCount(0);
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('navigation', { name: 'Rail' })).toBeVisible();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+.');
  await expect(page.getByRole('complementary', { name: 'Context' })).toHaveCount(0);
});
