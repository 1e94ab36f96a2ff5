import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { screens } from './screens.ts';
import type { Screen } from './screens.ts';
import { expect, test } from './stage.ts';

const parts = 3;
for (let part = 0; part < parts; part += 1) {
  const of = `${String(part + 1)} of ${String(parts)}`;
  test(`no screen has a serious or critical fault of accessibility, in dark and in light (${of})`, async ({
    stage,
  }) => {
    test.setTimeout(300_000);
    for (const screen of screens.filter((_, at) => at % parts === part)) {
      const page = await stage.show({ threads: 30, ...screen.at(30), ...screen.scene });
      // What fades in has less contrast while it does.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await screen.open?.(page);
      const axe = () => faultFinder(page, screen);
      expect.soft(await faultsOf(axe()), screen.name).toEqual([]);
      // A theme changes colours alone.
      await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
      expect.soft(await faultsOf(axe().withRules('color-contrast')), `${screen.name} in light`).toEqual([]);
    }
  });
}

/** The rail is the same beside every page. */
function faultFinder(page: Page, { name }: Screen): AxeBuilder {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  return name === 'board' ? axe : axe.exclude('nav[aria-label=Rail]');
}

async function faultsOf(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')}: ${html}`));
}

test('every dialog keeps the focus inside and gives it back to where it was', async ({ stage }) => {
  test.setTimeout(180_000);
  for (const screen of screens) {
    if (!screen.dialog) continue;
    const page = await stage.show({ threads: 30, ...screen.at(30) });
    const { button } = screen.dialog;
    await expect(page.locator('[data-card], h1').first()).toBeVisible();
    if (button === undefined) await page.keyboard.press('j');
    else await page.getByRole('button', { name: button, exact: true }).focus();
    const before = await page.evaluateHandle(() => document.activeElement);
    expect(await before.evaluate((at) => at === document.body), `${screen.name}: something has the focus`).toBe(false);
    await screen.open?.(page);
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
});
