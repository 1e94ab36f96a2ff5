import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { knownAgents } from '../../main/harness/acp/agents.ts';
import { findPrograms } from '../../main/harness/acp/detect.ts';
import { expect, test, type RunningApp } from '../app.ts';
import { addRepos, createThread, openAsk, PATIENCE, threadOf } from '../facts.ts';
import { startFakeModel } from '../fake-model/fake-model.ts';
import { findProgram, leftOut } from '../fake-model/find-program.ts';
import { processesOf } from '../processes.ts';

// The real programs in the real app: what the person answers in the inbox, and what is left of the work when the agent,
// and then the app, is killed in the middle of a call.

// No command substitution: Gemini CLI refuses to run one, whatever the person says.
const REMOVE = 'xargs rm < list';
const REPLACE = 'read -r name < list && mv "$name" gone.txt';
const INSTEAD = 'echo mine >> instead.txt';
/** Calls that leave their number where they were made, so that the files say how often each was. */
const made = (nth: number) => `echo ${String(nth)} >> made.txt`;
const lasting = (nth: number) => `${made(nth)}; timeout 90 tail -f /dev/null`;

/** The heaviest starts twice, once for its canary, which takes minutes where much else is to do. */
const START = { ...PATIENCE, timeout: 240_000 };

const harnesses = [{ id: 'claude', title: 'Claude Code', edit: true }, ...knownAgents];

for (const { id, title, edit } of harnesses) {
  test(`${title} [${id}] in the app: answered and edited in the inbox, and no call is made twice when agent and app are killed`, async ({
    desk,
  }) => {
    test.setTimeout(600_000);
    test.skip(leftOut(id) !== undefined, leftOut(id));
    const missing = await whyMissing(id);
    test.skip(missing !== undefined, missing);
    // Its shell stays where it went, until its program begins anew.
    const begin = id === 'claude' ? 'cd textkit && ' : '';
    // Claude Code itself answers for the model where a call was cut off, and the script counts answers.
    const own = id.startsWith('claude') ? [{ say: 'The program says this.' }] : [];
    const model = await startFakeModel({
      scenarios: {
        work: [
          [{ say: 'I begin.' }, { shell: `${begin}${made(1)} && touch old.txt && echo old.txt > list` }],
          { shell: REMOVE },
          { shell: REPLACE },
          // It goes on after a denial, and hears why only when its turn has ended.
          ...(id === 'gemini' ? [{ say: 'I stop here.' }] : []),
          { shell: lasting(2) },
          ...own,
          { shell: `${begin}${lasting(3)}` },
          ...own,
          { shell: `${begin}${made(4)}` },
          { say: 'All done.' },
        ],
      },
    });
    const env = {
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: 'sk-ant-dummy-0123456789',
      TEATREE_MODEL_URL: model.url,
      XDG_CACHE_HOME: join(homedir(), '.cache'),
      PATH: [dirname(findProgram('claude')?.command ?? '/nowhere'), process.env.PATH].join(delimiter),
    };
    const first = await desk.launch(env);
    await addRepos(first, desk);
    const snapshot = await first.call('app.snapshot', {});
    const repo = snapshot.ok ? snapshot.value.repos.find(({ name }) => name === 'textkit') : undefined;
    if (!repo) throw new Error('The sample has no textkit');
    await createThread(first, { goal: 'Do the work. [[goal:work]]', repos: [repo.id], harness: id });

    await test.step('approved in the inbox, it runs', async () => {
      await expect.poll(async () => (await threadOf(first)).asks.length, START).toBe(1);
      expect((await openAsk(first)).subject).toMatchObject({ kind: 'gate', action: { raw: REMOVE } });
      const file = join(await worktree(first), 'old.txt');
      expect(existsSync(file)).toBe(true);
      await answerInInbox(first, REMOVE, /^Approve once/);
      await expect.poll(() => existsSync(file), PATIENCE).toBe(false);
      note('asked in the inbox', 'approved, ran');
    });
    await test.step('edited in the inbox, the other command runs, or the agent is told it', async () => {
      await expect
        .poll(async () => (await openAsk(first)).subject, PATIENCE)
        .toMatchObject({ action: { raw: REPLACE } });
      const card = await answerInInbox(first, REPLACE, /^Edit…/);
      await card.getByLabel('Run this instead').fill(INSTEAD);
      await first.picture('edit');
      await card.getByRole('button', { name: /^Run this instead/ }).click();
      const heard = () => JSON.stringify(model.requests.at(-1)?.conversation.turns);
      if (edit) await expect.poll(async () => lines(first, 'instead.txt'), PATIENCE).toEqual(['mine']);
      else await expect.poll(heard, PATIENCE).toContain('instead.txt');
      note('edited in the inbox', edit ? 'ran' : 'told instead');
      if (!edit) note('edited in the inbox: gap', 'It takes only yes or no');
    });
    const makes = (app: RunningApp, calls: readonly string[], patience = PATIENCE) =>
      expect.poll(async () => lines(app, 'made.txt'), patience).toEqual(calls);
    await test.step('its agent killed in the middle of a call, it goes on with the next', async () => {
      await makes(first, ['1', '2']);
      const state = (await threadOf(first)).runs.at(-1)?.state;
      if (state?.kind !== 'working') throw new Error('No agent is at work');
      process.kill(state.process.pid, 'SIGKILL');
      await makes(first, ['1', '2', '3'], START);
      note('agent killed', 'no call twice');
    });
    await test.step('killed in the middle of a call, nothing of it is left', () => first.cutPower());
    const second = await desk.launch(env);
    await test.step('started again, it takes up its session and makes no call twice', async () => {
      await expect
        .poll(async () => (await threadOf(second)).runs.at(-1)?.state, START)
        .toMatchObject({
          kind: 'ended',
          outcome: 'succeeded',
        });
      const { runs, asks } = await threadOf(second);
      const outcomes = runs.map(({ state }) => state.kind === 'ended' && state.outcome);
      expect(outcomes).toEqual(['crashed', 'orphaned', 'succeeded']);
      expect(asks.filter(({ subject }) => subject.kind === 'gate')).toHaveLength(2);
      await makes(second, ['1', '2', '3', '4']);
      note('app killed', 'no call twice');
      expect(processesOf(desk.home).filter((line) => line.includes('tail -f'))).toEqual([]);
    });
    await model.close();
  });
}

function note(type: string, description: string): void {
  test.info().annotations.push({ type, description });
}

/** Claude Code is found by its own name, the others as the product finds them. */
async function whyMissing(id: string): Promise<string | undefined> {
  const agent = knownAgents.find((each) => each.id === id);
  if (!agent) return findProgram(id) ? undefined : `${id} is not installed: npm run harnesses -- ${id}`;
  const found = await findPrograms(agent);
  return found.ok ? undefined : found.error.message;
}

async function answerInInbox({ window }: RunningApp, command: string, button: RegExp) {
  const views = window.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: /^Inbox/ }).click();
  const card = window.getByRole('article').filter({ hasText: command });
  await card.getByRole('button', { name: button }).click(PATIENCE);
  return card;
}

async function worktree(app: RunningApp): Promise<string> {
  const { workspace } = await threadOf(app);
  return workspace.kind === 'ready' ? (workspace.worktrees[0]?.path ?? '') : '';
}

async function lines(app: RunningApp, file: string): Promise<readonly string[]> {
  const path = join(await worktree(app), file);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}
