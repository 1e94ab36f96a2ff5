import { roundVerdict } from '../model/check.ts';
import type { Run } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import type { Part } from './budget.ts';
import { named, onOneLine, quoted } from './quote.ts';

/** What the world knows of the work of an agent before, beside what the thread itself says. */
export type HandOver = {
  /** The last list of steps the agent showed. */
  readonly plan: readonly { readonly title: string; readonly state: 'pending' | 'active' | 'done' }[];
  /** Newest first. `more` were made before those. */
  readonly commits: readonly {
    readonly repo: string;
    readonly made: readonly { readonly id: string; readonly subject: string }[];
    readonly more: number;
  }[];
  readonly uncommitted: readonly { readonly repo: string; readonly paths: readonly string[] }[];
  /** The end of what the agent said last. */
  readonly last: string;
};

const mostPaths = 30;
const mostTried = 8;

/** Who reads it: one that knows nothing of the thread, or one that worked on it and was away. */
export type Newcomer = 'new' | 'back';

const heads: Readonly<Record<Newcomer, string>> = {
  new: '## Hand-over: another session worked on this before you\n\nIts work stands in the worktrees. Look at it before you go on; keep what is good.',
  back: '## Hand-over: what happened since your last turn\n\nAnother agent worked on this meanwhile. Its work stands in the worktrees, and files that you know may have changed: look before you go on; keep what is good.',
};

/** So that an agent goes on where the one before it stopped. Each part has a bound of its own, so that none takes all. */
export function handOverParts(
  thread: Thread,
  { plan, commits, uncommitted, last }: HandOver,
  { reader, keep }: { readonly reader: Newcomer; readonly keep: number },
): readonly Part[] {
  const steps = plan.map(({ title, state }) => `- [${marks[state]}] ${named(title, 200)}`);
  const made = commits.flatMap((each) => [
    ...each.made.map(({ id, subject }) => `- ${each.repo} ${id.slice(0, 10)} ${named(subject, 200)}`),
    ...(each.more > 0 ? [`- ${each.repo}: ${String(each.more)} more before these`] : []),
  ]);
  const left = uncommitted.flatMap(({ repo, paths }) => pathLines(repo, paths));
  const tried = [...thread.runs.flatMap(runLine), ...thread.rounds.flatMap(redLine)].slice(-mostTried);
  const words = last.trim() === '' ? [] : [quoted('the agent before you', last.trim())];
  return [
    { name: 'hand-over', text: heads[reader] },
    { name: 'its plan', text: list('Its plan', steps), keep, most: 2000 },
    { name: 'its commits', text: list('Committed', made), keep, most: 3000 },
    { name: 'what is not committed', text: list('Not committed', left), keep, most: 2000 },
    { name: 'what was tried', text: list('Tried', tried), keep, most: 3000 },
    { name: 'what was asked', text: list('Asked and not answered', openLines(thread)), keep, most: 2000 },
    { name: 'its last words', text: list('Its last words', words), keep, most: 6000 },
  ];
}

const marks = { pending: ' ', active: '~', done: 'x' } as const;

function list(title: string, lines: readonly string[]): string {
  return lines.length > 0 ? `### ${title}\n\n${lines.join('\n')}` : '';
}

function pathLines(repo: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const more = paths.length - mostPaths;
  const some = paths.slice(0, mostPaths).map((path) => `- ${repo} ${named(path, 200)}`);
  return more > 0 ? [...some, `- ${repo}: ${String(more)} more`] : some;
}

function runLine({ state, harness }: Run): readonly string[] {
  if (state.kind !== 'ended' || state.outcome === 'succeeded') return [];
  return [
    `- a run${harness === undefined ? '' : ` of ${harness.id}`} ended as ${state.outcome}: ${named(state.reason, 400)}`,
  ];
}

function redLine(round: Thread['rounds'][number]): readonly string[] {
  if (roundVerdict(round) !== 'red') return [];
  return round.ended
    .filter((end) => end.outcome !== 'passed')
    .map(
      (end) =>
        `- check ${onOneLine(end.name, 60)} ${end.outcome} (round ${String(round.round)}): ${named(end.tail.slice(-400), 300)}`,
    );
}

/** What waits, and what was withdrawn because this session ended. */
function openLines({ asks, runs }: Thread): readonly string[] {
  const last = runs.findLast((run) => run.state.kind === 'ended');
  return asks.flatMap(({ subject, state, run }) => {
    if (subject.kind === 'stuck' || state.kind === 'answered') return [];
    if (state.kind === 'withdrawn' && run !== last?.id) return [];
    const what = subject.kind === 'gate' ? subject.action.title : subject.text;
    return [`- ${named(what)}${state.kind === 'withdrawn' ? `, withdrawn: ${onOneLine(state.reason, 200)}` : ''}`];
  });
}
