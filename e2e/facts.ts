import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Call, Input, Output, Snapshot } from '../core/contract.ts';
import type { RepoId } from '../core/ids.ts';
import type { Ask } from '../core/model/ask.ts';
import type { Thread } from '../core/model/thread.ts';
import { openAsks } from '../core/model/thread.ts';
import { standing } from '../core/views/board.ts';
import type { Standing } from '../core/views/board.ts';
import type { MadeSample } from '../main/sample/make-sample.ts';
import { expect } from './app.ts';
import type { Desk } from './app.ts';

type Calls = { readonly call: Call };

/** A sample takes its time on a busy machine; nothing here waits longer than it must. */
export const PATIENCE = { timeout: 90_000, intervals: [200] };

async function snapshotOf({ call }: Calls): Promise<Snapshot> {
  const answer = await call('app.snapshot', {});
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** The only thread there is. */
export async function threadOf(app: Calls): Promise<Thread> {
  const { threads } = await snapshotOf(app);
  const [thread] = threads;
  if (!thread || threads.length > 1) throw new Error(`There are ${String(threads.length)} threads`);
  return thread;
}

export async function standingOf(app: Calls): Promise<Standing> {
  return standing(await threadOf(app), undefined);
}

export async function openAsk(app: Calls): Promise<Ask> {
  await expect.poll(async () => openAsks(await threadOf(app)).length, PATIENCE).toBe(1);
  const [ask] = openAsks(await threadOf(app));
  if (!ask) throw new Error('Nobody asks any more');
  return ask;
}

export async function untilColumn(app: Calls, column: Standing['column']): Promise<void> {
  await expect.poll(async () => (await standingOf(app)).column, PATIENCE).toBe(column);
}

/** Registers the sample's repos, in landing order. */
export async function addRepos({ call }: Calls, { sample }: Pick<Desk, 'sample'>): Promise<[RepoId, ...RepoId[]]> {
  const ids: RepoId[] = [];
  for (const { clone } of sample.repos) {
    const added = await call('repos.add', { path: clone });
    if (!added.ok) throw new Error(added.error.message);
    ids.push(added.value.id);
  }
  const [first, ...others] = ids;
  if (!first) throw new Error('The sample has no repo');
  return [first, ...others];
}

export async function createThread({ call }: Calls, input: Input<'threads.create'>): Promise<Output<'threads.create'>> {
  const created = await call('threads.create', input);
  if (!created.ok) throw new Error(`${created.error.message} ${created.error.next ?? ''}`);
  return created.value;
}

/** A thread that writes two lines into a file of its repo, the second one its title. */
export async function fileThread(
  app: Calls,
  repo: RepoId,
  { title, file }: { readonly title: string; readonly file: string },
): Promise<Output<'threads.create'>> {
  const write = `  - write: { path: ${file}, content: "first\\n${title}\\n" }`;
  const text = [`title: ${title}`, 'steps:', write, `  - commit: ${title}`].join('\n');
  return createThread(app, { goal: title, repos: [repo], recipe: { text } });
}

export const sampleThread = (repos: RepoId[]): Input<'threads.create'> => ({
  goal: 'Rename makeSlug to slugify',
  repos,
  recipe: { name: 'sample-rename' },
});

export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] } }).trim();
}

/** All three bare remotes have the new name and not the old one, and their branches moved in landing order. */
export function expectLanded({ repos }: MadeSample): void {
  const moved = repos.map(({ name, remote }) => {
    expect(git(remote, 'grep', '--files-with-matches', '-w', 'slugify', 'main'), name).not.toBe('');
    expect(count(remote, 'makeSlug'), `${name} still says makeSlug`).toBe(0);
    return statSync(join(remote, 'refs/heads/main')).mtimeMs;
  });
  expect(moved, 'the library first').toEqual([...moved].sort((a, b) => a - b));
}

/** `git grep` answers nothing found with 1. */
function count(remote: string, word: string): number {
  try {
    return git(remote, 'grep', '-w', word, 'main').split('\n').length;
  } catch {
    return 0;
  }
}
