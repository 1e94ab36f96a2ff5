import { expect, test } from '../app.ts';
import { addRepos } from '../facts.ts';
import { gateAsks, openInbox, threadIn, threadThatRuns, untilAsked, untilEnded } from './asks.ts';

test('a paused rule asks nobody, is seen on every page, and is judged and counted all the same', async ({
  desk,
  app,
}) => {
  const page = app.window;
  await addRepos(app, desk);
  await page.keyboard.press('Control+3');
  const rule = page.locator('[data-rule=GIT3]');
  await rule.getByRole('button', { name: 'Pause rule GIT3' }).press('Enter');
  await page
    .getByRole('dialog', { name: 'Pause rule GIT3?' })
    .getByRole('button', { name: /^Pause/ })
    .press('Enter');
  const banner = page.getByRole('region', { name: 'Paused gate' });
  await expect(banner).toContainText(/Rule GIT3 is paused for 1[45] m more/);
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('gate paused');
  const thread = await threadThatRuns(app, 'textkit', ['git clean -fd']);
  await untilEnded(app, thread);
  expect(await gateAsks(app, thread)).toEqual([]);
  await expect(rule.getByRole('cell').nth(3), 'would have asked').toHaveText('1');
  await app.picture('paused');
  await openInbox(page);
  await banner.getByRole('button', { name: 'Resume: Rule GIT3' }).press('Enter');
  await expect(banner).toHaveCount(0);
  const again = await threadThatRuns(app, 'textkit', ['git clean -fd']);
  await untilAsked(app, again, 1);
});

test('a working run shows that its gate lives and whether it is contained', async ({ desk, app }) => {
  const page = app.window;
  await addRepos(app, desk);
  const thread = await threadThatRuns(app, 'textkit', ['git clean -fd']);
  await untilAsked(app, thread, 1);
  const run = (await threadIn(app, thread)).runs[0];
  expect(run?.gate.provenAt, 'the canary was denied').toBeDefined();
  await page.getByRole('region', { name: 'Needs you' }).getByRole('article').getByRole('button').first().click();
  await page.getByRole('tab', { name: /^Facts/ }).click();
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(/proven \d\d:\d\d · 1 decision/);
  const held = run?.contained?.kind === 'contained' ? /contained\s*yes, by/ : /contained\s*no: /;
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(held);
  await app.picture('facts');
});
