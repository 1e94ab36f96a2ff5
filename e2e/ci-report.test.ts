import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { PATIENCE, addRepos, threadOf } from './facts.ts';

test('a red test of the own CI is imported, proposed in the window with its words, and becomes a thread', async ({
  desk,
}) => {
  // An agent has to be there to be chosen; what it does is not looked at.
  const agent = { id: 'mine', title: 'My agent', command: process.execPath, args: ['--version'] };
  desk.cli('settings', 'set', 'agents', JSON.stringify([agent]));
  const app = await desk.launch();
  await addRepos(app, desk);
  const [sample] = desk.sample.repos;
  if (!sample) throw new Error('The sample has no repo');
  const report = join(desk.home, 'junit.xml');
  const failure = '<failure message="expected 2 to be 3">at sum.test.js:7</failure>';
  writeFileSync(
    report,
    `<testsuite name="sums"><testcase classname="sums" name="adds up">${failure}</testcase><testcase classname="sums" name="takes away"/></testsuite>`,
  );
  const said = desk.cli('signal', 'import', report, '--repo', sample.name);
  expect(said).toContain('1 failing, 0 that failed before pass now');
  const { window } = app;
  await window.keyboard.press('Control+5');
  const card = window.getByRole('region', { name: 'Waits for your decision' }).getByRole('listitem').first();
  await expect(card).toContainText('adds up', PATIENCE);
  await expect(card).toContainText('expected 2 to be 3');
  await app.picture('a red test');
  await card.getByRole('button', { name: 'Begin a thread…' }).click();
  await card.getByLabel('Harness').selectOption('mine');
  await card.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect.poll(async () => (await threadOf(app)).title, PATIENCE).toContain('adds up');
  expect((await threadOf(app)).goal).toContain('expected 2 to be 3');
});
