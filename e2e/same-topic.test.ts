import { expect, test } from './app.ts';
import { PATIENCE, addRepos, createThread } from './facts.ts';

test.setTimeout(120_000);

const question = 'title: Ask\nsteps:\n  - id: colour\n    ask: { question: "Which colour?", options: [red, green] }\n';

test('threads that look alike are asked about while they are worked on; links are made by keyboard, and no circle', async ({
  desk,
}) => {
  const app = await desk.launch();
  const { window, call } = app;
  const [repo] = await addRepos(app, desk);
  const recipe = { text: question };
  await createThread(app, { goal: 'Expired sessions break the log-in form', repos: [repo], recipe });
  await createThread(app, { goal: 'The log-in form breaks when a session has expired', repos: [repo], recipe });
  await createThread(app, { goal: 'Paint the shed', repos: [repo], recipe });

  const second = window.getByRole('article', { name: 'The log-in form breaks' });
  const badge = second.getByRole('button', { name: 'same topic as #1?' });
  await expect(badge).toBeVisible(PATIENCE);
  await expect(window.getByRole('article', { name: 'Expired sessions' })).toContainText('same topic as #2?');
  const why = window.getByRole('dialog', { name: 'Why it may be about the same' });
  // A card that goes to another column at that moment takes the key along.
  await expect(async () => {
    if (!(await why.isVisible())) await badge.press('Enter');
    await expect(why).toContainText('Both speak of', { timeout: 2000 });
  }).toPass(PATIENCE);
  await app.picture('same-topic');
  await why.getByRole('button', { name: 'Keep only #1' }).click();
  await expect(second).toHaveCount(0);

  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+5');
  const decided = window.getByRole('region', { name: 'Decided' });
  await expect(decided).toContainText('in favour of #1');
  await decided.getByRole('button', { name: 'Undo' }).click();
  await expect(decided).toContainText('undone');
  await call('settings.update', { patch: { theme: 'light' } });
  await window.keyboard.press('Control+1');
  await expect(second).toBeVisible();
  await expect(second).not.toContainText('same topic');

  await second.getByRole('heading').getByRole('button').click();
  const links = window.getByRole('region', { name: 'Links' });
  const add = links.getByRole('button', { name: 'Add a link…' });
  const dialog = window.getByRole('dialog', { name: 'Link #2 to another thread' });
  await add.press('Enter');
  await expect(dialog.getByRole('combobox').last()).toBeFocused();
  await window.keyboard.type('shed');
  await window.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(add).toBeFocused();
  await expect(links).toContainText('waits for #3 Paint the shed');

  await add.press('Enter');
  await dialog.getByLabel('This thread').selectOption('blocks');
  await dialog.getByRole('combobox').last().fill('#3');
  await window.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('#2 → #3 → #2');
  await app.picture('circle');
  await window.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const here = window.getByRole('complementary', { name: 'Context' });
  await here.getByLabel('Due').fill(new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 16));
  await here.getByLabel('Boost').fill('7');
  await here.getByLabel('Boost').press('Enter');
  await expect(here).toContainText('due in');
  await expect(here).toContainText('+7');
  await app.picture('weight');
  await links.getByRole('button', { name: 'Take away: waits for #3' }).press('Enter');
  await expect(links).not.toContainText('Paint the shed');
});
