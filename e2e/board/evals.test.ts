import { expect, test } from './stage.ts';

test('the evals page says what is red and how sure that is, and shows the failing trial beside a good one; it starts and stops a suite', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at: { view: 'evals' } });
  const view = page.getByRole('region', { name: 'Evals' });
  await expect(view).toContainText('leaves-tags.yaml:14');
  const daily = view.getByRole('region', { name: 'Daily run' });
  await expect(daily).toContainText('Last on 2027-01-30: not green, 41 trials, $5.02, ended early: it has cost $5.02.');
  await daily.getByLabel('Agent of the daily run').selectOption({ label: 'Scripted agent, free' });
  await expect(daily.getByLabel('Money of a day')).toHaveValue('5');
  await expect(daily).toContainText('Next as soon as there is room.');
  await view.getByRole('group', { name: 'Show' }).getByRole('button', { name: /^Red/ }).press('Enter');
  const rows = view.getByRole('region', { name: 'Yours' }).getByRole('listitem');
  await expect(rows.first()).toContainText('red');
  await expect(rows.first()).toContainText('was 38 of 40: not enough data');
  await expect(rows.first().getByRole('img')).toHaveAttribute('aria-label', /Of the last \d+ trials \d+ passed/);
  await rows.first().getByRole('button', { expanded: false }).press('Enter');
  await expect(rows.first()).toContainText('38 of 40, between 83 % and 99 %');
  await rows.first().getByRole('list', { name: 'Trials' }).getByRole('button', { name: /fail/ }).first().press('Enter');
  const trial = view.getByRole('region', { name: 'This trial' });
  await expect(trial.getByRole('listitem').filter({ hasText: 'must not' })).toContainText('denied');
  await expect(view.getByRole('region', { name: 'One that passed' })).toContainText('only here');

  await view.getByRole('button', { name: 'Try all of Yours' }).press('Enter');
  const running = view.getByRole('region', { name: 'The suite under way' });
  await expect(running).toContainText('3 passed, 1 failed');
  await expect(view.getByRole('button', { name: 'Try all of Yours' })).toBeDisabled();
  await running.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(running).toBeHidden();
});

test('two runs are compared: what differs stands first, in counts and words; any two can be chosen', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at: { view: 'evals' } });
  const diff = page.getByRole('region', { name: 'Evals' }).getByRole('region', { name: 'Two runs compared' });
  await expect(diff.getByRole('row')).toHaveCount(1 + 6);
  await expect(diff.getByRole('row', { name: /scenario-1 / })).toContainText('5 of 50 of 5worse than before');
  await expect(diff).toContainText(
    '24 scenarios came to the same. Over the whole suite it is worse than chance explains.',
  );
  await diff.getByLabel('Earlier run').selectOption('eval_a');
  await expect(diff).toContainText('Nothing differs. 30 scenarios came to the same. No drop over the whole suite.');
});

test('the skills page says what is given, what is wrong, and what work came to with and without; one is archived and brought back', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at: { view: 'skills' } });
  const view = page.getByRole('region', { name: 'Skills' });
  const row = view.getByRole('region', { name: 'Yours' }).getByRole('listitem').first();
  await expect(row).toContainText('given');
  await row.getByRole('button', { expanded: false }).press('Enter');
  await expect(row).toContainText('60 tokens of each run');
  await row.getByRole('button', { name: 'Archive' }).press('Enter');
  const archived = view.getByRole('region', { name: 'Archived' }).getByRole('listitem');
  await expect(archived).toContainText('working-on-part-0');
  await archived.getByRole('button', { expanded: false }).press('Enter');
  await archived.getByRole('button', { name: 'Bring it back' }).press('Enter');
  await expect(view.getByRole('region', { name: 'Archived' })).toBeHidden();
});
