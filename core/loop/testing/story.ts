import { AskId, ClearId, CommitId, InstructionId, LandingId, RepoId, RunId, ThreadId } from '../../ids.ts';
import { headsOf } from '../../model/change-set.ts';
import type { Repo } from '../../model/repo.ts';
import type { Thread } from '../../model/thread.ts';
import type { Result } from '../../result.ts';
import type { Command, Report } from '../command.ts';
import { decide } from '../decide.ts';
import type { Entry, FactoryEvent } from '../event.ts';
import { evolve } from '../evolve.ts';
import { emptyState } from '../state.ts';

export const person = { who: 'person', via: 'window' } as const;
export const ids = {
  api: RepoId.parse('rep_api'),
  web: RepoId.parse('rep_web'),
  thread: ThreadId.parse('thr_one'),
  run: (n: number) => RunId.parse(`run_r${String(n)}`),
  ask: (n: number) => AskId.parse(`ask_a${String(n)}`),
  landing: (n: number) => LandingId.parse(`lnd_l${String(n)}`),
  clear: (n: number) => ClearId.parse(`clr_c${String(n)}`),
};

/** A commit id that is the same digit forty times. */
export function commit(digit: number): CommitId {
  return CommitId.parse((digit % 16).toString(16).repeat(40));
}

export function repo(id: RepoId, name: string): Repo {
  return {
    id,
    name,
    path: `/home/dev/src/${name}`,
    remote: { name: 'origin', url: `/srv/${name}.git` },
    defaultBranch: 'main',
    config: {},
    configSource: 'detected',
  };
}

/** A factory in memory: decides and folds like the writer, and keeps the journal. The clock moves by 1 per command. */
export function createStory() {
  const state = emptyState();
  const entries: Entry[] = [];
  let at = 1000;

  function tell(command: Command): Result<readonly FactoryEvent[]> {
    const decision = decide(state, command);
    at += 1;
    if (decision.ok) {
      for (const event of decision.value) {
        const entry = { seq: entries.length + 1, at, event };
        entries.push(entry);
        evolve(state, entry);
      }
    }
    return decision;
  }

  const story = {
    state,
    entries,
    tell,
    report: (event: Report) => tell({ type: 'report', event }),
    pass(ms: number) {
      at += ms;
    },
    thread(): Thread {
      const thread = state.threads.get(ids.thread);
      if (!thread) throw new Error('The story has no thread yet');
      return thread;
    },
    begin() {
      tell({ type: 'repo.add', repo: repo(ids.api, 'api') });
      tell({ type: 'repo.add', repo: repo(ids.web, 'web') });
      const goal = { id: InstructionId.parse('ins_goal'), kind: 'goal', text: 'Rename it' } as const;
      const brief = {
        thread: ids.thread,
        title: 'Rename it',
        goal: 'Rename it',
        repos: [ids.api, ids.web],
        harness: { id: 'recipe', config: {} },
      };
      tell({ type: 'thread.create', brief, instruction: goal });
    },
    prepared() {
      const worktrees = [ids.api, ids.web].map((each) => ({
        repo: each,
        path: `/w/${each}`,
        branch: 'teatree/one',
        base: commit(0),
      }));
      story.report({
        type: 'workspace.prepared',
        thread: ids.thread,
        path: '/w',
        worktrees,
        ports: { first: 1, count: 10 },
      });
    },
    /** One run over the next instruction that commits `digit` in both repos and ends so. */
    worked(n: number, outcome: Extract<Report, { type: 'run.ended' }>['outcome'] = 'succeeded') {
      story.started(n);
      story.report({
        type: 'change-set.recorded',
        thread: ids.thread,
        changes: [change(ids.api, n), change(ids.web, n)],
      });
      story.report({ type: 'run.ended', thread: ids.thread, run: ids.run(n), outcome, reason: 'done' });
    },
    started(n: number) {
      const instruction = story.thread().instructions.find((each) => !each.done);
      if (!instruction) throw new Error('Nothing is owed');
      story.report({ type: 'run.started', thread: ids.thread, run: ids.run(n), instruction: instruction.id });
      story.report({
        type: 'run.spawned',
        thread: ids.thread,
        run: ids.run(n),
        process: { pid: 9, startedAt: '1' },
        session: 's',
      });
    },
    checked(round: number, outcome: 'passed' | 'failed', fingerprint = 'same') {
      const heads = headsOf(story.thread().changes);
      const planned = [{ repo: ids.api, name: 'test', command: 'npm test' }];
      story.report({ type: 'checks.started', thread: ids.thread, round, heads: [...heads], planned });
      const end = { repo: ids.api, name: 'test', outcome, durationMs: 1, tail: 'out', fingerprint } as const;
      story.report({ type: 'check.ended', thread: ids.thread, round, end });
      story.report({ type: 'checks.ended', thread: ids.thread, round });
    },
    approved(n: number) {
      return tell({
        type: 'thread.clear',
        thread: ids.thread,
        clear: ids.clear(n),
        heads: headsOf(story.thread().changes),
        at,
        by: person,
      });
    },
  };
  return story;
}

export type Story = ReturnType<typeof createStory>;

function change(id: RepoId, digit: number) {
  return {
    repo: id,
    base: commit(0),
    head: commit(digit),
    commits: 1,
    files: 1,
    added: 1,
    deleted: 0,
    uncommitted: [],
  };
}
