import type { Page } from '@playwright/test';
import { changedThread } from '../fixture/changes.ts';
import { page, press, shown, thread, toCart, usual } from '../screens.ts';
import type { Screen } from '../screens.ts';
import { expect } from '../stage.ts';

type Open = NonNullable<Screen['open']>;

/** Screens further on, after something was done on them. They are for the eye: tests of their own look at what they do. */
export const states: readonly Screen[] = [
  state('board-filtered', page('board'), async (at) => {
    await at.getByRole('button', { name: 'State' }).press('Enter');
    await at.getByRole('menuitemcheckbox', { name: /^waiting for approval/ }).press('Enter');
  }),
  state('why-here', page('board'), (at) =>
    at
      .getByRole('button', { name: /why here\?$/ })
      .first()
      .press('Enter'),
  ),
  state('board-chosen', page('board'), (at) => choose(at)),
  state('land-together', page('board'), async (at) => {
    await choose(at);
    await at.getByRole('button', { name: 'Land together' }).press('Enter');
    await expect(at.getByRole('dialog')).toBeVisible();
  }),
  state('notice-of-a-deed', page('board'), async (at) => {
    await press(at, 'j', 'j', 'Shift+ArrowUp');
    await expect(at.locator('[data-sonner-toast]').first()).toBeVisible();
  }),
  state('inbox-reject', page('inbox'), (at) => press(at, 'j', 'r')),
  state('inbox-rule', page('inbox'), async (at) => {
    await first(at, 'This repo…').press('Enter');
    await shown(at, 'Back-test');
  }),
  state('order', page('orchestrator'), async (at) => {
    await at.getByRole('button', { name: 'New order…' }).press('Enter');
    await at.getByLabel('In your words').fill('anything about payments goes first');
  }),
  state('gate-paused', page('gate'), async (at) => {
    await at.keyboard.press('Control+Shift+g');
    await at
      .getByRole('dialog')
      .getByRole('button', { name: /^Pause/ })
      .last()
      .press('Enter');
    await expect(at.getByRole('dialog')).toHaveCount(0);
  }),
  state('lesson-rejected', page('lessons'), (at) => first(at, 'Reject…').press('Enter')),
  state('evals-trial', page('evals'), async (at) => {
    const row = at.getByRole('region', { name: 'Yours' }).getByRole('listitem').nth(1);
    await row.getByRole('button', { expanded: false }).press('Enter');
    await row.getByRole('button', { name: /fail/ }).first().press('Enter');
    await shown(at, 'One that passed');
    await row.evaluate((element) => element.scrollIntoView());
  }),
  state('evals-diff', page('evals'), (at) => toTop(at, 'Two runs compared')),
  state('skill', page('skills'), async (at) => {
    const row = at.getByRole('region', { name: 'Yours' }).getByRole('listitem').first();
    await row.getByRole('button', { expanded: false }).press('Enter');
  }),
  state('skill-refused', page('skills'), async (at) => {
    await at.getByLabel('Folder of a skill').fill('nowhere');
    await at.getByLabel('Folder of a skill').press('Enter');
    await at.getByText(/There is no SKILL.md/).scrollIntoViewIfNeeded();
  }),
  state('insights-pass-rates', page('insights'), (at) => toTop(at, 'Pass rates of evals')),
  state('doctor-workspaces', page('doctor'), async (at) => {
    await at.getByRole('button', { name: 'Remove: #3' }).press('Enter');
    await toTop(at, 'Workspaces');
    await expect(at.getByText(/untracked files/)).toBeVisible();
  }),
  state('settings-agents', page('settings'), (at) => toTop(at, 'Agents')),
  state('settings-deciding', page('settings'), (at) => toTop(at, 'Deciding')),
  state('settings-data', page('settings'), (at) => toTop(at, 'Data')),
  state('palette-search', page('board'), async (at) => {
    await at.keyboard.press('Control+k');
    await at.keyboard.type('webhook');
  }),
  state('new-thread-similar', page('board'), async (at) => {
    await write(at, 'Retry a webhook with back-off');
    await expect(at.getByRole('region', { name: 'Similar threads' })).toBeVisible();
  }),
  state('new-thread-brief', page('board'), async (at) => {
    await write(at, 'Rename parseAmount in sugar');
    await at.getByRole('radio', { name: /Claude Code/ }).press('Space');
    await at.getByRole('button', { name: /^Brief/ }).press('Enter');
    await at.getByText('# Rules of this factory').scrollIntoViewIfNeeded();
  }),
  state('message-hover', thread('conversation'), (at) => at.getByText('Follow in web').hover()),
  state('conversation-everything', thread('conversation'), (at) => press(at, 'd', 'd')),
  state('conversation-search', thread('conversation'), async (at) => {
    await at.keyboard.press('Control+f');
    await at.keyboard.type('readAmount');
    await at.keyboard.press('Enter');
  }),
  state('message-queue', thread('conversation'), async (at) => {
    const field = at.getByRole('textbox', { name: 'Message' });
    for (const text of ['Leave the changelog to me', 'Then update the examples in the docs']) {
      await field.fill(text);
      await at.keyboard.press('Control+Enter');
      await expect(field).toHaveValue('');
    }
  }),
  state('thread-panel', thread('conversation'), (at) => press(at, 'Control+.')),
  state('changes-split', thread('changes', changedThread), async (at) => {
    await toCart(at);
    await press(at, 's');
  }),
  state('changes-comment', thread('changes', changedThread), async (at) => {
    await toCart(at);
    await press(at, 'c');
    await at.keyboard.type('Why not Math.trunc?');
  }),
  state('facts-files', thread('facts'), async (at) => {
    await at.getByRole('button', { name: 'Files of checkpoint 3' }).press('Enter');
    await expect(at.getByRole('list', { name: 'Files of checkpoint 3' })).toContainText('notes.md');
  }),
  state('taken-over', thread('conversation'), async (at) => {
    await at.getByRole('button', { name: 'Take over in a terminal' }).press('Enter');
    await at.getByRole('button', { name: 'Take over', exact: true }).press('Enter');
    await expect(at.getByRole('dialog').getByLabel('Command')).toBeVisible();
  }),
];

function state(name: string, of: Screen, open: Open): Screen {
  return { ...of, name, counts: usual, open };
}

function first(at: Page, name: string) {
  return at.getByRole('button', { name }).first();
}

async function choose(at: Page): Promise<void> {
  const boxes = at.getByRole('region', { name: 'Ready to land' }).getByRole('checkbox');
  await boxes.nth(0).press('Space');
  await boxes.nth(1).press('Space');
}

async function toTop(at: Page, region: string): Promise<void> {
  const section = at.getByRole('region', { name: region }).first();
  await expect(section).toBeVisible();
  await section.evaluate((element) => element.scrollIntoView());
}

async function write(at: Page, goal: string): Promise<void> {
  await at.keyboard.press('Control+n');
  await at.getByRole('dialog').getByLabel('Goal', { exact: true }).fill(goal);
}
