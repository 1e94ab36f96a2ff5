import type { Page } from '@playwright/test';
import { expect, test } from './stage.ts';

const hidden = '\u202egnp\u200b';
const marked = '⟨U+202E⟩gnp⟨U+200B⟩';

/** All that people read on the page, or hear read out. */
function shown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const named = [...document.querySelectorAll('[title], [aria-label], [placeholder]')];
    const names = named.flatMap((each) =>
      ['title', 'aria-label', 'placeholder'].map((name) => each.getAttribute(name)),
    );
    return [document.body.innerText, ...names].join('\n');
  });
}

async function isMarked(page: Page, where: string): Promise<void> {
  const text = await shown(page);
  const at = text.search(/[\u202e\u200b]/);
  expect(at === -1 ? '' : text.slice(Math.max(0, at - 60), at), `${where}: hidden characters stand behind this`).toBe(
    '',
  );
  expect(text, where).toContain(marked);
}

async function openThread(page: Page, number: number): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`#${String(number)}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tablist', { name: 'Thread' })).toBeVisible();
}

test('what hides in the words of agents and repos is marked on every page', async ({ stage }) => {
  const page = await stage.show({ threads: 30, hidden });
  for (const [key, name] of ['Board', 'Inbox', 'Gate', 'Repos', 'Orchestrator'].entries()) {
    await page.keyboard.press(`Control+${String(key + 1)}`);
    await expect(page.getByText(marked).first()).toBeVisible();
    await isMarked(page, name);
  }
  for (const number of [21, 23, 29]) {
    await openThread(page, number);
    for (const tab of ['Conversation', 'Changes', 'Checks', 'Facts']) {
      await page.getByRole('tab', { name: tab }).click();
      await isMarked(page, `#${String(number)}, ${tab}`);
    }
  }
});

test('what hides in the words of agents and repos is marked in every dialog about a thread', async ({ stage }) => {
  const page = await stage.show({ threads: 30, hidden });
  const dialogs = [
    [21, 'Kill'],
    [21, 'Take over in a terminal'],
    [21, 'Switch agent'],
    [23, 'Land…'],
    [23, 'Review…'],
    [23, 'Drop'],
  ] as const;
  for (const [number, button] of dialogs) {
    await openThread(page, number);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await isMarked(page, button);
    await page.keyboard.press('Escape');
  }
});
