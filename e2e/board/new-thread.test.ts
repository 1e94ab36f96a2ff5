import { expect, test } from './stage.ts';

test('a thread begins from a template, an issue or a list of goals, by the keyboard alone', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  const dialog = page.getByRole('dialog', { name: 'New thread' });
  const goal = dialog.getByLabel('Goal', { exact: true });
  await test.step('what an issue says is shown before it is given to the agent, and stays text', async () => {
    await page.keyboard.press('Control+n');
    await page.keyboard.type('https://github.com/acme/sugar/issues/12');
    const issue = dialog.getByRole('region', { name: 'Issue' });
    await expect(issue).toContainText('acme/sugar#12');
    await expect(issue).toContainText('Cart shows no total');
    await issue.getByText('Its text, as others wrote it').press('Enter');
    await expect(issue).toContainText('<img src=x onerror=alert(1)>');
    expect(await page.locator('[role=dialog] img').count()).toBe(0);
    await goal.fill('https://gitlab.com/acme/sugar/-/issues/3');
    await expect(issue).toContainText('The agent gets the link alone: glab is not installed.');
  });
  await test.step('a template is saved, chosen again, and forgotten', async () => {
    await goal.fill('Write release notes for …');
    await dialog.getByRole('button', { name: 'Save as a template…' }).press('Enter');
    await page.keyboard.type('Release notes');
    await page.keyboard.press('Enter');
    await goal.fill('');
    await dialog.getByLabel('Template').selectOption({ label: 'Release notes' });
    await expect(goal).toHaveValue('Write release notes for …');
    await dialog.getByRole('button', { name: 'Forget the template Release notes' }).press('Enter');
    await expect(dialog.getByLabel('Template').getByText('Release notes')).toHaveCount(0);
  });
  await test.step('what its agent will be told is shown before it begins, as a preview with its room', async () => {
    await goal.fill('Rename parseAmount in sugar');
    await dialog.getByRole('radio', { name: /Claude Code/ }).press('Space');
    const brief = dialog.getByRole('region', { name: 'Brief' });
    await brief.getByRole('button', { name: /^Brief/ }).press('Enter');
    await expect(brief).toContainText('not known before the workspace is made: the commits to begin from');
    await expect(brief).toContainText(/\d+ of at most 48,000 characters/);
    await expect(brief).toContainText('# Rules of this factory');
    await goal.fill('');
    await expect(brief).toContainText('It is written once goal and repos are there.');
    await dialog.getByRole('radio', { name: /recipe harness/ }).press('Space');
    await expect(brief).toHaveCount(0);
  });
  await test.step('several goals are listed with their repos and with what is like them before any begins', async () => {
    await dialog.getByLabel('Several threads at once').press('Space');
    await dialog.getByLabel('Goals').fill('Bump zod to 4 in three repos\nFix web\nTidy up');
    const list = dialog.getByRole('list', { name: 'Threads to begin' }).getByRole('listitem');
    await expect(list).toHaveCount(3);
    await expect(list.nth(0)).toContainText(/May be about the same as #\d+ Bump zod/);
    await expect(list.nth(1)).toContainText('web');
    await expect(list.nth(2)).toContainText('names no repo');
    await expect(dialog.getByRole('button', { name: /^Start 3/ })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Add sugar' }).press('Enter');
    await dialog.getByLabel('Goals').press('Control+Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('article', { name: 'Tidy up' })).toHaveCount(1);
    await expect(page.getByRole('article', { name: 'Fix web' })).toHaveCount(1);
  });
});
