import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAsks } from '../core/model/thread.ts';
import { expect, test } from './app.ts';
import type { RunningApp } from './app.ts';
import { PATIENCE, addRepos, createThread, git, standingOf, threadOf } from './facts.ts';
import { pidsOf } from './processes.ts';

/** Durations nobody else sleeps for: they name the processes of this test. */
const SLEEPS = ['86391', '86392', '86393', '86394'];
const RECIPE = `
title: Work that takes long
steps:
  - repos: textkit
    write: { path: notes.txt, content: half done }
  - repos: textkit
    run: |
      trap "" TERM
      sleep ${SLEEPS[0] ?? ''} &
      setsid sleep ${SLEEPS[1] ?? ''} &
      nohup setsid sleep ${SLEEPS[2] ?? ''} &
      echo begun >> notes.txt
      sleep ${SLEEPS[3] ?? ''}
`;
const sleeping = () => SLEEPS.filter((seconds) => pidsOf('sleep', seconds).length > 0);

test('a run killed in mid-step is gone after 2 s though all ignore SIGTERM, keeps its edits, and stays killed', async ({
  desk,
  app,
}) => {
  await createThread(app, { goal: 'Take long', repos: await addRepos(app, desk), recipe: { text: RECIPE } });
  await expect
    .poll(async () => {
      await approveAll(app);
      return sleeping();
    }, PATIENCE)
    .toEqual(SLEEPS);
  const thread = await threadOf(app);
  if (thread.workspace.kind !== 'ready') throw new Error('There is no workspace');
  const [worktree] = thread.workspace.worktrees;
  if (!worktree) throw new Error('There is no worktree');

  await app.window.getByRole('button', { name: 'Take long' }).first().click();
  await app.window.getByRole('button', { name: 'Kill', exact: true }).click();
  await app.window.getByRole('button', { name: 'Kill the run' }).click();
  const clicked = Date.now();
  const card = app.window.getByText('You killed the run');
  const shown = card
    .first()
    .waitFor()
    .then(() => Date.now() - clicked);
  await expect.poll(sleeping, { timeout: 5000, intervals: [20] }).toEqual([]);
  expect(Date.now() - clicked, 'milliseconds until all were gone').toBeLessThan(2000);
  expect(await shown, 'milliseconds until the card said so').toBeLessThan(1000);

  await expect.poll(async () => (await standingOf(app)).word, PATIENCE).toBe('stopped');
  expect(readFileSync(join(worktree.path, 'notes.txt'), 'utf8')).toBe('half donebegun\n');
  expect(git(worktree.path, 'status', '--porcelain')).toBe('?? notes.txt');
  expect(git(worktree.path, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe(worktree.branch);
  await app.picture('killed');

  await app.cutPower();
  const again = await desk.launch();
  const before = (await threadOf(again)).runs.length;
  await again.window.waitForTimeout(2500);
  const after = await threadOf(again);
  expect([after.halt?.kind, after.runs.length, before]).toEqual(['killed', 1, 1]);
  expect([(await standingOf(again)).word, ...sleeping()]).toEqual(['stopped']);
});

async function approveAll(app: RunningApp): Promise<void> {
  for (const ask of openAsks(await threadOf(app)))
    await app.call('asks.answer', { ask: ask.id, generation: ask.generation, answer: { kind: 'approve' } });
}
