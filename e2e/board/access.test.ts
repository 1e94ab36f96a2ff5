import type { Page } from '@playwright/test';
import { graveFaults } from './axe.ts';
import type { Look } from './axe.ts';
import { screens } from './screens.ts';
import type { Screen } from './screens.ts';
import { expect, settled, test } from './stage.ts';
import type { Stage } from './stage.ts';

const pages = screens.filter(({ dialog }) => !dialog);
const dialogs = screens.filter(({ dialog }) => dialog);

test('no page has a serious or critical fault of accessibility, in dark and in light', async ({ stage }) => {
  test.setTimeout(180_000);
  for (const screen of pages) {
    const page = await at(screen, stage);
    await screen.open?.(page);
    // The rail is the same beside every page.
    await expectSound(page, screen.name, screen.name === 'board' ? {} : { exclude: ['nav[aria-label=Rail]'] });
  }
});

test('no dialog has such a fault; each keeps the focus inside and gives it back to where it was', async ({ stage }) => {
  test.setTimeout(180_000);
  for (const screen of dialogs) {
    const page = await at(screen, stage);
    const button = screen.dialog?.button;
    await expect(page.locator('[data-card], h1').first()).toBeVisible();
    if (button === undefined) await page.keyboard.press('j');
    else await page.getByRole('button', { name: button, exact: true }).focus();
    const before = await page.evaluateHandle(() => document.activeElement);
    expect(await before.evaluate((at) => at === document.body), `${screen.name}: something has the focus`).toBe(false);
    await screen.open?.(page);
    // What lies behind it was looked at as a page; the palette stands for how a dialog and a page go together.
    await expectSound(page, screen.name, screen.name === 'palette' ? {} : { include: ['[role=dialog]'] });
    for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press('Tab');
    const inside = await page.getByRole('dialog').evaluate((dialog) => dialog.contains(document.activeElement));
    expect(inside, `${screen.name}: the focus stays inside`).toBe(true);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog'), `${screen.name}: Escape closes it`).toHaveCount(0);
    await expect
      .poll(() => before.evaluate((at) => at === document.activeElement), `${screen.name}: the focus is back`)
      .toBe(true);
  }
});

/** A page that nothing was done on, or whose dialog is closed again, leads to the next: a load takes longer than a look. */
let reusable: Stage | undefined;

async function at(screen: Screen, stage: Stage): Promise<Page> {
  const scene = { threads: 30, ...screen.at(30), ...screen.scene };
  const untouched = screen.scene === undefined && (!screen.open || screen.dialog !== undefined);
  const page =
    untouched && reusable === stage ? await stage.go(scene.at ?? { view: 'board' }) : await stage.show(scene);
  reusable = untouched ? stage : undefined;
  // What fades in has less contrast while it does.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await settled(page);
  return page;
}

async function expectSound(page: Page, name: string, part: Look): Promise<void> {
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  expect.soft(await graveFaults(page, part), name).toEqual([]);
  // A theme changes colours alone.
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  expect.soft(await graveFaults(page, { ...part, rules: ['color-contrast'] }), `${name} in light`).toEqual([]);
}

test('nothing moves for a person who wants less motion', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  await expect(page.getByRole('article').first()).toBeVisible();
  expect(await moving(), 'work under way breathes').toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const chord of ['Control+k', 'Control+/', 'Control+n']) {
    await page.keyboard.press(chord);
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await moving(), chord).toBe(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  const opening = await stage.show({ threads: 30, board: 'awaited' });
  await expect(opening.getByText('Reading the board…'), 'what fades in for others comes all the same').toHaveCSS(
    'opacity',
    '1',
  );
});
