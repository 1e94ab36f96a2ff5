import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../../core/contract.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Desk } from './desk.ts';
import { whileFrozen } from './frozen.ts';

// A thread of the suite is titled with its ledger's name and writes `ledger/<name>/1`, `ledger/<name>/2` … in each repo.

/** What a scripted agent does: it writes one numbered entry after the other and commits every fourth. */
export function ledgerRecipe(name: string, { length, pauseS }: Desk['ledger']): string {
  const steps = Array.from({ length }, (_, index) => index + 1).flatMap((n) => [
    `  - write: { path: ledger/${name}/${String(n)}, content: '${name} ${String(n)}' }`,
    ...(n % 2 === 0 ? [`  - run: sleep ${String(pauseS)}`] : []),
    ...(n % 4 === 0 || n === length ? [`  - commit: { message: ${subject(name, n)}, paths: [ledger] }`] : []),
  ]);
  return [`title: Keep ledger ${name}`, 'steps:', ...steps, ''].join('\n');
}

export function subject(name: string, n: number): string {
  return `Ledger ${name} up to ${String(n)}`;
}

/** `<name>/<n>` of all entries that stand in a thread's worktrees, by worktree. */
export type Ledgers = ReadonlyMap<string, readonly string[]>;

export function readLedgers(threads: Snapshot['threads']): Ledgers {
  return new Map(
    threads.flatMap((thread) => worktreesOf(thread).map(({ path }) => [path, entriesIn(path, thread.title)] as const)),
  );
}

export function worktreesOf({ workspace }: Thread) {
  return workspace.kind === 'ready' ? workspace.worktrees : [];
}

function entriesIn(worktree: string, name: string): readonly string[] {
  const folder = join(worktree, 'ledger', name);
  if (!existsSync(folder)) return [];
  const numbers = readdirSync(folder).map(Number).filter(Number.isInteger);
  return numbers.sort((a, b) => a - b).map((n) => `${name}/${String(n)}`);
}

/** What was written once and is found nowhere any more: not in the worktree, a commit or a checkpoint. */
export async function lostFrom(before: Ledgers, desk: Desk): Promise<readonly string[]> {
  const gone = [...before].flatMap(([path, entries]) =>
    entries.filter((entry) => !existsSync(join(path, 'ledger', entry))),
  );
  const kept = gone.length === 0 ? new Set() : await keptInGit(desk);
  return gone.filter((entry) => !kept.has(entry));
}

/** Entries that any commit of ours holds, over branches, checkpoints and outboxes. */
export function keptInGit(desk: Desk): Promise<ReadonlySet<string>> {
  return whileFrozen(desk, () => keptIn(desk));
}

function keptIn(desk: Desk): ReadonlySet<string> {
  const refs = desk.clones.flatMap((clone) => desk.git(clone, 'for-each-ref', '--format=%(objectname)').split('\n'));
  const commits = new Set([...refs, ...outboxesOf(desk).flatMap(headsIn)].filter(Boolean));
  const env = { ...desk.env, GIT_ALTERNATE_OBJECT_DIRECTORIES: objectsOf(desk) };
  const [clone = ''] = desk.clones;
  const paths = [...commits].flatMap((commit) =>
    execFileSync('git', ['-C', clone, 'ls-tree', '-r', '--name-only', commit, 'ledger/'], {
      encoding: 'utf8',
      env,
    }).split('\n'),
  );
  return new Set(paths.map((path) => path.replace('ledger/', '')));
}

/** Folders of objects of the clones, and of what contained agents have committed that is not collected yet. */
function objectsOf(desk: Desk): string {
  const stores = [...desk.clones.map((clone) => join(clone, '.git')), ...outboxesOf(desk)];
  return stores.map((store) => join(store, 'objects')).join(':');
}

/** Of all threads; each bears the name of its repo. One that is just being emptied may lack any part. */
export function outboxesOf({ dataFolder }: Pick<Desk, 'dataFolder'>): readonly string[] {
  const all = namesIn(join(dataFolder, 'outboxes')).map((thread) => join(dataFolder, 'outboxes', thread));
  return all.flatMap((thread) => namesIn(thread).map((repo) => join(thread, repo)));
}

function headsIn(outbox: string): readonly string[] {
  return namesIn(join(outbox, 'refs')).map((name) => readFileSync(join(outbox, 'refs', name), 'utf8').trim());
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** A ledger with a hole was written by an agent that lost its place. */
export function holesIn(ledgers: Ledgers): readonly string[] {
  return [...ledgers].flatMap(([path, entries]) =>
    entries.some((entry, index) => !entry.endsWith(`/${String(index + 1)}`))
      ? [`a hole in ${path}: ${entries.join(' ')}`]
      : [],
  );
}

/** What is wrong with a finished ledger: an entry that is missing or changed, a commit that was made twice. */
export function faultsIn(desk: Desk, thread: Thread, length: number): readonly string[] {
  return worktreesOf(thread).flatMap(({ path, branch, base }) => {
    const name = thread.title;
    const numbers = Array.from({ length }, (_, index) => index + 1);
    const texts = numbers.map((n) => show(desk, path, `${branch}:ledger/${name}/${String(n)}`));
    const wrong = numbers.filter((n, index) => texts[index] !== `${name} ${String(n)}`);
    const subjects = desk.git(path, 'log', '--format=%s', `${base}..${branch}`).split('\n');
    const doubled = subjects.filter((each, index) => subjects.indexOf(each) !== index);
    return [
      ...wrong.map((n) => `${path}: entry ${String(n)} of ${name} is missing or changed`),
      ...doubled.map((each) => `${path}: committed twice: ${each}`),
    ];
  });
}

function show(desk: Desk, folder: string, what: string): string | undefined {
  try {
    return desk.git(folder, 'show', what);
  } catch {
    return undefined;
  }
}
