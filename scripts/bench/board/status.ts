// What stands in the worktrees of 50 threads, as the window asks for it each time the person comes back to it: one look of
// the product into all of them beside one `git status` in each of them, both through the same wrapper of git, after
// something changed in none, one or five. Processes are counted in a round of its own, for counting takes time as well.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CommitId, InstructionId, RepoId, ThreadId } from '../../../core/ids.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import type { FactoryEvent } from '../../../core/loop/event.ts';
import { emptyState } from '../../../core/loop/state.ts';
import { Repo } from '../../../core/model/repo.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { Retention } from '../../../core/model/workspace/retention.ts';
import { status } from '../../../main/git/status.ts';
import { checkpointShelf } from '../../../main/workspace/checkpoints/shelf.ts';
import { changeDesk } from '../../../main/workspace/looking/desk.ts';
import { median } from '../support/measure.ts';

const threads = 50;
const files = 400;
const rounds = 5;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-bench-status-')));
try {
  const ground = makeGround();
  // The first look begins to watch, the second is remembered.
  for (let look = 0; look < 2; look += 1)
    await Promise.all(ground.all.map((thread) => ground.desk.files(thread, 'uncommitted')));
  const nothing = await compare(ground, 0);
  const one = await compare(ground, 1);
  const five = await compare(ground, 5);
  const pass = nothing.processes === 0 && one.ratio <= 0.5 && five.ratio <= 0.5;
  const limit =
    'no process of git while nothing has changed; else at most half of what git status takes in all of them';
  console.log(
    JSON.stringify({ bench: 'status', worktrees: threads, files, nothing, one, five, limit, pass }, undefined, 2),
  );
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

type Ground = ReturnType<typeof makeGround>;

/** Both ways in turns, after something changed in so many of the worktrees. */
async function compare({ all, desk, edit }: Ground, changed: number) {
  const [ours, naive]: [number[], number[]] = [[], []];
  const change = (round: number) => {
    for (let n = 0; n < changed; n += 1) edit(n, `${String(changed)}-${String(round)}`);
  };
  const look = () => Promise.all(all.map((thread) => desk.files(thread, 'uncommitted')));
  for (let round = 0; round < rounds; round += 1) {
    change(round);
    ours.push(await timed(look));
    naive.push(await timed(() => Promise.all(all.map((thread) => status(pathOf(thread))))));
  }
  change(rounds);
  const processes = await countGit(look);
  const [oursMs, naiveMs] = [median(ours), median(naive)];
  return {
    oursMs,
    naive: { way: 'git status in each', ms: naiveMs },
    ratio: oursMs / naiveMs,
    processes,
  };
}

function makeGround() {
  const clone = join(folder, 'clone');
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  mkdirSync(clone);
  git(clone, 'init', '-q', '-b', 'main');
  git(clone, 'config', 'user.name', 'Bench');
  git(clone, 'config', 'user.email', 'bench@example.org');
  for (let n = 0; n < files; n += 1) {
    mkdirSync(join(clone, 'src', String(n % 20)), { recursive: true });
    writeFileSync(join(clone, 'src', String(n % 20), `file-${String(n)}.ts`), `export const value = ${String(n)};\n`);
  }
  git(clone, 'add', '-A');
  git(clone, 'commit', '-q', '-m', 'Begin');
  const base = CommitId.parse(git(clone, 'rev-parse', 'HEAD'));
  const repo = Repo.parse({
    ...{ id: 'rep_bench', name: 'bench', path: clone, remote: { name: 'origin', url: clone } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  });
  const all = Array.from({ length: threads }, (_, n) => {
    const [path, branch] = [join(folder, 'trees', String(n)), `teatree/${String(n)}`];
    git(clone, 'worktree', 'add', '-q', '-b', branch, path);
    return threadIn(n, [{ repo: repo.id, path, branch, base }]);
  });
  const ground = { dataFolder: join(folder, 'data'), repo: () => repo, precious: () => Promise.resolve([]) };
  const shelf = checkpointShelf({ ...ground, now: Date.now, retention: () => Retention.parse({}) });
  const desk = changeDesk({ ...ground, shelf, editor: () => '' });
  const edit = (n: number, text: string) =>
    writeFileSync(join(folder, 'trees', String(n), 'src', '0', 'file-0.ts'), text);
  return { all, edit, desk };
}

type Worktrees = Extract<FactoryEvent, { type: 'workspace.prepared' }>['worktrees'];

function threadIn(n: number, worktrees: Worktrees): Thread {
  const state = emptyState();
  const thread = ThreadId.parse(`thr_s${String(n)}`);
  const brief = {
    ...{ thread, title: 'Work', goal: 'Work', repos: [RepoId.parse('rep_bench')] },
    harness: { id: 'recipe', config: {} },
  };
  const instruction = { id: InstructionId.parse('ins_s'), kind: 'goal', text: 'Work' } as const;
  const events: readonly FactoryEvent[] = [
    { type: 'thread.created', thread, number: n + 1, brief, instruction },
    { type: 'workspace.prepared', thread, path: folder, worktrees, ports: { first: 1, count: 1 } },
  ];
  for (const [at, event] of events.entries()) evolve(state, { seq: at + 1, at, event });
  const made = state.threads.get(thread);
  if (!made) throw new Error('There is no thread');
  return made;
}

function pathOf({ workspace }: Thread): string {
  return workspace.kind === 'ready' ? (workspace.worktrees[0]?.path ?? '') : '';
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** How often git is started meanwhile: each leaves a line. */
async function countGit(work: () => Promise<unknown>): Promise<number> {
  const before = process.env['PATH'] ?? '';
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const [shims, log] = [join(folder, 'bin'), join(folder, 'asked')];
  mkdirSync(shims, { recursive: true });
  writeFileSync(join(shims, 'git'), `#!/bin/sh\necho >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(shims, 'git'), 0o755);
  writeFileSync(log, '');
  process.env['PATH'] = `${shims}${delimiter}${before}`;
  await work();
  process.env['PATH'] = before;
  return readFileSync(log, 'utf8').length;
}
