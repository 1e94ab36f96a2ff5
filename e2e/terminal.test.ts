import { expect, test } from './app.ts';
import { PATIENCE, addRepos, fileThread, threadOf, untilColumn } from './facts.ts';

test.setTimeout(180_000);

test('a person works in a terminal of their own beside the agent, and nothing goes away beneath it', async ({
  desk,
  app,
}) => {
  const page = app.window;
  const [textkit] = await addRepos(app, desk);
  const { thread } = await fileThread(app, textkit, { title: 'Say hello', file: 'hello.txt' });
  await untilColumn(app, 'in-review');
  await page.getByRole('button', { name: 'Say hello' }).first().click();
  await page.keyboard.press('Control+j');
  await page.keyboard.press('Enter');
  const screen = page.getByRole('group', { name: 'Terminal' }).locator('.xterm-rows');
  const type = async (line: string) => {
    await page.getByRole('group', { name: 'Terminal' }).locator('textarea').focus();
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  };

  await test.step('a real shell, in the worktree, with the environment of the person alone', async () => {
    await expect(screen).toContainText(/[$#]/, PATIENCE);
    await type('cat hello.txt; tty; echo own=$(env | grep -c "^TEATREE_\\|^ELECTRON_RUN")');
    await expect(screen).toContainText('Say hello', PATIENCE);
    await expect(screen).toContainText(/\/dev\/pts\/\d+/);
    await expect(screen).toContainText('own=0');
  });

  await test.step('what it prints sets no title and fills no clipboard', async () => {
    const title = await app.electron.evaluate(({ BrowserWindow, clipboard }) => {
      void clipboard.writeText('before');
      return BrowserWindow.getAllWindows()[0]?.getTitle();
    });
    await type(
      String.raw`printf '\033]0;owned\007\033]52;c;b3duZWQ=\007\033]8;;https://evil.example\007li''nk\033]8;;\007\n'`,
    );
    await expect(screen).toContainText('link');
    const after = await app.electron.evaluate(({ BrowserWindow, clipboard }) => ({
      title: BrowserWindow.getAllWindows()[0]?.getTitle(),
      copied: clipboard.readText(),
    }));
    expect(after).toEqual({ title, copied: 'before' });
  });

  await test.step('what was printed is still there after a reload', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Say hello' }).first().click();
    await page.keyboard.press('Control+j');
    await expect(screen).toContainText('own=0', PATIENCE);
  });

  await test.step('its worktree stays while it is open, wherever its shell went', async () => {
    await type('cd /');
    await app.call('threads.drop', { thread, reason: 'tried' });
    const refused = await app.call('workspaces.remove', { thread, force: true });
    expect(refused).toMatchObject({ ok: false, error: { code: 'workspace-in-use' } });
    await page.getByRole('button', { name: /^Close terminal/ }).click();
    await expect(page.getByText('No terminal is open')).toBeVisible();
    expect((await app.call('workspaces.remove', { thread, force: true })).ok).toBe(true);
    expect((await threadOf(app)).workspace.kind).toBe('none');
  });
});
