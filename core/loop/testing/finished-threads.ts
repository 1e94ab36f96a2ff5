import type { CommitId, RepoId } from '../../ids.ts';
import { ClearId, InstructionId, LandingId, RunId, ThreadId } from '../../ids.ts';
import { headsOf } from '../../model/change-set.ts';
import { currentLanding } from '../../model/thread.ts';
import { commit, createStory, ids, person, repo } from './story.ts';

type Wish = {
  /** Pairs of numbers: the first waits for the second. */
  readonly waits?: readonly (readonly [number, number])[];
  /** Which repo a thread is over; all are over `api` otherwise. `web` builds on `api`. */
  readonly over?: (n: number) => RepoId;
};

/** A story of threads 1 to `count`, each with one commit that is green. */
export function finishedThreads(count: number, { waits = [], over = () => ids.api }: Wish = {}) {
  const story = createStory();
  story.tell({ type: 'repo.add', repo: repo(ids.api, 'api') });
  story.tell({ type: 'repo.add', repo: { ...repo(ids.web, 'web'), config: { after: ['api'] } } });
  const idOf = (n: number) => ThreadId.parse(`thr_n${String(n)}`);
  for (let n = 1; n <= count; n += 1) {
    const thread = idOf(n);
    const own = over(n);
    const instruction = { id: InstructionId.parse(`ins_n${String(n)}`), kind: 'goal', text: 'g' } as const;
    const brief = { thread, title: 't', goal: 'g', repos: [own], harness: { id: 'recipe', config: {} } };
    story.tell({ type: 'thread.create', brief, instruction });
    const worktrees = [{ repo: own, path: '/w', branch: 'b', base: commit(0) }];
    story.report({ type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 1 } });
    const run = RunId.parse(`run_n${String(n)}`);
    story.report({ type: 'run.started', thread, run, instruction: instruction.id });
    const counts = { commits: 1, files: 1, added: 1, deleted: 0, uncommitted: [] };
    const changes = [{ repo: own, base: commit(0), head: commit(n), ...counts }];
    story.report({ type: 'change-set.recorded', thread, changes });
    story.report({ type: 'run.ended', thread, run, outcome: 'succeeded', reason: '' });
    const heads = [{ repo: own, commit: commit(n) }];
    story.report({ type: 'checks.started', thread, round: 1, heads, planned: [] });
    story.report({ type: 'checks.ended', thread, round: 1 });
  }
  for (const [a, b] of waits)
    story.tell({ type: 'thread.link', thread: idOf(a), edge: { kind: 'waits-for', to: idOf(b) }, by: person });
  const member = (n: number, head?: CommitId) => ({
    ...{ thread: idOf(n), landing: LandingId.parse(`lnd_n${String(n)}`), clear: ClearId.parse(`clr_n${String(n)}`) },
    heads: head ? [{ repo: over(n), commit: head }] : headsOf(story.state.threads.get(idOf(n))?.changes ?? []),
  });
  type Member = ReturnType<typeof member>;
  const land = (...members: readonly Member[]) => story.tell({ type: 'group.land', members, at: 1, by: person });
  const landingOf = (n: number) => {
    const thread = story.state.threads.get(idOf(n));
    return thread && currentLanding(thread);
  };
  return { ...story, idOf, member, land, landingOf };
}
