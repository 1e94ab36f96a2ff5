// Four repos of 10,000 files: their worktrees made one by one, by us cold, from the warm pool, and removed, in one run.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommitId, RepoId, ThreadId } from '../../core/ids.ts';
import { emptyState } from '../../core/loop/state.ts';
import { evolve } from '../../core/loop/evolve.ts';
import type { FactoryEvent } from '../../core/loop/event.ts';
import { Repo } from '../../core/model/repo.ts';
import { Retention } from '../../core/model/workspace/retention.ts';
import { InstructionId } from '../../core/ids.ts';
import { checkpointShelf } from '../../main/workspace/checkpoints/shelf.ts';
import { createPool } from '../../main/workspace/pool/pool.ts';
import { prepareWorkspace } from '../../main/workspace/prepare.ts';
import { removeWorkspace } from '../../main/workspace/removal/remove.ts';
import { trashWorkspace } from '../../main/workspace/removal/trash.ts';
import { verifyWorkspace } from '../../main/workspace/removal/verify.ts';
import { median } from './support/measure.ts';

const repos = 4;
const [files = 10_000, largeFiles = 100_000] = process.argv.slice(2).map(Number);
const rounds = 4;
const claims = 5;
const largeClaims = 3;
const folder = mkdtempSync(join(tmpdir(), 'teatree-workspace-'));
process.env['HOME'] = folder;

const four = Array.from({ length: repos }, (_, at) => makeRepo(`r${String(at)}`, files));
const small = makeRepo('small', 1000);
const large = makeRepo('large', largeFiles);
const bases = new Map(
  [...four, small, large].map((repo) => [repo.id, CommitId.parse(git(repo.path, 'rev-parse', 'origin/main'))]),
);
const ground = {
  ...{ dataFolder: dataFolder(), now: () => Date.now(), precious: () => Promise.resolve([]) },
  ...{ repo: (id: RepoId) => four.find((each) => each.id === id), retention: () => Retention.parse({}) },
};
let made = 0;
// The pool lets its process end while it waits; here nothing else keeps it up.
const alive = setInterval(() => undefined, 1000);

const times: Record<string, number[]> = {};
// All is made before anything is deleted: ext4 without a journal is slow to use again what was deleted a minute ago.
const kept: Made[] = [];
for (let round = 0; round < rounds; round += 1) {
  const ways = [() => measure('git worktree add, one by one', () => addByGit(round)), addOurs];
  for (const way of round % 2 === 0 ? ways : ways.toReversed()) await way();
}
for (let round = 0; round < rounds; round += 1) await measure('git worktree remove', () => removeByGit(round));
for (const [at, each] of kept.entries()) await (at % 2 === 0 ? removeWhole(each) : moveToTrash(each));
const pool = createPool({ dataFolder: dataFolder(), size: () => 1 });
for (let round = 0; round < claims; round += 1) {
  await pool.tend(four);
  note('one git rev-parse', ...Array.from({ length: 5 }, revParseByNode));
  await measure('claim', () => Promise.all(four.map((repo) => claimOne(repo))));
}
for (let round = 0; round < largeClaims; round += 1)
  for (const [name, repo] of [
    ['small', small],
    ['large', large],
  ] as const) {
    await pool.tend([repo]);
    await measure(`claim, ${name} repo`, () => claimOne(repo));
  }
clearInterval(alive);
rmSync(folder, { recursive: true, force: true });

const ms = (name: string) => median(times[name] ?? []);
const sequential = ms('git worktree add, one by one');
const ratios = {
  cold: ms('ours cold') / sequential,
  claim: ms('claim') / sequential,
  claimPerRepoInRevParse: ms('claim') / repos / ms('one git rev-parse'),
  largeToSmallClaim: ms('claim, large repo') / ms('claim, small repo'),
  removal: ms('ours, into the trash') / ms('git worktree remove'),
};
const goals = { cold: 0.8, claim: 0.02, claimPerRepoInRevParse: 2.5, largeToSmallClaim: 3, removal: 0.03 };
const met = Object.fromEntries(
  Object.entries(goals).map(([name, most]) => [name, ratios[name as keyof typeof ratios] <= most]),
);
console.log(
  JSON.stringify(
    {
      ...{ bench: 'workspace', repos, files, largeFiles, rounds, claims },
      milliseconds: Object.fromEntries(Object.keys(times).map((name) => [name, Number(ms(name).toFixed(2))])),
      ratios,
      alsoRemoval: {
        'looking for losses, checkpoint and all, to git worktree remove':
          ms('ours, with look and checkpoint') / ms('git worktree remove'),
      },
      ...{ goals, met, pass: Object.values(met).every(Boolean) },
    },
    undefined,
    2,
  ),
);

