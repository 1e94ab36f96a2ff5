import { delimiter, dirname } from 'node:path';
import { startFakeModel } from '../fake-model/fake-model.ts';
import { findProgram } from '../fake-model/find-program.ts';
import { expect, test } from '../app.ts';
import { addRepos, createThread, git, openAsk, PATIENCE, threadOf } from '../facts.ts';
import { openInbox } from '../gate-ui/asks.ts';
import { processesOf } from '../processes.ts';

const CLAUDE = findProgram('claude')?.command ?? '';
const FORBIDDEN = 'git push --force origin main';

test.skip(CLAUDE === '', 'Claude Code is not installed: npm run harnesses -- claude');

test('the same action denied three times stops the turn and asks the person', async ({ desk }) => {
  const model = await startFakeModel({
    scenarios: {
      stubborn: [
        ...Array.from({ length: 3 }, () => ({ shell: `cd textkit && ${FORBIDDEN}` })),
        { say: 'I went on all the same.' },
      ],
    },
  });
  const app = await desk.launch({
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'sk-ant-dummy-0123456789',
    PATH: [dirname(CLAUDE), process.env.PATH].join(delimiter),
  });
  const [textkit] = await addRepos(app, desk);
  const remote = desk.sample.repos.find(({ name }) => name === 'textkit')?.remote ?? '';
  const before = git(remote, 'for-each-ref');
  await createThread(app, { goal: 'Push it. [[scenario:stubborn]]', repos: [textkit], harness: 'claude' });

  const ask = await openAsk(app);
  expect(ask.subject).toMatchObject({ kind: 'stuck', code: 'same-denial' });
  expect(ask.subject).toMatchObject({ text: expect.stringMatching(/denied 3 times \(GIT1\).*push --force/) });
  await expect.poll(async () => (await threadOf(app)).runs.at(-1)?.state.kind, PATIENCE).toBe('ended');
  const thread = await threadOf(app);
  expect(thread.halt?.kind).toBe('stopped');
  expect(thread.runs).toHaveLength(1);
  expect(thread.runs[0]?.state).toMatchObject({ kind: 'ended', outcome: 'interrupted' });
  expect(thread.verdicts.deny).toBe(3);
  expect(model.results('stubborn').filter((text) => text.includes('Denied by GIT1')).length).toBeGreaterThanOrEqual(2);
  expect(
    model.requests.every(({ step }) => step === undefined || step < 3),
    'it never got to go on',
  ).toBe(true);

  const page = app.window;
  await openInbox(page);
  const card = page.getByRole('list', { name: 'Open asks' }).getByRole('article');
  await expect(card).toContainText('denied again and again');
  await expect(card).toContainText('The same action was denied 3 times (GIT1)');
  await expect(card).toContainText('push --force');
  await app.picture('breaker');

  expect(git(remote, 'for-each-ref')).toBe(before);
  expect(
    processesOf(desk.home).filter((line) => line.includes('git push')),
    'nothing was run',
  ).toEqual([]);
  await app.close();
  await expect.poll(() => processesOf(desk.home), PATIENCE).toEqual([]);
  await model.close();
});
