import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { startFakeModel } from '../fake-model/fake-model.ts';
import { expect, ROOT, test } from '../app.ts';
import { addRepos, openAsk, PATIENCE, threadOf, untilColumn } from '../facts.ts';
import { processesOf } from '../processes.ts';

const Programs = z.array(z.object({ name: z.string(), command: z.string().optional() }));
const LIST = execFileSync(process.execPath, [join(ROOT, 'scripts/harnesses.mjs')], { encoding: 'utf8' });
const CLAUDE = Programs.parse(JSON.parse(LIST)).find(({ name }) => name === 'claude')?.command ?? '';

const KEY = 'sk-ant-dummy-0123456789';
const REMOVE = 'rm "$(cat list)"';

test.setTimeout(180_000);
test.skip(CLAUDE === '', 'Claude Code is not installed: npm run harnesses -- claude');

test('Claude Code works on a thread: gated, asked about in the inbox, put into modes, stopped by kill, its cost known', async ({
  desk,
}) => {
  const model = await startFakeModel({
    scenarios: {
      brew: [
        [{ say: 'I put the kettle on.' }, { shell: 'cd textkit && echo tea > cup.txt && echo cup.txt > list' }],
        { shell: 'git push --force origin HEAD:main' },
        { shell: REMOVE },
        { shell: "rm list && echo '- Tea.' >> README.md && git add -A && git commit -qm 'Tell of tea'" },
        { say: 'The tea is ready.' },
      ],
      linger: [{ shell: 'timeout 300 tail -f /dev/null' }],
    },
  });
  const app = await desk.launch({
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: KEY,
    PATH: [dirname(CLAUDE), process.env.PATH].join(delimiter),
  });
  const page = app.window;
  await addRepos(app, desk);
  const listed = await app.call('harnesses.list', { refresh: true });
  expect(listed.ok && listed.value.find(({ id }) => id === 'claude')).toMatchObject({ state: 'ready' });
  const repos = await app.call('app.snapshot', {});
  const textkit = repos.ok ? repos.value.repos.find(({ name }) => name === 'textkit') : undefined;
  if (!textkit) throw new Error('The sample has no textkit');
  await app.call('threads.create', { goal: 'Make tea. [[scenario:brew]]', repos: [textkit.id], harness: 'claude' });

  const ask = await openAsk(app);
  expect(ask.subject).toMatchObject({ kind: 'gate', action: { raw: REMOVE } });
  const worktree = async () => {
    const { workspace } = await threadOf(app);
    return workspace.kind === 'ready' ? (workspace.worktrees[0]?.path ?? '') : '';
  };
  expect(existsSync(join(await worktree(), 'cup.txt'))).toBe(true);
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: /^Inbox/ })
    .click();
  const card = page.getByRole('article').filter({ hasText: REMOVE });
  await expect(card).toBeVisible({ timeout: PATIENCE.timeout });
  await app.picture('1-inbox');
  await card.getByRole('button', { name: /^Approve once/ }).click();

  await untilColumn(app, 'in-review');
  expect(existsSync(join(await worktree(), 'cup.txt'))).toBe(false);
  const told = model.results('brew');
  expect(told.some((text) => text.includes('Denied by GIT1'))).toBe(true);
  expect(model.requests.at(-1)?.headers['x-api-key']).toBe(KEY);
  const thread = await threadOf(app);
  const run = thread.runs.at(-1);
  expect(run?.state).toMatchObject({ kind: 'ended', outcome: 'succeeded' });
  expect(run?.usage).toMatchObject({ inputTokens: 5000, outputTokens: 250, cachedTokens: 1000 });
  expect(run?.usage?.costUsd).toBeGreaterThan(0);
  expect(run?.gate?.provenAt).toBeGreaterThan(0);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Board' }).click();
  await page
    .getByRole('button', { name: /^Make tea/ })
    .first()
    .click();
  await expect(page.getByText('The tea is ready.').first()).toBeVisible();
  await app.picture('2-conversation');

  await app.call('threads.message', { thread: thread.thread, text: 'Wait. [[scenario:linger]]', delivery: 'queue' });
  await expect.poll(() => model.requests.some(({ scenario }) => scenario === 'linger'), PATIENCE).toBe(true);

  // In the middle of its turn it is told to plan, in the window, and to work again, from the command line.
  const modes = async () => {
    const read = await app.call('transcripts.read', { stream: (await threadOf(app)).runs.at(-1)?.id ?? '' });
    return read.ok ? read.value.flatMap(({ event }) => (event.type === 'mode' ? [event.mode] : [])) : [];
  };
  await page.getByLabel('Mode of the agent').selectOption({ label: 'Plan first' });
  await expect.poll(modes, PATIENCE).toEqual(['plan']);
  expect(JSON.parse(desk.cli('thread', 'mode', '1', 'default', '--json'))).toMatchObject({ mode: 'default' });
  await expect.poll(modes, PATIENCE).toEqual(['plan', 'default']);
  await expect(page.getByLabel('Mode of the agent')).toHaveValue('default');

  await app.call('threads.halt', { thread: thread.thread, halt: 'killed' });
  await expect.poll(async () => (await threadOf(app)).runs.at(-1)?.state.kind, PATIENCE).toBe('ended');
  const left = processesOf(desk.home).filter((line) => /claude|tail -f/.test(JSON.stringify(line)));
  expect(left).toEqual([]);
  await model.close();
});
