import { expect, test } from './app.ts';
import { PATIENCE, addRepos, fileThread, git } from './facts.ts';

test.setTimeout(180_000);

test('green threads are chosen with keys and mouse and land together in the order that is suggested; whom they are in the way of is told', async ({
  desk,
}) => {
  const app = await desk.launch();
  const { window, call } = app;
  const [repo] = await addRepos(app, desk);
  await fileThread(app, repo, { title: 'Paint it red', file: 'colour.txt' });
  await fileThread(app, repo, { title: 'Paint it green', file: 'colour.txt' });
  await fileThread(app, repo, { title: 'Name the shapes', file: 'shapes.txt' });
  const inBoth = async (name: string) => {
    for (const theme of ['dark', 'light'] as const) {
      await call('settings.update', { patch: { theme } });
      await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
      await window.waitForTimeout(300);
      await app.picture(`${name}, ${theme}`);
    }
  };
  const card = (title: string) => window.getByRole('article', { name: title });
  const review = window.getByRole('region', { name: 'In review' });
  await expect(review.getByRole('article')).toHaveCount(3, PATIENCE);
  await expect(card('Paint it red').getByRole('button', { name: 'overlaps' })).toBeVisible(PATIENCE);

  await window.keyboard.press('Control+5');
  const order = window.getByRole('region', { name: 'Order to land in' }).getByRole('listitem');
  await expect(order).toHaveCount(3);
  await expect(order.first()).toContainText('#3 Name the shapesconflicts with nothing that is left');
  await expect(order.nth(1)).toContainText('conflicts with #2, the fewest of what may go now');
  await inBoth('order to land in');

  await window.keyboard.press('Control+1');
  await card('Paint it red').getByRole('button', { name: 'Paint it red' }).focus();
  await window.keyboard.press('x');
  const bar = window.getByRole('region', { name: 'Chosen cards' });
  await expect(bar).toContainText('#1 chosen; choose what lands with it');
  await expect(bar.getByRole('button', { name: 'Land together' })).toBeDisabled();
  await card('Name the shapes').getByRole('checkbox').check();
  await card('Paint it green')
    .getByRole('button', { name: 'Paint it green' })
    .click({ modifiers: ['Control'] });
  await expect(bar).toContainText('#1, #3, #2 chosen');
  await card('Paint it green').getByRole('checkbox').uncheck();
  await expect(bar).toContainText('#1, #3 chosen');
  await inBoth('chosen');
  await bar.getByRole('button', { name: 'Land together' }).click();
  const dialog = window.getByRole('dialog', { name: 'Land 2 threads together' });
  await expect(dialog.getByRole('listitem').first()).toContainText('#1 Paint it red');
  await inBoth('land together');
  await dialog.getByRole('button', { name: 'Approve and land together' }).click();
  await expect(bar).toHaveCount(0);

  await expect(review.getByRole('article')).toHaveCount(1, PATIENCE);
  const remote = desk.sample.repos[0]?.remote ?? '';
  const subjects = () => git(remote, 'log', '--first-parent', '--format=%s', '-2', 'main');
  await expect.poll(subjects, PATIENCE).toBe('Land: Name the shapes\nLand: Paint it red');
  const drift = card('Paint it green').getByRole('button', { name: 'conflicts with origin/main in colour.txt' });
  await drift.click(PATIENCE);
  await expect(window.getByRole('dialog', { name: 'What it conflicts with' })).toContainText(
    'Tell the agent to rebase',
  );
  await inBoth('conflicts with main');
  await window.keyboard.press('Escape');

  await window.getByRole('region', { name: 'Landed' }).getByRole('button').click();
  await card('Paint it red').getByRole('button', { name: 'Paint it red' }).click();
  const told = window.getByRole('list', { name: 'Conversation' });
  await expect(told).toContainText('Green together with #3: they land one after the other');
});
