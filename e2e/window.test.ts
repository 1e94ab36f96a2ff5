import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { EXECUTABLE, ROOT, expect, test } from './app.ts';
import type { RunningApp } from './app.ts';
import { PATIENCE, addRepos, fileThread, threadOf, untilColumn } from './facts.ts';

test.setTimeout(180_000);

const viewed = (page: Page) => page.getByRole('checkbox', { name: 'Viewed' });
const draft = (page: Page) => page.getByRole('textbox', { name: 'Message' });

/** An entry of the native menu, as it is chosen with a pointer or with Alt and its letter. */
const chooseInMenu = ({ electron }: RunningApp, label: string) =>
  electron.evaluate(({ Menu }, title) => {
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    entries?.find((entry) => entry.label === title)?.click();
  }, label);

const keptPlace = async ({ electron }: RunningApp): Promise<unknown> => {
  const folder = await electron.evaluate(({ app }) => app.getPath('userData'));
  return JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'));
};

const size = ({ electron }: RunningApp) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());

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
  await test.step('a file opens in the editor of the person', async () => {
    const [editor, opened] = [join(desk.home, 'editor'), join(desk.home, 'opened')];
    writeFileSync(editor, `#!/bin/sh\necho "$@" > '${opened}'\n`, { mode: 0o755 });
    await app.call('settings.update', { patch: { editor } });
    await expect(viewed(page)).toBeVisible();
    await page.keyboard.press('o');
    await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toMatch(/\/euros\.txt\n$/);
  });
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
  await test.step('the native menu leads to pages, and to what can be done with the thread on screen', async () => {
    await chooseInMenu(app, 'Drop');
    await expect(page.getByRole('dialog', { name: /^Drop/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await chooseInMenu(app, 'Go to the inbox');
    await expect(page.getByRole('tab', { name: 'History' })).toBeVisible();
    await chooseInMenu(app, 'Drop');
    await expect(page.getByText('No thread is open')).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('#1');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /Changes/ }).click();
  });

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
  const context = (board: Page) => board.getByRole('complementary', { name: 'Context' });
  await expect(context(page)).toBeVisible();
  await page.keyboard.press('Control+.');
  await expect(context(page)).toHaveCount(0);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1340, 760));
  await expect.poll(() => keptPlace(app)).toMatchObject({ bounds: { width: 1340, height: 760 } });
  await app.close();

  const again = await desk.launch();
  await isAsItWas(again.window);
  await expect(context(again.window)).toHaveCount(0);
  expect(await size(again)).toEqual([1340, 760]);
});
