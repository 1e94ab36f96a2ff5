import type { Page } from '@playwright/test';
import type { RepoId, ThreadId } from '../../core/ids.ts';
import type { Ask } from '../../core/model/ask.ts';
import type { Thread } from '../../core/model/thread.ts';
import { expect } from '../app.ts';
import type { RunningApp } from '../app.ts';
import { PATIENCE, createThread } from '../facts.ts';

type Calls = Pick<RunningApp, 'call'>;

/** A thread whose agent runs these commands one after the other. */
export async function threadThatRuns(app: RunningApp, repo: string, commands: readonly string[]): Promise<ThreadId> {
  const snapshot = await app.call('app.snapshot', {});
  const id = snapshot.ok ? snapshot.value.repos.find(({ name }) => name === repo)?.id : undefined;
  const steps = commands.map((command) => `  - repos: ${repo}\n    run: ${JSON.stringify(command)}`);
  const recipe = { text: `title: Run in ${repo}\nsteps:\n${steps.join('\n')}\n` };
  const created = await createThread(app, { goal: `Run in ${repo}`, repos: [id as RepoId], recipe });
  return created.thread;
}

export async function threadIn(app: Calls, id: ThreadId): Promise<Thread> {
  const snapshot = await app.call('app.snapshot', {});
  const thread = snapshot.ok ? snapshot.value.threads.find((each) => each.thread === id) : undefined;
  if (!thread) throw new Error(`There is no thread ${id}`);
  return thread;
}

/** The asks of the gate so far, open or not. */
export async function gateAsks(app: Calls, id: ThreadId): Promise<readonly Ask[]> {
  return (await threadIn(app, id)).asks.filter(({ subject }) => subject.kind === 'gate');
}

export async function untilAsked(app: Calls, id: ThreadId, times: number): Promise<void> {
  const open = async () => {
    const asks = await gateAsks(app, id);
    return asks.length === times && asks.at(-1)?.state.kind === 'open';
  };
  await expect.poll(open, PATIENCE).toBe(true);
}

/** Until its run is over, whatever came of it. */
export async function untilEnded(app: RunningApp, id: ThreadId): Promise<void> {
  await expect.poll(async () => (await threadIn(app, id)).runs.at(-1)?.state.kind, PATIENCE).toBe('ended');
}

export async function openInbox(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('tablist', { name: 'Inbox' })).toBeVisible();
}
