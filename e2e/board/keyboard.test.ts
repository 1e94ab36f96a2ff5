import type { Locator, Page } from '@playwright/test';
import { Settings } from '../../core/settings.ts';
import { graveFaults } from './axe.ts';
import { expect, tabTo, test } from './stage.ts';

const dialog = (page: Page) => page.getByRole('dialog');

test('the first steps are done by the keyboard alone, from clones to the sample, or to the sample at once', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 0 });
  const step = page.locator('[aria-current="step"]');
  await tabTo(page, page.getByRole('checkbox', { name: /^web/ }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Add 1 repo' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Go on' }));
  await page.keyboard.press('Enter');
  await expect(step.getByRole('heading')).toHaveText('Start a first thread');
  await tabTo(page, step.getByRole('button', { name: 'Run the sample' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /makeSlug/ })).toBeVisible();

  await stage.show({ threads: 0, noClones: true });
  await tabTo(page, step.getByRole('button', { name: 'Run the sample' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /makeSlug/ })).toBeVisible();
});

test('everything that the command line can set stands in the settings, is found and set by the keyboard alone', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 1 });
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  const sets = await page
    .locator('[data-sets]')
    .evaluateAll((all) => all.flatMap((each) => (each.getAttribute('data-sets') ?? '').split(' ')));
  expect([...new Set(sets)].filter(Boolean).sort()).toEqual(Object.keys(Settings.shape).sort());

  await tabTo(page, page.getByRole('searchbox', { name: 'Search the settings' }));
  await page.keyboard.type('quiet hours');
  const quiet = page.getByRole('textbox', { name: 'Quiet hours' });
  await tabTo(page, quiet);
  await page.keyboard.type('at night');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('two times of day, such as 22:00-07:30, or nothing');
  await quiet.fill('22:00-07:30');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(quiet).toHaveValue('22:00-07:30');

  await page.getByRole('searchbox').fill('theme');
  await tabTo(page, page.getByRole('combobox', { name: 'Theme' }));
  await page.keyboard.press('l');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  await page.getByRole('searchbox').fill('errands');
  const typed = { name: 'deps', when: 'soon', what: 'Update', repo: 'api' };
  for (const [label, text] of Object.entries(typed)) {
    await tabTo(page, page.getByRole('textbox', { name: `Errands by the clock: ${label}`, exact: true }));
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('cron: five fields, or such as @daily');
  await page.getByRole('textbox', { name: 'Errands by the clock: when' }).fill('@daily');
  await page.keyboard.press('Enter');
  await expect(page.getByText('deps · @daily · Update · api')).toBeVisible();
});

test('keys are remapped by the keyboard alone: of commands and of pages, with what stands in the way said first', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  const change = async (title: string, ...presses: readonly string[]) => {
    await tabTo(page, page.getByRole('button', { name: `${title}: change the keys` }).first());
    for (const key of ['Enter', ...presses]) await page.keyboard.press(key);
  };
  await page.keyboard.press('Control+/');
  await change('Go to the settings', 'Control+n');
  await expect(dialog(page).getByRole('status')).toHaveText('Ctrl+N: It is for “New thread” already');
  await page.keyboard.press('Control+Shift+s');
  await change('Next card', 'k');
  await expect(dialog(page).getByRole('status')).toHaveText('K: It is for “Previous card” already');
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Next card: as by default' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  await page.locator('body').press('j');
  await expect(page.locator('[data-card]:focus-within')).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.locator('[data-card]:focus-within')).toHaveCount(1);
  await page.keyboard.press('Control+Shift+s');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('insights are read by the keyboard alone: another period, the numbers of a chart, the thread that cost most', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  await page.keyboard.press('Control+6');
  await tabTo(page, page.getByRole('button', { name: '7 days' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '7 days' })).toHaveAttribute('aria-pressed', 'true');
  const chart = page.getByRole('region', { name: 'Threads a day' });
  await tabTo(page, chart.getByRole('button', { name: 'Show the numbers' }));
  await page.keyboard.press('Enter');
  await expect(chart.getByRole('row')).toHaveCount(8);
  await tabTo(page, page.getByRole('region', { name: 'Cost by thread' }).getByRole('button').first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tablist', { name: 'Thread' })).toBeVisible();
});

test('a question is answered by a number or in own words, and all work is paused and resumed, by the keyboard alone', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at: { view: 'inbox' } });
  const turn = page.getByRole('list', { name: 'Open asks' }).locator('article.ring-1');
  const words = turn.getByRole('textbox', { name: 'Answer in your own words' });
  const toQuestion = async () => {
    for (let steps = 0; steps < 20 && !(await words.isVisible()); steps += 1) await page.keyboard.press('j');
    return turn.getAttribute('data-ask');
  };
  const answered = (ask: string | null) => expect(page.locator(`[data-ask="${ask ?? ''}"]`)).toHaveCount(0);
  const first = await toQuestion();
  await page.keyboard.press('2');
  await answered(first);
  const second = await toQuestion();
  await page.keyboard.press('e');
  await expect(words).toBeFocused();
  await page.keyboard.type('Ask the team first');
  await page.keyboard.press('Enter');
  await answered(second);
  await page.getByRole('tab', { name: 'History' }).press('Enter');
  await expect(page.getByText('Ask the team first')).toBeVisible();
  await expect(page.getByText('Widen the type').first()).toBeVisible();

  await page.keyboard.press('Control+1');
  const working = page.getByRole('region', { name: 'Working', exact: true }).getByRole('article');
  await expect(working.first()).toBeVisible();
  await page.keyboard.press('Control+Shift+p');
  const resume = page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /^Resume \d+ paused/ });
  await expect(resume).toBeVisible();
  await expect(working).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('resume all');
  await page.keyboard.press('Enter');
  await expect(resume).toHaveCount(0);
});

test('the dialogs of a wide approval and of landing together have no grave fault and give the focus back', async ({
  stage,
}) => {
  const leave = async (page: Page, opener: Locator) => {
    await expect(dialog(page)).toBeVisible();
    expect(await graveFaults(page, { include: ['[role=dialog]'] })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(opener).toBeFocused();
  };
  const page = await stage.show({ threads: 30, at: { view: 'inbox' } });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wide = page.getByRole('button', { name: /^This repo…/ }).first();
  await tabTo(page, wide);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Back-test' })).toBeVisible();
  await leave(page, wide);

  await page.keyboard.press('Control+1');
  const boxes = page.getByRole('region', { name: 'Ready to land' }).getByRole('checkbox');
  await boxes.nth(0).press('Space');
  await boxes.nth(1).press('Space');
  const together = page.getByRole('button', { name: 'Land together' });
  await tabTo(page, together);
  await page.keyboard.press('Enter');
  await leave(page, together);
});
