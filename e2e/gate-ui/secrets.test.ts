import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { chance, put } from '../../core/secrets/testing/chance.ts';
import { expect, test } from '../app.ts';
import { PATIENCE, addRepos, createThread, git } from '../facts.ts';
import { openInbox, threadIn, untilAsked } from './asks.ts';

const { letters } = chance(41);
const half = letters(18);
const otherHalf = letters(18);
const needle = put(half, otherHalf);
const token = put('gh', 'p_', needle);
const print = `printf '%s%s\\n' gh${put('p', '_')}${half} ${otherHalf}`;
/** A recipe with a whole token in it is refused: this one puts it together as it goes. */
const recipe = `title: Careless
steps:
  - repos: textkit
    run: ${JSON.stringify(print)}
  - repos: textkit
    foreach: [${otherHalf}]
    run: 'echo gh${put('p', '_')}${half}\${item} > src/forge.ts && cat src/forge.ts'
  - repos: textkit
    commit: Add the forge
`;

test('a planted secret is on no page, in no file of the data folder and on no remote', async ({ desk, app }) => {
  const page = app.window;
  const [textkit] = await addRepos(app, desk);
  const whole = { text: `title: Refused\nsteps:\n  - repos: textkit\n    run: echo ${token}\n` };
  const refused = await app.call('threads.create', { goal: 'Echo it', repos: [textkit], recipe: whole });
  expect(refused).toMatchObject({ ok: false, error: { code: 'secret-in-command' } });
  const { thread } = await createThread(app, { goal: `Use ${token}`, repos: [textkit], recipe: { text: recipe } });

  /** Where the page says that something is left out, and where it tells it all the same. */
  const seen = { redacted: new Set<string>(), leaked: new Set<string>() };
  const look = async (where: string) => {
    const told = await page.evaluate(
      () => `${document.title}\n${document.documentElement.innerText}\n${document.documentElement.outerHTML}`,
    );
    if (told.includes(needle)) seen.leaked.add(where);
    if (/«secret: github-token»/.test(told)) seen.redacted.add(where);
  };
  await untilAsked(app, thread, 1);
  await look('board');
  await openInbox(page);
  const card = page.getByRole('list', { name: 'Open asks' }).getByRole('article');
  await expect(card).toContainText('src/forge.ts');
  await look('inbox');
  await app.picture('1-ask');
  await page.keyboard.press('a');
  await expect.poll(async () => (await threadIn(app, thread)).rounds[0]?.endedAt, PATIENCE).toBeDefined();
  const round = (await threadIn(app, thread)).rounds[0];
  expect(round?.ended.find(({ name }) => name === 'secrets')).toMatchObject({ outcome: 'failed' });
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('list', { name: 'Answered asks' })).toContainText('«secret: github-token»');
  await look('history');
  await page.getByRole('tab', { name: /^Open/ }).click();
  await look('inbox after the checks');

  await page.keyboard.press('Control+1');
  await page.getByRole('article').filter({ hasText: 'Use' }).getByRole('button').first().click();
  const tab = async (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  await tab('Conversation');
  const folded = page.locator('[data-tool]').getByRole('button', { expanded: false });
  while ((await folded.count()) > 0) await folded.first().click();
  await look('conversation');
  await app.picture('2-conversation');
  await tab('Changes');
  await expect(page.getByRole('region', { name: 'Changed lines' })).toBeVisible();
  await look('changes');
  await app.picture('3-changes');
  await tab('Checks');
  await expect(page.getByLabel('Output').first()).toContainText('forge.ts');
  await look('checks');
  await app.picture('4-checks');
  await tab('Facts');
  await look('facts');
  expect([...seen.leaked]).toEqual([]);
  const places = ['board', 'inbox', 'history', 'inbox after the checks', 'conversation', 'changes', 'checks', 'facts'];
  expect([...seen.redacted], 'what is left out is said').toEqual(places);

  const { workspace } = await threadIn(app, thread);
  const worktree = workspace.kind === 'ready' ? (workspace.worktrees[0]?.path ?? '') : '';
  expect(readFileSync(join(worktree, 'src/forge.ts'), 'utf8'), 'the agent did write it').toContain(token);
  const holders = [...filesIn(desk.dataFolder)].filter(([, text]) => text.includes(needle)).map(([name]) => name);
  expect(holders, 'only what the agent wrote itself').toEqual([
    relative(desk.dataFolder, join(worktree, 'src/forge.ts')),
  ]);
  const landed = await app.call('threads.land', { thread, heads: [...(round?.heads ?? [])] });
  expect(landed.ok, 'what is red does not land').toBe(false);
  const remote = desk.sample.repos[0]?.remote ?? '';
  expect(git(remote, 'log', '--all', '--patch', '--format=%an %ae %B %D')).not.toContain(needle);
});

/** Every file below a folder, as text, but for the objects of git. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\/objects(\/|$)/.test(entry.parentPath));
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), readFileSync(path).toString('latin1')];
    }),
  );
}
