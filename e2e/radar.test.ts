import { expect, test } from './app.ts';
import { PATIENCE, addRepos, fileThread } from './facts.ts';

test.setTimeout(180_000);

test('cards say with which threads their commits conflict, in which file and lines, as long as they do', async ({
  desk,
}) => {
  const app = await desk.launch();
  const { window, call } = app;
  const [repo] = await addRepos(app, desk);
  const writes = (title: string, file: string) => fileThread(app, repo, { title, file });
  const badge = (title: string) =>
    window.getByRole('article', { name: title }).getByRole('button', { name: 'overlaps' });

  const first = await writes('Paint it red', 'colour.txt');
  await writes('Paint it green', 'colour.txt');
  await writes('Name the shapes', 'shapes.txt');
  await expect(badge('Paint it red')).toHaveText('overlaps #2 in colour.txt:2', PATIENCE);
  await expect(badge('Paint it green')).toHaveText('overlaps #1 in colour.txt:2');
  await writes('Paint it blue', 'colour.txt');
  await expect(badge('Paint it red')).toHaveText('overlaps #2, #4 in colour.txt:2', PATIENCE);
  await expect(badge('Name the shapes')).toHaveCount(0);

  await badge('Paint it blue').click();
  const places = window.getByRole('dialog', { name: 'What it overlaps' });
  await expect(places).toContainText('#1 Paint it red');
  await expect(places).toContainText('colour.txt:2');
  await call('settings.update', { patch: { theme: 'dark' } });
  await app.picture('overlaps, dark');
  await call('settings.update', { patch: { theme: 'light' } });
  await app.picture('overlaps, light');
  await window.keyboard.press('Escape');

  await call('threads.drop', { thread: first.thread, reason: 'It will be green' });
  await expect(badge('Paint it green')).toHaveText('overlaps #4 in colour.txt:2', PATIENCE);
});
