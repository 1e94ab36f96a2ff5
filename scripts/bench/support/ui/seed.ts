import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClearId, CommitId, InstructionId, LandingId, RepoId, RunId, ThreadId } from '../../../../core/ids.ts';
import { evolve } from '../../../../core/loop/evolve.ts';
import type { FactoryEvent } from '../../../../core/loop/event.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import { Repo } from '../../../../core/model/repo.ts';
import { openStore } from '../../../../main/store/store.ts';

const by = { who: 'person', via: 'window' } as const;
const repo = RepoId.parse('rep_bench');
const hour = 3_600_000;

export const threadOf = (n: number) => ThreadId.parse(`thr_b${String(n)}`);
export const runOf = (n: number, nth = 1) => RunId.parse(`run_b${String(n)}x${String(nth)}`);
export const instructionOf = (n: number) => InstructionId.parse(`ins_b${String(n)}`);

export type Seeded = {
  /** Threads that have worked and were paused by the person: nothing of them goes on by itself. */
  readonly quiet: number;
  /** What each of them said. */
  readonly said?: number;
  /** Threads that have landed. */
  readonly landed?: number;
};

/** A clone with a worktree in which one commit adds many files. */
export type Ground = {
  readonly clone: string;
  readonly worktree: string;
  readonly base: CommitId;
  readonly head: CommitId;
};

export const reviewFiles = 1000;
const reviewLines = 100;

export function makeGround(folder: string): Ground {
  const [clone, worktree] = [join(folder, 'clone'), join(folder, 'worktree')];
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
  mkdirSync(clone, { recursive: true });
  git(clone, 'init', '-q', '-b', 'main');
  git(clone, 'config', 'user.name', 'Bench');
  git(clone, 'config', 'user.email', 'bench@example.org');
  git(clone, 'commit', '-q', '--allow-empty', '-m', 'Begin');
  git(clone, 'worktree', 'add', '-q', '-b', 'teatree/bench', worktree);
  for (let file = 0; file < reviewFiles; file += 1) {
    const place = join(worktree, 'src', `part-${String(file % 40)}`);
    mkdirSync(place, { recursive: true });
    const lines = Array.from(
      { length: reviewLines },
      (_, line) => `export const value${String(line)} = ${String(line * file)};`,
    );
    writeFileSync(join(place, `file-${String(file)}.ts`), `${lines.join('\n')}\n`);
  }
  git(worktree, 'add', '-A');
  git(worktree, 'commit', '-q', '-m', 'Add many files');
  const [base, head] = [git(clone, 'rev-parse', 'main'), git(worktree, 'rev-parse', 'HEAD')].map((id) =>
    CommitId.parse(id),
  );
  if (!base || !head) throw new Error('git answered no commits');
  return { clone, worktree, base, head };
}

/** The data folder of a factory with such threads, as its store would have written it. */
export async function seed(dataFolder: string, ground: Ground, { quiet, said = 0, landed = 0 }: Seeded): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  const store = await openStore(dataFolder, Date.now);
  const state = emptyState();
  const write = (events: readonly FactoryEvent[]) => {
    const entries = store.journal.append(Date.now() - hour, events);
    for (const entry of entries) evolve(state, entry);
    store.journal.project(state, entries);
  };
  write([
    {
      type: 'repo.added',
      repo: Repo.parse({
        id: repo,
        name: 'bench',
        path: ground.clone,
        defaultBranch: 'main',
        config: {},
        remote: { name: 'origin', url: ground.clone },
        configSource: 'detected',
      }),
    },
  ]);
  for (let from = 0; from < landed; from += 1000)
    write(Array.from({ length: Math.min(1000, landed - from) }, (_, n) => landedThread(quiet + from + n + 1)).flat());
  for (let n = 1; n <= quiet; n += 1) {
    write(quietThread(n, ground));
    for (let item = 0; item < said; item += 1) store.transcripts.append(runOf(n), lineOf(item));
  }
  store.close();
}

/** What an agent says, one of ten things a call. */
export function lineOf(at: number) {
  const call = `c${String(at)}`;
  if (at % 10 === 9)
    return {
      type: 'tool-call',
      call: { id: call, tool: 'shell', input: { command: `npm test -- ${call}` }, cwd: '/w' },
    } as const;
  return {
    type: 'text',
    text: `Line ${String(at)} of what was found, with *some* emphasis and \`code\`.\n\n`,
    delta: false,
  } as const;
}

function createdThread(n: number): FactoryEvent {
  const thread = threadOf(n);
  const title = `Bench thread number ${String(n)}`;
  const instruction = { id: instructionOf(n), kind: 'goal', text: title } as const;
  const brief = { thread, title, goal: title, repos: [repo], harness: { id: 'recipe', config: {} } };
  return { type: 'thread.created', thread, number: n, brief, instruction };
}

function quietThread(n: number, { worktree, base, head }: Ground): readonly FactoryEvent[] {
  const thread = threadOf(n);
  const worktrees = [{ repo, path: worktree, branch: 'teatree/bench', base }];
  const change = {
    repo,
    base,
    head,
    commits: 1,
    files: reviewFiles,
    added: reviewFiles * reviewLines,
    deleted: 0,
    uncommitted: [],
  };
  const told = { thread, run: runOf(n) };
  return [
    createdThread(n),
    { type: 'workspace.prepared', thread, path: worktree, worktrees, ports: { first: 41_000, count: 10 } },
    { type: 'run.started', ...told, instruction: instructionOf(n) },
    { type: 'run.spawned', ...told, process: { pid: 1, startedAt: '1' }, session: 's' },
    { type: 'change-set.recorded', thread, changes: [change] },
    { type: 'run.ended', ...told, outcome: 'succeeded', reason: 'done' },
    { type: 'thread.halted', thread, halt: 'paused', by },
  ];
}

function landedThread(n: number): readonly FactoryEvent[] {
  const thread = threadOf(n);
  const heads = [{ repo, commit: CommitId.parse('b'.repeat(40)) }];
  const [landing, clear] = [LandingId.parse(`lnd_b${String(n)}`), ClearId.parse(`clr_b${String(n)}`)];
  return [
    createdThread(n),
    { type: 'clear.given', thread, clear: { id: clear, heads, at: 1 }, by },
    { type: 'landing.started', thread, landing, clear, heads },
    { type: 'landing.pushed', thread, landing, repo },
    { type: 'landing.ended', thread, landing, outcome: 'landed', reason: 'ok' },
  ];
}
