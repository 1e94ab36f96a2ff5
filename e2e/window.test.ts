import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { EXECUTABLE, ROOT, expect, test } from './app.ts';
import { PATIENCE, addRepos, fileThread, threadOf, untilColumn } from './facts.ts';

test.setTimeout(180_000);

const viewed = (page: Page) => page.getByRole('checkbox', { name: 'Viewed' });
const draft = (page: Page) => page.getByRole('textbox', { name: 'Message' });

test('a reload, a second window and a restart lose no draft, queued message, viewed mark or place; links and search lead there', async ({
  desk,
}) => {
  const app = await desk.launch();
  const { window: page } = app;
  const [repo] = await addRepos(app, desk);
  const { thread } = await fileThread(app, repo, { title: 'Write about euros', file: 'euros.txt' });
  await untilColumn(app, 'in-review');
  await app.call('threads.message', { thread, text: 'And about pounds', delivery: 'queue' });
  await app.call('threads.halt', { thread, halt: 'paused' });

  await page.keyboard.press('Control+k');
  await page.keyboard.type('#1');
  await page.keyboard.press('Enter');
  await draft(page).fill('Half a thought');
  await page.getByRole('tab', { name: /Changes/ }).click();
  await viewed(page).check();

  const isAsItWas = async (board: Page) => {
    await expect(board.getByRole('heading', { level: 1 })).toContainText('Write about euros');
    await expect(viewed(board)).toBeChecked();
    await board.getByRole('tab', { name: /Conversation/ }).click();
    await expect(draft(board)).toHaveValue('Half a thought');
    await expect(board.getByText('And about pounds').first()).toBeVisible();
    await board.getByRole('tab', { name: /Changes/ }).click();
  };
  await page.reload();
  await isAsItWas(page);

  await page.locator('body').click();
  const opening = app.electron.waitForEvent('window');
  await page.keyboard.press('Control+Shift+N');
  const second = await opening;
  await isAsItWas(second);

  await second.keyboard.press('Control+1');
  await second.keyboard.press('Control+Shift+F');
  await second.keyboard.type('eur');
  await expect(second.getByRole('option').first()).toContainText('Write about euros', PATIENCE);
  await second.keyboard.press('Enter');
  await expect(second.getByRole('heading', { level: 1 })).toContainText('Write about euros');
  await second.keyboard.press('Control+1');

  const child = execFile(EXECUTABLE, [ROOT, 'teatree://thread/1'], { cwd: desk.home, env: desk.env });
  await once(child, 'exit');
  await expect(second.getByRole('heading', { level: 1 })).toContainText('Write about euros', PATIENCE);
  expect(await threadOf(app), 'a link only leads somewhere').toMatchObject({ landings: [], dropped: undefined });

  await second.getByRole('tab', { name: /Changes/ }).click();
  await second.close();
  await page.getByRole('tab', { name: /Changes/ }).click();
  await app.close();
  await isAsItWas((await desk.launch()).window);
});
