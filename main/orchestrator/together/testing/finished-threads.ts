import { ClearId, InstructionId, LandingId, RepoId, RunId, ThreadId } from '../../../../core/ids.ts';
import type { Report } from '../../../../core/loop/command.ts';
import { person } from '../../../../core/loop/testing/story.ts';
import { headsOf } from '../../../../core/model/change-set.ts';
import type { CheckSpec } from '../../../../core/model/repo.ts';
import { currentLanding } from '../../../../core/model/thread.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { factoryWorld, shortId } from '../../testing/factory-world.ts';
import { fakeHarness } from '../../testing/fake-harness.ts';
import { memoryJournal } from '../../testing/memory-journal.ts';

const repo = RepoId.parse('rep_api');
const idle = fakeHarness(() => Promise.reject(new Error('Nobody is asked to work here'))).harness;

/** The lines of the shared file lie so far apart that a change of one merges with a change of another. */
function fileWith(values: Readonly<Record<string, number>>): string {
  const line = (name: string) => `${name}=${String(values[name] ?? 0)}\n${'#\n'.repeat(9)}`;
  return ['a', 'b', 'c', 'd'].map(line).join('');
}

/** Green while the sum in the file is at most `most`. Each try leaves a line in `log`. */
export function sumCheck(most: number, log: string): CheckSpec {
  const command = `. ./sum.sh; echo $((a + b + c + d)) >> ${log}; test $((a + b + c + d)) -le ${String(most)} || { echo "too much"; exit 1; }`;
  return { name: 'sum', command, timeoutSeconds: 60 };
}

/** One repo whose threads are finished and green: each changed one number of a file that all share. */
export async function finishedThreads(
  check: (at: (file: string) => string) => CheckSpec,
  changes: readonly Readonly<Record<string, number>>[],
) {
  const world = factoryWorld();
  const { box } = world;
  const base = box.commit('clone', { 'sum.sh': fileWith({}) }, 'sum');
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  const spec = check(box.at);
  const memory = memoryJournal();
  const opened = world.open(idle, memory);
  const { orchestrator } = opened;
  const api = {
    ...{ id: repo, name: 'api', path: box.clone, remote: box.origin, defaultBranch: 'main' },
    ...{ config: { checks: [spec] }, configSource: 'edited' as const },
  };
  await orchestrator.dispatch({ type: 'repo.add', repo: api });
  const report = async (event: Report) => {
    const told = await orchestrator.report(event);
    if (!told.ok) throw new Error(told.error.message);
  };
  const idOf = (n: number) => ThreadId.parse(`thr_${shortId}n${String(n)}`);
  for (const [at, values] of changes.entries()) {
    const thread = idOf(at + 1);
    box.git('clone', 'checkout', '-q', '-B', `n${String(at + 1)}`, base);
    const head = box.commit('clone', { 'sum.sh': fileWith(values) }, 'one more');
    const instruction = { id: InstructionId.parse(`ins_${thread.slice(4)}`), kind: 'goal', text: 'g' } as const;
    const brief = {
      thread,
      title: `t${String(at + 1)}`,
      goal: 'g',
      repos: [repo],
      harness: { id: 'fake', config: {} },
    };
    await orchestrator.dispatch({ type: 'thread.create', brief, instruction });
    const worktrees = [{ repo, path: box.at('no-worktree'), branch: 'b', base }];
    const ports = { first: 1, count: 1 };
    await report({ type: 'workspace.prepared', thread, path: box.at('no-worktree'), worktrees, ports });
    const run = RunId.parse(`run_${thread.slice(4)}`);
    await report({ type: 'run.started', thread, run, instruction: instruction.id });
    const counts = { commits: 1, files: 1, added: 1, deleted: 1, uncommitted: [] };
    await report({ type: 'change-set.recorded', thread, changes: [{ repo, base, head, ...counts }] });
    await report({ type: 'run.ended', thread, run, outcome: 'succeeded', reason: '' });
    const planned = [{ repo, name: spec.name, command: spec.command }];
    await report({ type: 'checks.started', thread, round: 1, heads: [{ repo, commit: head }], planned });
    const passed = { repo, name: spec.name, outcome: 'passed', durationMs: 1, tail: '', fingerprint: '' } as const;
    await report({ type: 'check.ended', thread, round: 1, end: passed });
    await report({ type: 'checks.ended', thread, round: 1 });
  }
  box.git('clone', 'checkout', '-q', '--detach', base);
  const member = (n: number) => ({
    ...{ thread: idOf(n), landing: LandingId.parse(`lnd_n${String(n)}`), clear: ClearId.parse(`clr_n${String(n)}`) },
    heads: headsOf(orchestrator.state.threads.get(idOf(n))?.changes ?? []),
  });
  return {
    ...{ world, box, memory, orchestrator, idOf },
    async landTogether(...numbers: readonly number[]) {
      const told = await orchestrator.dispatch({ type: 'group.land', members: numbers.map(member), at: 1, by: person });
      if (!told.ok) throw new Error(told.error.message);
    },
    /** The same factory after it died. */
    again: () => world.open(idle, memory).orchestrator,
    landings: (threads: ReadonlyMap<ThreadId, Thread> = orchestrator.state.threads) =>
      changes.map((_, at) => {
        const thread = threads.get(idOf(at + 1));
        return thread && currentLanding(thread)?.ended;
      }),
    subjects: () => box.git('remote.git', 'log', '--reverse', '--first-parent', '--format=%s', 'main').split('\n'),
  };
}
