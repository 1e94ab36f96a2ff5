import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { startFakeModel } from '../fake-model/fake-model.ts';
import { expect, ROOT, test } from '../app.ts';
import { addRepos, createThread, git, PATIENCE, threadOf, untilColumn } from '../facts.ts';

const Programs = z.array(z.object({ name: z.string(), command: z.string().optional() }));
const LIST = execFileSync(process.execPath, [join(ROOT, 'scripts/harnesses.mjs')], { encoding: 'utf8' });
const CLAUDE = Programs.parse(JSON.parse(LIST)).find(({ name }) => name === 'claude')?.command ?? '';

test.setTimeout(180_000);
test.skip(CLAUDE === '', 'Claude Code is not installed: npm run harnesses -- claude');

const RECIPE = `title: Add a note
steps:
  - write: { path: note.txt, content: "one\\ntwo\\nthree\\n" }
  - commit: "Add a note [[scenario:look]]"
`;
const FINDINGS = [
  '{"repo":"textkit","path":"note.txt","line":2,"severity":"high","title":"Two is wrong [[scenario:fix]]","body":"It should be a pair."}',
  '{"repo":"textkit","path":"nowhere.ts","line":1,"severity":"low","title":"A file that is not there"}',
  '{"verdict":"change","summary":"One word is wrong."}',
].join('\n');

test('a second agent reviews what the first made and changes nothing; then the thread is given to it, with the comments', async ({
  desk,
}) => {
  const model = await startFakeModel({
    scenarios: {
      look: [
        { shell: 'cd textkit && git show --stat HEAD' },
        { shell: 'cd textkit && echo spoilt > note.txt' },
        { shell: 'cd textkit && git commit --allow-empty -m spoilt' },
        { say: FINDINGS },
      ],
      fix: [
        { shell: "cd textkit && printf 'one\\npair\\nthree\\n' > note.txt && git commit -qam 'Say pair'" },
        { say: 'It says pair now.' },
      ],
    },
  });
  const app = await desk.launch({
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'sk-ant-dummy-0123456789',
    PATH: [dirname(CLAUDE), process.env.PATH].join(delimiter),
  });
  const page = app.window;
  const [textkit] = await addRepos(app, desk);
  const { thread } = await createThread(app, {
    goal: 'Add a note',
    repos: [textkit],
    recipe: { text: RECIPE, name: 'note.yaml' },
  });
  await untilColumn(app, 'in-review');
  const clone = desk.sample.repos[0]?.clone ?? '';
  const made = (await threadOf(app)).changes[0]?.head ?? '';

  await page
    .getByRole('button', { name: /^Add a note/ })
    .first()
    .click();
  await page.getByRole('tab', { name: /^Brief/ }).click();
  await expect(page.getByText('How you work here')).toBeVisible();
  await app.picture('1-brief');

  await page.getByRole('button', { name: 'Review…' }).click();
  await expect(page.getByText(/Claude Code did not work on these commits/)).toBeVisible();
  await app.picture('2-ask-for-a-review');
  await page.getByRole('button', { name: 'Ask Claude Code' }).click();
  await expect(page.getByRole('region', { name: 'Review' }).getByText('2 findings')).toBeVisible(PATIENCE);
  await app.picture('3-reviewed');
  const [review] = (await threadOf(app)).reviews;
  expect(review).toMatchObject({ apart: 'harness', harness: { id: 'claude' }, report: { verdict: 'change' } });
  expect(review?.runs[0]?.gate.provenAt).toBeGreaterThan(0);
  const told = model.results('look').join('\n');
  expect(told.match(/Denied by REV1/g)).toHaveLength(2);
  expect(existsSync(join(desk.dataFolder, 'reviews'))).toBe(true);
  expect(
    readdirSync(join(desk.dataFolder, 'reviews')).flatMap((name) =>
      readdirSync(join(desk.dataFolder, 'reviews', name)),
    ),
  ).toEqual([]);
  expect(git(clone, 'worktree', 'list')).not.toContain('reviews');
  expect((await threadOf(app)).changes[0]).toMatchObject({ head: made, uncommitted: [] });

  await page.getByRole('button', { name: 'Show the comments' }).click();
  const comment = page.getByRole('article', { name: /Two is wrong/ });
  await expect(comment).toBeVisible();
  await expect(page.getByRole('article', { name: /A file that is not there/ })).toBeVisible();
  await app.picture('4-comments');
  await page
    .getByRole('article', { name: /A file that is not there/ })
    .getByRole('button', { name: 'Resolve' })
    .click();

  await page.getByRole('button', { name: 'Switch agent' }).click();
  await page
    .getByRole('radio', { name: /Claude Code/ })
    .first()
    .check({ force: true });
  await app.picture('5-switch');
  await page.getByRole('button', { name: /^Switch to Claude Code/ }).click();
  await comment.getByRole('button', { name: 'Send to the agent' }).click();
  await expect.poll(async () => (await threadOf(app)).changes[0]?.commits, PATIENCE).toBe(2);
  await untilColumn(app, 'in-review');

  const last = (await threadOf(app)).runs.at(-1);
  expect(last).toMatchObject({ harness: { id: 'claude' }, state: { outcome: 'succeeded' } });
  const brief = await app.call('threads.brief', { thread, ...(last && { run: last.id }) });
  const text = brief.ok ? brief.value.text : '';
  for (const part of ['# How you work here', 'Hand-over', 'Add a note [[scenario:look]]']) expect(text).toContain(part);
  const prompted = JSON.stringify(model.requests.filter(({ scenario }) => scenario === 'fix').map(({ body }) => body));
  expect(prompted).toContain('# How you work here');
  expect(prompted).toContain('textkit/note.txt:2');
  await page.getByRole('tab', { name: /^Conversation/ }).click();
  await expect(page.getByText('It says pair now.').first()).toBeVisible();
  await app.picture('6-given-to-claude');
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.picture('7-dark');
  await page.getByRole('tab', { name: /^Changes/ }).click();
  await expect(comment).toBeVisible();
  await app.picture('8-dark-changes');
  await model.close();
});
