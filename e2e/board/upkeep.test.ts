import { expect, tabTo, test } from './stage.ts';
import { threadId } from './fixture/journal.ts';

test('a workspace that holds work is removed only once that was said, and comes back, by keyboard alone', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 4, at: { view: 'doctor' } });
  const section = page.getByRole('region', { name: 'Workspaces' });
  const rows = section.getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.last(), 'what nothing can be done about stands last').toContainText('in use');
  await expect(rows.last().getByRole('button')).toHaveCount(0);

  const remove = section.getByRole('button', { name: 'Remove: #3' });
  await tabTo(page, remove);
  await page.keyboard.press('Enter');
  await expect(section).toContainText('2 untracked files: notes.md, draft.md');
  const all = section.getByRole('button', { name: 'Remove all the same: #3' });
  await tabTo(page, all);
  await page.keyboard.press('Enter');
  await expect(section.getByText('in the trash', { exact: true })).toHaveCount(2);

  await tabTo(page, section.getByRole('button', { name: 'Bring back #3' }));
  await page.keyboard.press('Enter');
  await expect(remove).toBeVisible();
});

test('a backup is made into the folder that is named; a refusal says why and keeps what was typed', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 1, at: { view: 'settings' } });
  const folder = page.getByRole('textbox', { name: 'Folder for the copy' });
  await tabTo(page, folder);
  await page.keyboard.type('copies');
  await page.keyboard.press('Enter');
  await expect(page.getByText('is not an absolute path')).toBeVisible();
  await expect(folder).toHaveValue('copies');
  await folder.fill('/mnt/copies/');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\/mnt\/copies\/teatree-backup-/)).toBeVisible();
  await expect(page.getByText('is not an absolute path')).toHaveCount(0);
});

test('a skill of the person is added by its folder; what is wrong with it is said', async ({ stage }) => {
  const page = await stage.show({ threads: 4, at: { view: 'skills' } });
  await tabTo(page, page.getByRole('textbox', { name: 'Folder of a skill' }));
  await page.keyboard.type('nowhere');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is no SKILL.md in nowhere')).toBeVisible();
  await page.getByRole('textbox', { name: 'Folder of a skill' }).fill('/home/kim/skills/write-migrations');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Yours', exact: true })).toContainText('write-migrations');
});

test('a checkpoint shows the files that it holds beyond the commits, and one more is saved when the person wants it', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at: { view: 'thread', thread: threadId(21), tab: 'facts' } });
  const files = page.getByRole('button', { name: 'Files of checkpoint 3' });
  await files.press('Enter');
  await expect(page.getByRole('list', { name: 'Files of checkpoint 3' })).toContainText('notes.md');
  await files.press('Enter');
  await expect(page.getByRole('list', { name: 'Files of checkpoint 3' })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('save a checkpoint');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved #21 as checkpoint 4')).toBeVisible();
});

test('whoever comes back to a thread that is theirs has its command shown when they ask, and not before', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30, at: { view: 'thread', thread: threadId(21) } });
  await page.getByRole('button', { name: 'Take over in a terminal' }).press('Enter');
  await page.getByRole('button', { name: 'Take over', exact: true }).press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Command')).toContainText('--resume');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Terminal, hand back…' }).first().press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Command')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the command' }).press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Command')).toContainText('--resume');
});