function note(name: string, ...all: readonly number[]): void {
  (times[name] ??= []).push(...all);
}

async function measure(name: string, work: () => unknown): Promise<void> {
  const start = performance.now();
  await work();
  note(name, performance.now() - start);
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/** The person's own clone stays without files: only worktrees are measured. */
function makeRepo(name: string, count: number): Repo {
  const [remote, clone] = [join(folder, `${name}.git`), join(folder, name)];
  git(folder, 'init', '-q', '--bare', '-b', 'main', remote);
  const head = 'commit refs/heads/main\ncommitter Bench <bench@localhost> 1700000000 +0000\ndata 5\nfiles\n';
  const inside = Array.from({ length: count }, (_, at) => {
    const text = `export const value${String(at)} = '${'x'.repeat(600)}';\n`;
    return `M 100644 inline src/d${String(at % 200)}/f${String(at)}.ts\ndata ${String(text.length)}\n${text}\n`;
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: remote, input: head + inside.join('') });
  git(folder, 'clone', '-q', '--no-checkout', remote, clone);
  return Repo.parse({
    ...{ id: `rep_${name}`, name, path: clone, remote: { name: 'origin', url: remote } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  });
}

function addByGit(round: number): void {
  for (const { path, name } of four)
    git(path, 'worktree', 'add', '-q', '-b', `plain${String(round)}`, join(folder, `plain${String(round)}`, name));
}

function removeByGit(round: number): void {
  for (const { path, name } of four) git(path, 'worktree', 'remove', join(folder, `plain${String(round)}`, name));
}

function dataFolder(): string {
  const at = join(folder, 'data');
  mkdirSync(at, { recursive: true });
  return at;
}

type Made = Awaited<ReturnType<typeof prepared>>;

/** The fetch is not part of making worktrees: the clock starts with the phase that makes them. */
async function prepared(over: readonly Repo[]) {
  made += 1;
  const thread = { thread: ThreadId.parse(`thr_b${String(made)}`), title: 'Bench' };
  let start = performance.now();
  const onPhase = async () => void (start = performance.now());
  const signal = new AbortController().signal;
  const done = await prepareWorkspace({
    ...{ dataFolder: dataFolder(), thread, repos: over, ports: { first: 1, count: 1 } },
    ...{ at: 1, signal, onPhase },
  });
  if (!done.ok) throw new Error(done.error.message);
  return { ms: performance.now() - start, thread, ...done.value };
}

async function addOurs(): Promise<void> {
  const cold = await prepared(four);
  note('ours cold', cold.ms);
  kept.push(cold);
}

/** With everything around it. */
async function removeWhole(made: Made): Promise<void> {
  const { save } = checkpointShelf(ground);
  await measure('ours, with look and checkpoint', async () =>
    expectOk(await removeWorkspace({ ...ground, save }, dropped(made), 'held')),
  );
}

/** One whose checkpoint has been taken already. */
async function moveToTrash(made: Made): Promise<void> {
  const thread = dropped(made);
  await measure('ours, into the trash', async () => {
    const owned = expectOk(await verifyWorkspace(ground, thread));
    if (thread.workspace.kind !== 'ready') throw new Error('not ready');
    const { workspace } = thread;
    expectOk(await trashWorkspace(ground.dataFolder, { ...thread, workspace }, { owned, at: Date.now() }));
  });
}

function expectOk<T>(
  result:
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly message: string } },
): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function dropped({ thread, path, worktrees }: Made) {
  const state = emptyState();
  const brief = { ...thread, goal: 'g', repos: four.map(({ id }) => id), harness: { id: 'x', config: {} } };
  const events: readonly FactoryEvent[] = [
    {
      ...{ type: 'thread.created', thread: thread.thread, number: 1, brief },
      instruction: { id: InstructionId.parse('ins_a'), kind: 'goal', text: 'g' },
    },
    {
      type: 'workspace.prepared',
      thread: thread.thread,
      path,
      worktrees: [...worktrees],
      ports: { first: 1, count: 1 },
    },
  ];
  for (const [at, event] of events.entries()) evolve(state, { seq: at + 1, at, event });
  const found = state.threads.get(thread.thread);
  if (!found) throw new Error('no thread');
  return found;
}

async function claimOne(repo: Repo): Promise<void> {
  made += 1;
  const base = bases.get(repo.id);
  if (!base) throw new Error('no base');
  const target = join(dataFolder(), 'claimed', `${repo.name}-${String(made)}`);
  expectOk(await pool.claim(repo, { branch: `teatree/b${String(made)}`, base, target }));
}

function revParseByNode(): number {
  const start = performance.now();
  git(four[0]?.path ?? folder, 'rev-parse', 'HEAD');
  return performance.now() - start;
}
